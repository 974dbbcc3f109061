#pragma once

#include "core/io/export/import_model.h"
#include "core/io/export/range_errors.h"
#include "ui/jobs/import_order.h"
#include "ui/jobs/job.h"

#include <QDialog>

#include <memory>
#include <vector>

class QGridLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace tristate::ui {

/// What a network of a file does on the data chosen, before a run begins with it: its error with each of the
/// usual input ranges, of which a person chooses one. Reads and measures beside the event loop, and touches
/// nothing of the run. GUI thread.
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    /// Begins to look at order.file at once.
    explicit ImportDialog(ImportOrder order, QWidget* parent = nullptr);
    ~ImportDialog() override;

    /// What is chosen, by the name that people type.
    QString range() const;
    void choose(const QString& range);
    /// Whatever is told now: the facts, the choice, what to beware of, what is wrong.
    QString told() const;
    /// The error as it stands beside a range; empty while it is not known.
    QString errorOf(const QString& range) const;
    QLineEdit& net() { return *m_net; }
    QPushButton& importButton() { return *m_import; }
    bool isBusy() const { return m_job.isBusy(); }

Q_SIGNALS:
    void chosen(const tristate::ui::ImportOrder& order);

private:
    /// What the file and the data are, on the thread.
    struct Found {
        io::ImportedModel model;
        std::shared_ptr<const data::Splits> data;
    };
    struct Row {
        QString range;
        QRadioButton* button;
        QLabel* error;
    };

    void build();
    void buildRanges(QGridLayout& grid);
    void look();
    void showFound(const std::shared_ptr<const Found>& found);
    void showError(const io::ErrorUnderRange& error);
    void showErrors(const io::RangeErrors& errors);
    void showWarning();
    void fail(const QString& sentence);
    void import();

    ImportOrder m_order;
    std::shared_ptr<const Found> m_found; ///< null while nothing is
    io::RangeErrors m_errors;             ///< empty while not all are known
    bool m_isChosenByHand = false;
    std::vector<Row> m_rows;
    QLineEdit* m_net;
    QLabel *m_facts, *m_ranges, *m_reason, *m_warning;
    QProgressBar* m_progress;
    QPushButton* m_import;
    Job& m_job = *new Job; ///< outlives the dialog while a file is being read
};

} // namespace tristate::ui

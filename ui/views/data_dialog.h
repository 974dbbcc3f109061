#pragma once

#include "core/data/survey.h"
#include "core/train/experiment.h"
#include "ui/jobs/job.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace tristate::ui {

class KnownSetChooser;

/// What is in a file, folder or archive before anything is trained: kind, samples, classes with their counts,
/// columns with their range, warnings, and the net proposed for it. Also sets that many people know, and a
/// table from the clipboard. Looks at the data beside the event loop. GUI thread.
class DataDialog : public QDialog {
    Q_OBJECT
public:
    explicit DataDialog(QWidget* parent = nullptr);
    ~DataDialog() override;

    /// Looks at what is at this path; what was found before is gone.
    void look(const QString& path);
    /// Keeps the table that is on the clipboard as a file in the user's data folder, and looks at it.
    void paste();

Q_SIGNALS:
    /// The person wants these data, with the net and the recipe proposed for them.
    void chosen(const tristate::train::Experiment& proposed);

private:
    struct Found {
        data::Survey survey;
        train::Experiment proposed;
    };

    void build();
    QLayout* makeSources();
    void ask(bool folder);
    void lookAgain();
    void showFound(std::shared_ptr<const Found> found);
    void showFacts(const Found& found);
    void showClasses(const data::Survey& survey);
    void showColumns(const data::Survey& survey);
    void showTargets(bool haveTask);
    void clear(const QString& sentence);

    data::DataSpec m_spec;
    std::shared_ptr<const Found> m_found; ///< null while nothing is
    bool m_looksElsewhere = false;        ///< at something else than the set that is being loaded
    QLineEdit* m_path;
    KnownSetChooser* m_sets;
    QComboBox* m_target; ///< of a table
    QLabel* m_targetLabel;
    QComboBox* m_task; ///< in the order of data::TaskKind
    QLabel* m_facts;
    QTreeWidget* m_classes;
    QTreeWidget* m_columns;
    QLabel* m_warnings;
    QPushButton* m_use;
    Job m_job;
};

} // namespace tristate::ui

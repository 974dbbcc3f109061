#pragma once

#include "core/data/survey.h"
#include "core/train/experiment.h"
#include "ui/jobs/data_loading.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QLabel;
class QLayout;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTabWidget;
class QTreeWidget;

namespace tristate::ui {

class ColumnList;
class GlimpseView;
class KnownSetChooser;

/// What is in a file, folder or archive before anything is trained: kind, samples, classes with their counts,
/// columns with their range, which can be taken otherwise or left out, some samples, warnings, and the net
/// proposed for it. Also sets that many people know, and a table from the clipboard. Looks at the data beside
/// the event loop, which can be cancelled. GUI thread.
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
    void showLoading();
    void showFound(std::shared_ptr<const Found> found);
    void showFacts(const Found& found);
    void showClasses(const data::Survey& survey);
    void showColumns(const data::Survey& survey);
    void showPages();
    void showTargets(bool haveTask);
    void takeColumns(int target = -1);
    void say(const QString& sentence);
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
    ColumnList* m_columns;
    GlimpseView* m_glimpses;
    QTabWidget* m_pages; ///< of columns, samples and classes
    QLabel* m_warnings;
    QPushButton* m_use;
    QProgressBar* m_bar; ///< while something is read
    QPushButton* m_cancel;
    DataLoading m_loading;
};

} // namespace tristate::ui

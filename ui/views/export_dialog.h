#pragma once

#include "ui/jobs/export_run.h"

#include <QDialog>
#include <QTimer>

#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace tristate::ui {

class SessionBridge;

/// Asks what to export of a moment and where to, and tells beforehand how large the network would be. The
/// moment is the one shown when the dialog opens, or when the person takes a later one: the run goes on
/// beside it, and the files hold what the dialog tells. While files are written and proven it shows how far
/// that is, and can cancel it; whatever goes wrong stands beside the fields, which stay as they are. Ends
/// with an ExportReport.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// `folder` and `name` (without an extension) are where to write unless the person says otherwise.
    ExportDialog(SessionBridge& bridge, const QString& folder, const QString& name, QWidget* parent);

    /// What would be exported now.
    ExportOrder order() const;
    /// What stands in the way, what will be replaced, or how far the export is.
    QString note() const;
    QLineEdit& folder() { return *m_folder; }
    QLineEdit& name() { return *m_name; }
    /// Null when there is no such format; "/" is a folder.
    QCheckBox* format(const QString& ending);
    QCheckBox& keepsWidths() { return *m_keepsWidths; }
    QLabel& size() { return *m_size; }
    QPushButton& exportButton() { return *m_export; }
    QPushButton& takeButton() { return *m_take; }
    ExportRun& run() { return m_run; }

protected:
    void reject() override;

private:
    QWidget* buildQuestions(const QString& folder, const QString& name);
    void buildPlace(QFormLayout& form, const QString& folder, const QString& name);
    void buildFormats(QFormLayout& form);
    void buildOptions(QFormLayout& form);
    QWidget* buildButtons();
    void connectRun();

    /// Why nothing can be exported as the fields stand; empty when it can.
    QString obstacle() const;
    QStringList replaced() const;
    void showReadiness();
    void takeMoment();
    void askPreview();
    void showPreview(const ExportPreview& preview);
    void startExport();
    void showProgress(int done, const QString& next);
    void showEnd(const std::vector<io::ExportProof>& written, const QString& problem);
    void setBusy(bool busy);
    void say(const QString& sentence);
    void chooseFolder();

    SessionBridge& m_bridge;
    ExportRun m_run;
    ExportSource m_source; ///< the moment to export
    QTimer m_untilThere;   ///< looks for it until there is one
    QWidget* m_questions;
    QLineEdit *m_folder, *m_name;
    std::vector<std::pair<QCheckBox*, QString>> m_formats; ///< and what the name of the file ends with
    QCheckBox* m_keepsWidths;
    QComboBox* m_merge;
    QLabel *m_size, *m_note;
    QProgressBar* m_progress;
    QPushButton *m_take, *m_export;
};

} // namespace tristate::ui

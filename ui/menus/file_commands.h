#pragma once

#include "core/train/experiment.h"

#include <QObject>
#include <QPointer>
#include <QString>

class QFileDialog;
class QMenu;
class QWidget;

namespace tristate::ui {

class DataDialog;
class ExportDialog;
class ImportDialog;
struct ImportOrder;
class SessionBridge;

/// What the File menu does, with dialogs that do not block the window. What opens, saves or imports comes in
/// a second form that takes the path.
class FileCommands : public QObject {
    Q_OBJECT
public:
    FileCommands(SessionBridge& bridge, QWidget* window);

    /// Adds everything about files; `recent` goes below Open.
    void addTo(QMenu& menu, QMenu* recent);
    /// The session file in use; empty before the first save or open.
    QString sessionFile() const { return m_sessionFile; }

public Q_SLOTS:
    void open();
    void save();
    void saveAs();
    void exportModel();
    void importModel();
    void exportPictures();
    void openFile(const QString& file);
    void saveFile(const QString& file);
    void importFile(const QString& file);
    /// Shows what is in it, and with which input range; the run is another one when the person wants it.
    void openImport(const tristate::ui::ImportOrder& order);
    void openData();
    /// Shows what is at this path.
    void openDataAt(const QString& path);
    /// What was dropped on the window: a session, a network, a lesson, or data.
    void openDropped(const QString& path);

Q_SIGNALS:
    void sessionFileChanged(const QString& file);
    /// Of a network; openImport() answers.
    void importAsked(const QString& file);
    void dataChosen(const tristate::train::Experiment& proposed);
    void picturesAsked(const QString& directory);
    void exported(); ///< a model, whole
    void lessonDropped(const QString& file);
    void told(const QString& sentence); ///< good news, for the status bar

private:
    QFileDialog* ask(const QString& title, const QString& filter, const QString& suffix);
    void showImport(const QString& file, const QStringList& facts);
    void setSessionFile(const QString& file);

    SessionBridge& m_bridge;
    QWidget* m_window;
    QString m_sessionFile;
    QPointer<ExportDialog> m_exportDialog; ///< while it is open
    QPointer<DataDialog> m_dataDialog;     ///< while it is open
    QPointer<ImportDialog> m_importDialog; ///< while it is open
};

} // namespace tristate::ui

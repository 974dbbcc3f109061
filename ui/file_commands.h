#pragma once

#include "core/io/export_model.h"

#include <QObject>
#include <QString>

#include <functional>

class QFileDialog;
class QMenu;
class QWidget;

namespace tristate::ui {

class SessionBridge;

/// What the File menu does. Every command comes in two forms: one that asks for a path with a dialog that
/// does not block the window, and one that takes it.
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
    void exportFile(const QString& file);
    /// Asks for the net first when the weights may be without one.
    void importFile(const QString& file);

Q_SIGNALS:
    void sessionFileChanged(const QString& file);
    void picturesAsked(const QString& directory);
    void told(const QString& sentence); ///< good news, for the status bar

private:
    QFileDialog* ask(const QString& title, const QString& filter, const QString& suffix);
    void askNet(const QString& file);
    void showProof(const io::ExportProof& proof);
    void showImport(const QString& file, const QStringList& facts);
    void setSessionFile(const QString& file);

    SessionBridge& m_bridge;
    QWidget* m_window;
    QString m_sessionFile;
};

} // namespace tristate::ui

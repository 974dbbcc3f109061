#include "ui/menus/file_commands.h"

#include "ui/run/session_bridge.h"
#include "ui/views/data_dialog.h"
#include "ui/views/export_dialog.h"
#include "ui/views/import_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeySequence>
#include <QMenu>
#include <QMessageBox>
#include <QStringList>

namespace tristate::ui {

FileCommands::FileCommands(SessionBridge& bridge, QWidget* window)
    : QObject(window), m_bridge(bridge), m_window(window) {
    connect(&bridge, &SessionBridge::opened, this, &FileCommands::setSessionFile);
    connect(&bridge, &SessionBridge::saved, this, [this](const QString& file) {
        setSessionFile(file);
        Q_EMIT told(tr("Saved %1").arg(file));
    });
    connect(&bridge, &SessionBridge::imported, this, &FileCommands::showImport);
}

void FileCommands::addTo(QMenu& menu, QMenu* recent) {
    menu.addAction(tr("&Open session…"), QKeySequence::Open, this, &FileCommands::open);
    menu.addMenu(recent);
    menu.addAction(tr("&Save session"), QKeySequence::Save, this, &FileCommands::save);
    menu.addAction(tr("Save session &as…"), QKeySequence::SaveAs, this, &FileCommands::saveAs);
    menu.addSeparator();
    menu.addAction(tr("Open &data…"), QKeySequence(Qt::CTRL | Qt::Key_D), this, &FileCommands::openData);
    menu.addAction(tr("&Import network…"), QKeySequence(Qt::CTRL | Qt::Key_I), this,
                   &FileCommands::importModel);
    auto* exporting = menu.addAction(tr("&Export pruned model…"), QKeySequence(Qt::CTRL | Qt::Key_E), this,
                                     &FileCommands::exportModel);
    exporting->setObjectName(QStringLiteral("exportModel"));
    menu.addAction(tr("Export &plots as PNG…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), this,
                   &FileCommands::exportPictures);
}

void FileCommands::openData() {
    if (!m_dataDialog) {
        m_dataDialog = new DataDialog(m_window);
        m_dataDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dataDialog, &DataDialog::chosen, this, &FileCommands::dataChosen);
    }
    m_dataDialog->show();
    m_dataDialog->raise();
    m_dataDialog->activateWindow();
}

void FileCommands::openDataAt(const QString& path) {
    openData();
    m_dataDialog->look(path);
}

void FileCommands::openDropped(const QString& path) {
    const QFileInfo info(path);
    const QString suffix = info.isFile() ? info.suffix().toLower() : QString();
    if (suffix == QLatin1String("tristate"))
        openFile(path);
    else if (suffix == QLatin1String("onnx") || suffix == QLatin1String("safetensors"))
        importFile(path);
    else if (suffix == QLatin1String("md"))
        Q_EMIT lessonDropped(path);
    else
        openDataAt(path);
}

QFileDialog* FileCommands::ask(const QString& title, const QString& filter, const QString& suffix) {
    auto* dialog = new QFileDialog(m_window, title, QFileInfo(m_sessionFile).path(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDefaultSuffix(suffix);
    dialog->setModal(false);
    return dialog;
}

void FileCommands::open() {
    auto* dialog = ask(tr("Open session"), tr("Sessions (*.tristate)"), QStringLiteral("tristate"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FileCommands::openFile);
    dialog->show();
}

void FileCommands::save() {
    if (m_sessionFile.isEmpty())
        saveAs();
    else
        saveFile(m_sessionFile);
}

void FileCommands::saveAs() {
    auto* dialog = ask(tr("Save session"), tr("Sessions (*.tristate)"), QStringLiteral("tristate"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, &FileCommands::saveFile);
    dialog->show();
}

void FileCommands::exportModel() {
    if (!m_exportDialog) {
        const QFileInfo session(m_sessionFile);
        const bool isSaved = !m_sessionFile.isEmpty();
        m_exportDialog =
            new ExportDialog(m_bridge, isSaved ? session.absolutePath() : QDir::currentPath(),
                             isSaved ? session.completeBaseName() : QStringLiteral("pruned"), m_window);
        connect(&m_exportDialog->run(), &ExportRun::ended, this,
                [this](const std::vector<io::ExportProof>& written, const QString& problem) {
                    if (!written.empty() && problem.isEmpty()) Q_EMIT exported();
                });
    }
    m_exportDialog->show();
    m_exportDialog->raise();
    m_exportDialog->activateWindow();
}

void FileCommands::importModel() {
    auto* dialog =
        ask(tr("Import network"), tr("Networks (*.onnx *.safetensors *.json)"), QStringLiteral("onnx"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FileCommands::importFile);
    dialog->show();
}

void FileCommands::exportPictures() {
    auto* dialog = ask(tr("Directory for the pictures"), {}, {});
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &FileCommands::picturesAsked);
    dialog->show();
}

void FileCommands::openFile(const QString& file) {
    m_bridge.open(file.toStdString());
}

void FileCommands::saveFile(const QString& file) {
    m_bridge.save(file.toStdString());
}

void FileCommands::importFile(const QString& file) {
    Q_EMIT importAsked(file);
}

void FileCommands::openImport(const ImportOrder& order) {
    delete m_importDialog; // whoever opens another file no longer wants that one
    m_importDialog = new ImportDialog(order, m_window);
    m_importDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_importDialog, &ImportDialog::chosen, &m_bridge, &SessionBridge::importModel);
    m_importDialog->show();
}

void FileCommands::showImport(const QString& file, const QStringList& facts) {
    setSessionFile({}); // the new run is in no file yet
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Imported %1").arg(QFileInfo(file).fileName()),
                                tr("Every gate is open, and the run is paused at its start."),
                                QMessageBox::Close, m_window);
    box->setInformativeText(facts.join(QLatin1Char('\n')));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

void FileCommands::setSessionFile(const QString& file) {
    m_sessionFile = file;
    Q_EMIT sessionFileChanged(file);
}

} // namespace tristate::ui

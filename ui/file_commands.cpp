#include "ui/file_commands.h"

#include "ui/session_bridge.h"
#include "ui/views/export_report.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QStringList>

namespace tristate::ui {

FileCommands::FileCommands(SessionBridge& bridge, QWidget* window)
    : QObject(window), m_bridge(bridge), m_window(window) {
    connect(&bridge, &SessionBridge::opened, this, &FileCommands::setSessionFile);
    connect(&bridge, &SessionBridge::saved, this, [this](const QString& file) {
        setSessionFile(file);
        Q_EMIT told(tr("Saved %1").arg(file));
    });
    connect(&bridge, &SessionBridge::exported, this, &FileCommands::showProof);
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
    const QStringList filters{tr("ONNX models (*.onnx)"), tr("Safetensors (*.safetensors)"),
                              tr("C source (*.c)"),       tr("JSON (*.json)"),
                              tr("Reports (*.html)"),     tr("Bundles of everything (*.zip)")};
    auto* dialog = ask(tr("Export pruned model"), filters.join(QStringLiteral(";;")), QStringLiteral("onnx"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &FileCommands::exportFile);
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

void FileCommands::exportFile(const QString& file) {
    m_bridge.exportModel(file.toStdString());
}

void FileCommands::showProof(const io::ExportProof& proof) {
    auto* report = new ExportReport(proof, m_window);
    report->show();
}

void FileCommands::setSessionFile(const QString& file) {
    m_sessionFile = file;
    Q_EMIT sessionFileChanged(file);
}

} // namespace tristate::ui

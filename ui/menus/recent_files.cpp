#include "ui/menus/recent_files.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace tristate::ui {
namespace {
const QString kKey = QStringLiteral("files/recent");
}

RecentFiles::RecentFiles(bool remember, QWidget* parent)
    : QMenu(tr("Open &recent"), parent), m_remember(remember) {
    if (m_remember) m_files = QSettings().value(kKey).toStringList().mid(0, kMax);
    connect(this, &QMenu::aboutToShow, this, &RecentFiles::fill);
    fill();
}

void RecentFiles::add(const QString& file) {
    QStringList files = m_files;
    const QString path = QFileInfo(file).absoluteFilePath();
    files.removeAll(path);
    files.prepend(path);
    store(files.mid(0, kMax));
}

void RecentFiles::clearFiles() {
    store({});
}

void RecentFiles::store(const QStringList& files) {
    m_files = files;
    if (m_remember) QSettings().setValue(kKey, m_files);
    fill();
}

void RecentFiles::fill() {
    clear();
    for (const QString& file : m_files) {
        QString name = QDir::toNativeSeparators(file);
        auto* action = addAction(name.replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setEnabled(QFileInfo::exists(file));
        connect(action, &QAction::triggered, this, [this, file] { Q_EMIT chosen(file); });
    }
    addSeparator();
    addAction(tr("&Clear the list"), this, &RecentFiles::clearFiles)->setEnabled(!m_files.isEmpty());
}

} // namespace tristate::ui

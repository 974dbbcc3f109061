#include "ui/run/autosave.h"

#include "ui/run/session_bridge.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#include <utility>

namespace tristate::ui {
namespace {

const QString kPattern = QStringLiteral("run-*.tristate");

/// Held as long as its program lives, however long that is.
std::unique_ptr<QLockFile> lockOf(const QString& file) {
    auto lock = std::make_unique<QLockFile>(file + QStringLiteral(".lock"));
    lock->setStaleLockTime(0);
    return lock;
}

/// An empty file that says: this one was kept when its window was closed.
QString markOf(const QString& file) {
    return file + QStringLiteral(".closed");
}

void removeWithMark(const QString& file) {
    QFile::remove(file);
    QFile::remove(markOf(file));
}

/// The newest files of a folder stay.
void keepNewest(const QString& folder, const QStringList& patterns, int count, const QString& mark) {
    auto found = QDir(folder).entryList(patterns, QDir::Files, QDir::Time);
    if (!mark.isEmpty())
        found.removeIf(
            [&](const QString& name) { return !QFile::exists(QDir(folder).filePath(name) + mark); });
    for (const QString& name : found.mid(count)) removeWithMark(QDir(folder).filePath(name));
}

} // namespace

Autosave::Autosave(SessionBridge& bridge, const QString& folder, QObject* parent)
    : QObject(parent), m_bridge(bridge), m_folder(folder) {
    if (m_folder.isEmpty() || !QDir().mkpath(m_folder)) return;
    static int counter = 0;
    const QString name = QStringLiteral("run-%1-%2-%3.tristate")
                             .arg(QCoreApplication::applicationPid())
                             .arg(QDateTime::currentMSecsSinceEpoch())
                             .arg(++counter);
    m_file = QDir(m_folder).filePath(name);
    m_lock = lockOf(m_file);
    if (!m_lock->tryLock()) {
        m_file.clear();
        return;
    }
    connect(&bridge, &SessionBridge::recovered, this, &Autosave::adopt);
    connect(&bridge, &SessionBridge::autosaveFailed, this, [this] { m_savedRun = 0; });
    connect(&m_timer, &QTimer::timeout, this, &Autosave::save);
    m_timer.start(kMilliseconds);
}

Autosave::~Autosave() {
    if (m_file.isEmpty() || !QFile::exists(m_file)) return;
    if (m_offered) {
        QFile mark(markOf(m_file));
        if (mark.open(QIODevice::WriteOnly)) mark.close();
        keepNewest(m_folder, {kPattern}, kMaxKept, markOf({}));
    } else if (!m_aside.isEmpty()) {
        putAside();
    } else {
        QFile::remove(m_file);
    }
}

void Autosave::putAside() const {
    const QString folder = QFileInfo(m_aside).path();
    if (QDir().mkpath(folder)) QFile::rename(m_file, m_aside);
    keepNewest(folder, {QStringLiteral("*.tristate")}, kMaxKept, {});
}

QString Autosave::keep(Keep how) {
    if (m_file.isEmpty() || m_bridge.isSaved()) return {};
    if (!isUpToDate()) saveNow();
    m_offered = how == Keep::Offered;
    if (m_offered) return m_file;
    m_aside =
        QStringLiteral("%1/ended/%2.tristate")
            .arg(m_folder, QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-hh-mm-ss-zzz")));
    return m_aside;
}

bool Autosave::isUpToDate() const {
    const auto* last = m_bridge.data().lastPoint();
    return m_savedRun == m_bridge.data().number && last && last->step == m_savedStep;
}

void Autosave::save() {
    const auto* last = m_bridge.data().lastPoint();
    if (m_file.isEmpty() || !last || m_bridge.isBusy() || isUpToDate()) return;
    saveNow();
}

void Autosave::saveNow() {
    const auto* last = m_bridge.data().lastPoint();
    m_savedRun = m_bridge.data().number;
    m_savedStep = last ? last->step : 0;
    m_bridge.autosave(m_file.toStdString());
}

QString Autosave::findLeftOver() {
    if (m_file.isEmpty()) return {};
    const auto found = QDir(m_folder).entryList({kPattern}, QDir::Files, QDir::Time);
    for (const QString& name : found) {
        const QString file = QDir(m_folder).filePath(name);
        auto lock = lockOf(file);
        if (file == m_file || !lock->tryLock()) continue;
        m_leftOver = file;
        m_leftOverLock = std::move(lock);
        return file;
    }
    return {};
}

Autosave::LeftBy Autosave::leftBy() const {
    return QFile::exists(markOf(m_leftOver)) ? LeftBy::Closing : LeftBy::Crash;
}

void Autosave::recover() {
    if (!m_leftOver.isEmpty()) m_bridge.recover(m_leftOver.toStdString());
}

void Autosave::adopt() {
    QFile::remove(m_file);
    m_file = std::exchange(m_leftOver, {});
    QFile::remove(markOf(m_file));
    m_lock = std::move(m_leftOverLock);
}

void Autosave::discard() {
    if (!m_leftOver.isEmpty()) removeWithMark(m_leftOver);
    m_leftOver.clear();
    m_leftOverLock.reset();
}

} // namespace tristate::ui

#include "ui/run/autosave.h"

#include "ui/run/session_bridge.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QLockFile>

#include <utility>

namespace tristate::ui {
namespace {

/// Held as long as its program lives, however long that is.
std::unique_ptr<QLockFile> lockOf(const QString& file) {
    auto lock = std::make_unique<QLockFile>(file + QStringLiteral(".lock"));
    lock->setStaleLockTime(0);
    return lock;
}

} // namespace

Autosave::Autosave(SessionBridge& bridge, const QString& folder, QObject* parent)
    : QObject(parent), m_bridge(bridge), m_mergeer(folder) {
    if (m_mergeer.isEmpty() || !QDir().mkpath(m_mergeer)) return;
    static int counter = 0;
    const QString name = QStringLiteral("run-%1-%2-%3.tristate")
                             .arg(QCoreApplication::applicationPid())
                             .arg(QDateTime::currentMSecsSinceEpoch())
                             .arg(++counter);
    m_file = QDir(m_mergeer).filePath(name);
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
    if (!m_file.isEmpty()) QFile::remove(m_file);
}

void Autosave::save() {
    const auto* last = m_bridge.data().lastPoint();
    const int run = m_bridge.data().number;
    if (m_file.isEmpty() || !last || m_bridge.isBusy()) return;
    if (run == m_savedRun && last->step == m_savedStep) return;
    m_savedRun = run;
    m_savedStep = last->step;
    m_bridge.autosave(m_file.toStdString());
}

QString Autosave::findLeftOver() {
    if (m_file.isEmpty()) return {};
    const auto found = QDir(m_mergeer).entryList({QStringLiteral("run-*.tristate")}, QDir::Files, QDir::Time);
    for (const QString& name : found) {
        const QString file = QDir(m_mergeer).filePath(name);
        auto lock = lockOf(file);
        if (file == m_file || !lock->tryLock()) continue;
        m_leftOver = file;
        m_leftOverLock = std::move(lock);
        return file;
    }
    return {};
}

void Autosave::recover() {
    if (!m_leftOver.isEmpty()) m_bridge.recover(m_leftOver.toStdString());
}

void Autosave::adopt() {
    QFile::remove(m_file);
    m_file = std::exchange(m_leftOver, {});
    m_lock = std::move(m_leftOverLock);
}

void Autosave::discard() {
    if (!m_leftOver.isEmpty()) QFile::remove(m_leftOver);
    m_leftOver.clear();
    m_leftOverLock.reset();
}

} // namespace tristate::ui

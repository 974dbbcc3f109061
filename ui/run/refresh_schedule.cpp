#include "ui/run/refresh_schedule.h"

#include "ui/run/live_view.h"

#include <QEvent>
#include <QWidget>

#include <algorithm>
#include <time.h>

namespace tristate::ui {
namespace {

constexpr double kMaxSaved = 0.03; ///< seconds: after a quiet time there must be no burst
constexpr double kMaxOwed = 0.3;   ///< seconds: one dear round must not freeze the picture for long

/// Processor time this thread has used: it includes the painting, which happens outside refresh().
double threadSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace

RefreshSchedule::RefreshSchedule(QObject* parent) : QObject(parent) {
    connect(&m_timer, &QTimer::timeout, this, &RefreshSchedule::tick);
    m_timer.start(kTickMilliseconds);
    m_sinceTick.start();
    m_sinceRound.start();
    m_cpuSeconds = threadSeconds();
}

void RefreshSchedule::add(LiveView* view) {
    m_entries.push_back({view});
    view->widget()->installEventFilter(this);
}

void RefreshSchedule::markAll() {
    for (auto& entry : m_entries) entry.stale = true;
}

bool RefreshSchedule::mayAfford() {
    const double elapsed = static_cast<double>(m_sinceTick.restart()) / 1000.0;
    const double cpu = threadSeconds();
    m_allowance = std::clamp(m_allowance + kShare * elapsed - (cpu - m_cpuSeconds), -kMaxOwed, kMaxSaved);
    m_cpuSeconds = cpu;
    if (m_hurry.isValid() && m_hurry.elapsed() > kHurryMilliseconds) m_hurry.invalidate();
    return !m_limited || m_hurry.isValid() || m_allowance > 0 ||
           m_sinceRound.elapsed() >= kMaxWaitMilliseconds;
}

void RefreshSchedule::tick() {
    if (mayAfford()) round();
}

void RefreshSchedule::round() {
    Q_EMIT begins();
    bool any = false;
    for (auto& entry : m_entries) {
        if (!entry.stale || !entry.view->widget()->isVisible()) continue;
        refresh(entry);
        any = true;
    }
    if (!any) return;
    m_sinceRound.restart();
    Q_EMIT ended();
}

void RefreshSchedule::refresh(Entry& entry) {
    entry.stale = false;
    QElapsedTimer duration;
    duration.start();
    entry.view->refresh();
    Q_EMIT refreshed(static_cast<double>(duration.nsecsElapsed()) * 1e-6);
}

void RefreshSchedule::refreshAll() {
    markAll();
    round();
}

/// What it drew when it was visible last may be of another run.
bool RefreshSchedule::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show)
        for (auto& entry : m_entries)
            if (entry.view->widget() == watched && entry.stale) refresh(entry);
    return QObject::eventFilter(watched, event);
}

} // namespace tristate::ui

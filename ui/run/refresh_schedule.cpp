#include "ui/run/refresh_schedule.h"

#include "ui/run/live_view.h"

#include <QWidget>

#include <algorithm>
#include <time.h>

namespace tristate::ui {
namespace {

constexpr double kMaxSaved = 0.03; ///< seconds: after a quiet time there must be no burst
constexpr double kMaxOwed = 0.3;   ///< seconds: one dear redraw must not freeze the picture for long

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
    m_sinceRefresh.start();
    m_cpuSeconds = threadSeconds();
}

void RefreshSchedule::add(LiveView* view) {
    m_entries.push_back({view});
}

void RefreshSchedule::markAll() {
    for (auto& entry : m_entries) entry.stale = true;
}

bool RefreshSchedule::mayAfford() {
    const double elapsed = static_cast<double>(m_sinceTick.restart()) / 1000.0;
    const double cpu = threadSeconds();
    m_allowance = std::clamp(m_allowance + kShare * elapsed - (cpu - m_cpuSeconds), -kMaxOwed, kMaxSaved);
    m_cpuSeconds = cpu;
    return !m_limited || m_allowance > 0 || m_sinceRefresh.elapsed() >= kMaxWaitMilliseconds;
}

void RefreshSchedule::tick() {
    if (mayAfford() && refreshNext()) m_sinceRefresh.restart();
}

bool RefreshSchedule::refreshNext() {
    for (std::size_t tried = 0; tried < m_entries.size(); ++tried) {
        auto& entry = m_entries[m_next];
        m_next = (m_next + 1) % m_entries.size();
        if (!entry.stale || !entry.view->widget()->isVisible()) continue;
        entry.stale = false;
        QElapsedTimer duration;
        duration.start();
        entry.view->refresh();
        Q_EMIT refreshed(static_cast<double>(duration.nsecsElapsed()) * 1e-6);
        return true;
    }
    return false;
}

void RefreshSchedule::refreshAll() {
    for (auto& entry : m_entries) entry.stale = true;
    while (refreshNext()) {
    }
}

} // namespace tristate::ui

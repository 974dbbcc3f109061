#include "core/base/load_progress.h"

#include "core/base/error.h"
#include "core/messages/data.h"

#include <algorithm>

namespace tristate {

void LoadProgress::beginPart(double share, std::uint64_t total) {
    m_begin += m_size;
    m_size = share * (1 - m_begin);
    m_total = std::max<std::uint64_t>(total, 1);
    reach(0);
}

void LoadProgress::add(std::uint64_t units) {
    show(m_done.fetch_add(units, std::memory_order_relaxed) + units);
}

void LoadProgress::reach(std::uint64_t units) {
    m_done.store(units, std::memory_order_relaxed);
    show(units);
}

void LoadProgress::check() const {
    if (m_stop.stop_requested()) throw Interrupted(say::kLoadingInterrupted);
}

/// Threads may come here in another order than they did their work.
void LoadProgress::show(std::uint64_t done) {
    check();
    const double share = static_cast<double>(std::min(done, m_total)) / static_cast<double>(m_total);
    const double reached = m_begin + m_size * share;
    double shown = fraction();
    while (shown < reached && !m_fraction.compare_exchange_weak(shown, reached, std::memory_order_relaxed)) {
    }
}

} // namespace tristate

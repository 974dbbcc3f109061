#include "core/sweep/picker.h"

#include "core/base/rng.h"

#include <cassert>
#include <numeric>

namespace tristate::sweep {

void Picker::grow(std::size_t runs) {
    assert(m_seen == m_count && runs >= m_first + m_count);
    m_first += m_count;
    m_count = runs - m_first;
    m_seen = 0;
    if (m_count == 0 || !m_seed) return;
    Rng rng(*m_seed + runs);
    m_start = rng.below(m_count);
    do m_stride = 1 + rng.below(m_count);
    while (std::gcd(m_stride, m_count) != 1); // so that it comes by every run
}

std::size_t Picker::next(const std::function<Look(std::size_t)>& look) {
    std::size_t again = m_busy.size(); // those that this call finds busy are for the next one
    while (m_seen < m_count) {
        const std::size_t run = m_first + (m_start + m_seen++ * m_stride) % m_count;
        ++m_looks;
        const Look found = look(run);
        if (found == Look::Taken) return run;
        if (found == Look::Busy) m_busy.push_back(run);
    }
    for (; again > 0; --again) {
        if (m_at >= m_busy.size()) m_at = 0;
        const std::size_t run = m_busy[m_at];
        ++m_looks;
        const Look found = look(run);
        if (found == Look::Busy) {
            ++m_at;
            continue;
        }
        m_busy[m_at] = m_busy.back();
        m_busy.pop_back();
        if (found == Look::Taken) return run;
    }
    return kNone;
}

} // namespace tristate::sweep

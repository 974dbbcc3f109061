#include "core/train/snapshots.h"

#include <algorithm>
#include <cassert>

namespace tristate::train {

void SnapshotPace::copied(double seconds) {
    m_cost = seconds;
    m_sinceLast = 0;
}

bool SnapshotPace::isDue() const {
    return m_sinceLast >= std::max(kMinSeconds, m_cost / kShare);
}

std::size_t mostDispensable(std::span<const std::int64_t> steps) {
    assert(steps.size() >= 3);
    std::size_t best = 1;
    for (std::size_t i = 2; i + 1 < steps.size(); ++i)
        if (steps[i + 1] - steps[i - 1] < steps[best + 1] - steps[best - 1]) best = i;
    return best;
}

} // namespace tristate::train

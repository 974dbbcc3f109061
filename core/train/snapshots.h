#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tristate::train {

/// Decides when a run copies its state so that one can come back to it. A copy may cost a hundredth of the
/// training time, so a large network is copied less often than a small one. A value without a clock: who
/// measures tells it.
class SnapshotPace {
public:
    static constexpr double kShare = 0.01;     ///< of the training time
    static constexpr double kMinSeconds = 1.0; ///< of training between two copies: no more is of use

    /// So long did a minibatch take, with the wait of slow motion after it.
    void trained(double seconds) { m_sinceLast += seconds; }
    /// So long did a copy take; the next one is counted from here.
    void copied(double seconds);
    bool isDue() const;

private:
    double m_sinceLast = 0; ///< seconds of training
    double m_cost = 0;      ///< seconds of the last copy
};

/// Which snapshot to give up when there are too many: the one without which the largest gap it would leave
/// is smallest, so that what is kept stays evenly spread however long the run gets. `steps` rise; the first
/// and the last are never given up. Returns an index; there must be at least three.
std::size_t mostDispensable(std::span<const std::int64_t> steps);

} // namespace tristate::train

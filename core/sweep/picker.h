#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace tristate::sweep {

/// In which order a worker tries runs. Each worker has an order of its own, so that many of them seldom try
/// the same run, and tries none again that it has seen finished: over a whole sweep a worker looks at every
/// run about once, however many workers there are. Knows no files and no clock. A run is known by its number.
class Picker {
public:
    enum class Look {
        Taken, ///< it is ours now
        Busy,  ///< somebody else has it
        Done   ///< it has a result
    };
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    /// `seed`: of the order; without one they are tried as they are numbered.
    Picker(std::size_t runs, std::optional<std::uint64_t> seed) : m_seed(seed) { grow(runs); }

    /// Looks at runs until one is taken, each at most once, and gives its number. kNone when all that are
    /// left are busy, or all are done.
    std::size_t next(const std::function<Look(std::size_t run)>& look);
    /// As far as it has looked, no run is left.
    bool allDone() const { return m_seen == m_count && m_busy.empty(); }
    /// There are so many runs from now on, at least as many as before. Not while some were never looked at.
    void grow(std::size_t runs);
    /// A run that was taken goes back to those that are not finished.
    void giveBack(std::size_t run) { m_busy.push_back(run); }
    /// Looks so far.
    std::uint64_t looks() const { return m_looks; }

private:
    std::optional<std::uint64_t> m_seed;
    std::size_t m_first = 0, m_count = 0; ///< of the present part of the runs
    std::size_t m_start = 0, m_stride = 1;
    std::size_t m_seen = 0;          ///< of that part
    std::vector<std::size_t> m_busy; ///< seen, and not finished then
    std::size_t m_at = 0;            ///< in m_busy
    std::uint64_t m_looks = 0;
};

} // namespace tristate::sweep

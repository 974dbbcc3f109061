#pragma once

#include <atomic>
#include <cstdint>
#include <stop_token>
#include <utility>

namespace tristate {

/// How much of some data is loaded, and the wish to end that. Who loads divides the work into parts, one
/// behind the other, and tells by blocks what is done of each; who waits looks from time to time. The share
/// of a part is of what is left, so that nobody needs to know what comes before or behind.
class LoadProgress {
public:
    explicit LoadProgress(std::stop_token stop = {}) : m_stop(std::move(stop)) {}
    LoadProgress(const LoadProgress&) = delete; // several threads know the one
    LoadProgress& operator=(const LoadProgress&) = delete;

    /// 0 to 1, never less than before. Any thread.
    double fraction() const { return m_fraction.load(std::memory_order_relaxed); }

    /// The parts before are done; the next one has `total` units of any kind and is `share` (0 to 1) of what
    /// is left. Throws Interrupted as check(). Not while others call add().
    void beginPart(double share, std::uint64_t total);
    /// So many units more are done. Throws Interrupted as check(). Any thread.
    void add(std::uint64_t units);
    /// So many units of the part are done altogether. Throws Interrupted as check(). Not while others add().
    void reach(std::uint64_t units);
    /// Throws Interrupted when somebody wishes it to stop. Any thread.
    void check() const;

private:
    void show(std::uint64_t done);

    std::stop_token m_stop;
    double m_begin = 0, m_size = 0; ///< of the part, in the whole
    std::uint64_t m_total = 1;
    std::atomic<std::uint64_t> m_done = 0; ///< units of the part
    std::atomic<double> m_fraction = 0;
};

} // namespace tristate

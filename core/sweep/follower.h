#pragma once

#include "core/sweep/engine.h"
#include "core/sweep/latencies.h"
#include "core/sweep/run_list.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace tristate::sweep {

struct Counts {
    std::size_t runs = 0; ///< that there are to be; of a frontier its budget, until it is over
    std::size_t done = 0; ///< with a result, failed ones included
    std::size_t failed = 0;
    std::size_t running = 0;

    std::size_t left() const { return runs - done; }
};

/// Follows a sweep by its folder, whoever does it. One thread.
class Follower {
public:
    /// `folder` outlives it. `tell` gets a sentence for every result that was damaged and put aside, and when
    /// the times that were measured cannot be read.
    explicit Follower(const Folder& folder, std::function<void(const Message&)> tell = {});

    /// The results that came since the last look, in no order, with the times that were measured when it
    /// began. Throws Error when one cannot be read.
    std::vector<Result> look();
    /// Every run has a result.
    bool isOver() const { return m_isOver; }
    /// `withRunning`: also counts who is at work, which takes a look at every run that is not finished.
    Counts counts(bool withRunning = false) const;
    /// Of all runs, those that have a result.
    const std::vector<Result>& results() const { return m_results; }
    const std::vector<RunSpec>& runs() const { return m_list.runs(); }

private:
    bool take(std::size_t run, std::vector<Result>& found);

    const Folder& m_folder;
    std::function<void(const Message&)> m_tell;
    RunList m_list;
    std::vector<std::size_t> m_open; ///< runs without a result, as far as is known
    std::vector<Result> m_results;
    std::optional<Latencies> m_latencies;
    std::size_t m_failed = 0;
    bool m_isOver = false;
};

/// How long a look may be put off, so that looking takes a small share of the time.
class LookInterval {
public:
    using Clock = std::chrono::steady_clock;
    /// Whether it is time to look.
    bool isDue() const { return Clock::now() >= m_next; }
    /// A look began then and is over now.
    void looked(Clock::time_point begin);

private:
    Clock::time_point m_next;
};

/// How long a sweep will take: as long for each run as for those that were seen to end.
class TimeLeft {
public:
    /// Seconds, given how far it is now; negative as long as no run was seen to end. The first call begins.
    double seconds(const Counts& now);

private:
    std::chrono::steady_clock::time_point m_begin;
    std::optional<std::size_t> m_first; ///< runs that were done before
};

/// Calls `look`, which has a follower look, as long as it is worth it: until `isOver` (every run has its
/// result), `shallStop`, or nobody works. Looks after the engine meanwhile; null: others do the runs, and it
/// waits for them.
void followEngine(Engine* engine, const std::function<void()>& look, const std::function<bool()>& isOver,
                  const std::function<bool()>& shallStop);

} // namespace tristate::sweep

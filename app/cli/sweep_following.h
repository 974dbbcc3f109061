#pragma once

#include "app/cli/foot.h"
#include "app/cli/interrupt.h"
#include "core/sweep/engine.h"
#include "core/sweep/follower.h"

#include <chrono>

namespace tristate::cli {

/// Follows a sweep to its end, and tells how it goes: a line for each run that was finished, and the progress
/// at the foot of the terminal.
class Following {
public:
    /// `seconds`: how long it may take; 0: as long as it takes. `folder` outlives it.
    Following(const sweep::Folder& folder, double seconds, bool json);

    /// Until every run has a result, the time is up, nobody works any more, or somebody interrupts it.
    void follow(sweep::Engine& engine, const InterruptGuard& guard);
    /// Tells what was finished since the last look.
    void look();
    bool isOver() const { return m_follower.isOver(); }
    bool isTimeUp() const { return m_seconds > 0 && secondsSoFar() >= m_seconds; }
    sweep::Counts counts() const { return m_follower.counts(); }

    /// Writes the pictures and tells how it ended.
    void finish();

private:
    double secondsSoFar() const;
    void tell(const sweep::Result& result) const;

    const sweep::Folder& m_folder;
    double m_seconds;
    bool m_json;
    Foot m_foot;
    sweep::Follower m_follower;
    sweep::TimeLeft m_timeLeft;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::size_t m_skipped = 0; ///< runs that had been done before
};

} // namespace tristate::cli

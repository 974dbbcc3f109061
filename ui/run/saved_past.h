#pragma once

#include "core/io/store/session_file.h"
#include "ui/run/runs.h"

#include <functional>

namespace tristate::ui {

/// What of the past of a run, and of the runs beside it, goes into a session file: a bounded part.
struct PastToSave {
    static constexpr std::size_t kMaxSnapshots = 12;
    static constexpr std::size_t kMaxRuns = 12;
    static constexpr std::size_t kMaxBytes = 64ULL << 20; ///< of the states, together

    /// One of the runs that were left.
    struct Run {
        RunLabel label;
        train::History history;
        std::shared_ptr<const io::SnapshotStore> snapshots;
    };
    std::shared_ptr<const io::SnapshotStore> snapshots;
    std::vector<Run> runs;
};

/// Copies what is needed, on the GUI thread. `other`: the second future of the run, saved as one of the runs
/// that were left; null: there is none.
PastToSave pastToSave(const RunData& run, const Runs& runs, const RunData* other = nullptr);

/// Reads the states from their files; any thread. Those after `step`, which is the saved one, are left out,
/// and so are those that were given up meanwhile. Throws Error when a file cannot be read.
io::SessionPast gather(const PastToSave& past, std::int64_t step);

/// Puts what a session file brought into the store of its run, and its other runs into the list.
void restore(const io::SessionPast& past, io::SnapshotStore& snapshots, Runs& runs,
             const std::function<std::shared_ptr<io::SnapshotStore>()>& makeStore);

} // namespace tristate::ui

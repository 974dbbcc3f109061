#pragma once

#include "core/sweep/folder.h"

#include <cstdint>
#include <functional>

namespace tristate::sweep {

/// What a worker is told.
struct WorkerSettings {
    int threads = 1;        ///< of each run; changes no result
    std::uint64_t seed = 0; ///< of the order in which it tries runs: each worker has its own
    Heartbeats heartbeats = {};
    /// Asked often, on the worker's thread; may be empty.
    std::function<bool()> shallStop = {};
    /// A run was finished by this worker.
    std::function<void(const Result&)> finished = {};
    /// How often it takes a run that always kills it.
    int mostDeaths = 3;
};

enum class WorkerEnd {
    AllDone, ///< every run has a result
    Stopped  ///< it was asked to stop; what it worked on has a checkpoint
};

/// Takes runs of a sweep until all have results, whoever trains them; waits for those that others have, and
/// takes them over when these die. Any number of workers, in any processes and on any machines that see the
/// folder. What goes wrong in a run is the run's result. Throws Error when the folder cannot be written, or
/// the data are not those of the sweep; the runs it had are given back then.
WorkerEnd work(const Folder& folder, const WorkerSettings& settings);

} // namespace tristate::sweep

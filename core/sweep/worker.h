#pragma once

#include "core/sweep/folder.h"
#include "core/train/driver.h"
#include "core/train/history.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace tristate::sweep {

/// What a worker is told.
struct WorkerSettings {
    int threads = 1; ///< of each run; changes no result
    /// Of the order in which it tries runs: of many workers each has its own. Without one: the order of the
    /// runs.
    std::optional<std::uint64_t> seed = {};
    Heartbeats heartbeats = {};
    /// Asked often, on the worker's thread; may be empty.
    std::function<bool()> shallStop = {};
    /// The next minibatch of the run of this number is about to be trained, and that is its past; may be
    /// empty.
    std::function<void(std::size_t run, const train::Driver& driver, const train::History& history)> watch =
        {};
    /// A run was trained to its end, in so many seconds (TrainedRun::seconds), and is about to be saved; may
    /// be empty.
    std::function<void(std::size_t run, double seconds)> trained = {};
    /// A run was finished by this worker; may be empty.
    std::function<void(const Result&)> finished = {};
    /// How often it takes a run that always kills it.
    int mostDeaths = 3;
};

enum class WorkerEnd {
    AllDone, ///< every run has a result
    Stopped  ///< it was asked to stop; what it worked on has a checkpoint
};

/// Where a worker takes its runs from: a sweep, or jobs that somebody has (jobs.h). A run is known by its
/// number. One thread.
class RunSource {
public:
    RunSource() = default;
    virtual ~RunSource() = default;
    RunSource(const RunSource&) = delete;
    RunSource& operator=(const RunSource&) = delete;

    virtual const RunStore& store() const = 0;
    /// Runs that are known so far.
    virtual std::size_t count() const = 0;
    virtual const std::string& id(std::size_t run) const = 0;
    /// What tells it from the others: Result::settings.
    virtual io::Json settings(std::size_t run) const = 0;
    /// Throws Error when it can be none, which is its result.
    virtual train::Experiment experiment(std::size_t run) = 0;
    /// The network that a run begins with, asked for after its experiment; null: weights drawn from its seed.
    /// Throws Error, which is its result.
    virtual std::unique_ptr<nn::Network> start(std::size_t run) = 0;
    /// Throws Error when they cannot be had: the fault of this machine, and of no run.
    virtual std::shared_ptr<const data::Splits> data(const data::DataSpec& spec) = 0;
    /// Adds more runs, once every run has its result. False when there are none.
    virtual bool grow() = 0;
};

/// Takes runs until all have results, whoever trains them; waits for those that others have, and takes them
/// over when these die. Any number of workers, in any processes and on any machines that see the folder. What
/// goes wrong in a run is the run's result. Throws Error when the folder cannot be written, or the data are
/// not those of the runs; the runs it had are given back then.
WorkerEnd work(RunSource& runs, const WorkerSettings& settings);

/// The same, of the runs of a sweep.
WorkerEnd work(const Folder& folder, const WorkerSettings& settings);

} // namespace tristate::sweep

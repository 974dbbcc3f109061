#pragma once

#include "core/sweep/worker.h"

#include <optional>
#include <string>
#include <vector>

namespace tristate::sweep {

/// A run that somebody needs, such as a row of a table.
struct Job {
    std::string id; ///< tells it from every other one: idOf()
    train::Experiment experiment;
    /// The network that it begins with, whose graph takes the place of the experiment's; made when somebody
    /// trains the run, and not before. Empty: weights drawn from the seed.
    std::function<nn::Network()> start = {};
    io::Json settings = io::Json::object(); ///< Result::settings
};

/// What a job came to.
struct JobResult {
    Result result;
    /// TrainedRun::seconds; kNone where it is not known.
    double seconds = Result::kNone;
    bool wasThere = false; ///< it was finished before anybody asked now
};

using LoadData = std::function<std::shared_ptr<const data::Splits>(const data::DataSpec& spec)>;

/// Has the jobs done as the runs of a sweep are: each once, by this process and any others that ask for the
/// same jobs in the same store, with checkpoints and results there. `done` gets each job's number and result
/// in their order, as soon as it and those before are finished, whoever finished them. False when
/// `settings.shallStop` said so; what was finished is kept. Throws what work() throws; that a run failed is
/// its result.
bool doJobs(const RunStore& store, const std::vector<Job>& jobs, const LoadData& load,
            const std::function<void(std::size_t job, const JobResult& result)>& done,
            WorkerSettings settings);

} // namespace tristate::sweep

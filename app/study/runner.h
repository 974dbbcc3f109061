#pragma once

#include "app/study/result.h"
#include "core/base/error.h"
#include "core/nn/plain_network.h"
#include "core/sweep/jobs.h"
#include "core/train/reports.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace tristate::study {

/// A training run that a study asks for.
struct Job {
    std::string label; ///< for people: "AL2, seed 1"
    train::Experiment experiment;
    /// What it starts from, in words that tell it from every other start, and how to make that; both empty
    /// for new weights.
    std::string origin = {};
    std::function<nn::Network()> start = {};
};

/// Is told how it goes, on the thread of the runner. Any of the functions may be missing.
struct Observer {
    /// At every point of the curves.
    std::function<void(const Job& job, const train::Point& point)> progress = {};
    /// A run is there, in the order in which they were asked for; `remembered`: from before.
    std::function<void(const Result& result, bool remembered)> finished = {};
};

/// Has done what a study asks for, as the runs of a sweep are done, in a folder that remembers them
/// (sweep::RunStore): a run that is there already is read instead of trained, one that was broken off goes on
/// from its checkpoint, and several processes with the same folder share the work. A run is known by a hash
/// of the whole experiment, less the number of threads, which changes no figure. A new version of the program
/// that computes other bits needs a new folder. Used from one thread.
class Runner {
public:
    /// Makes the folder if need be.
    Runner(const std::filesystem::path& folder, Observer observer, std::stop_token stop = {});

    /// The results of these jobs, which have one number of threads. Throws Interrupted when a stop was
    /// requested, which is looked at before every minibatch; Error when a run failed, such as by diverging,
    /// the data are not there, or a file is damaged.
    std::vector<Result> run(const std::vector<Job>& jobs);
    /// The exported network of a finished run.
    nn::PlainNetwork network(const Job& job) const;
    /// Percent wrong on the test set of these data.
    double testError(const nn::Network& network, const data::DataSpec& data, int threads);

    /// Every result handed out so far, in order, each once.
    const std::vector<Result>& results() const { return m_results; }

private:
    Result resultOf(const Job& job, const sweep::JobResult& found) const;
    void take(const Job& job, const sweep::JobResult& found, std::vector<Result>& results);
    std::shared_ptr<const data::Splits> data(const data::DataSpec& spec);

    sweep::RunStore m_store;
    Observer m_observer;
    std::stop_token m_stop;
    std::vector<Result> m_results;
    /// The latest data: many runs of a study share them.
    std::optional<std::pair<data::DataSpec, std::shared_ptr<const data::Splits>>> m_data;
};

} // namespace tristate::study

#pragma once

#include "app/study/result.h"
#include "core/base/error.h"
#include "core/nn/plain_network.h"
#include "core/train/experiment.h"
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
    std::string origin;
    std::function<nn::Network()> start;
};

/// Is told how it goes, on the thread of the runner. Any of the functions may be missing.
struct Observer {
    /// At every point of the curves.
    std::function<void(const Job& job, const train::Point& point)> progress = {};
    std::function<void(const Result& result, bool remembered)> finished = {};
};

/// Trains what a study asks for, and remembers it in a folder: each finished run leaves KEY.json, its result,
/// and KEY.onnx, its network as exported. The key is a hash of the whole experiment, less the number of
/// threads, which changes no figure. A run that is there already is read instead of trained. A new version
/// of the program that computes other bits needs a new folder. Used from one thread.
class Runner {
public:
    /// The folder is made with the first result.
    Runner(std::filesystem::path folder, Observer observer, std::stop_token stop = {});

    /// Throws Interrupted when a stop was requested, which is looked at before every minibatch; Error when
    /// the run diverged, the data are not there, or a file is damaged.
    Result run(const Job& job);
    /// The exported network of a finished run.
    nn::PlainNetwork network(const Job& job) const;
    /// Percent wrong on the test set of these data.
    double testError(const nn::Network& network, const data::DataSpec& data, int threads);

    /// Every result handed out so far, in order, each once.
    const std::vector<Result>& results() const { return m_results; }

private:
    std::filesystem::path file(const Job& job, const char* extension) const;
    std::optional<Result> remembered(const Job& job) const;
    Result train(const Job& job);
    std::shared_ptr<const data::Splits> data(const data::DataSpec& spec);

    std::filesystem::path m_folder;
    Observer m_observer;
    std::stop_token m_stop;
    std::vector<Result> m_results;
    /// The latest data: many runs of a study share them.
    std::optional<std::pair<data::DataSpec, std::shared_ptr<const data::Splits>>> m_data;
};

} // namespace tristate::study

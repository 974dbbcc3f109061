#pragma once

#include "core/data/dataset.h"
#include "core/sweep/result.h"
#include "core/train/checkpoint.h"
#include "core/train/driver.h"
#include "core/train/history.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace tristate::sweep {

/// What the training of a run is given beside its experiment.
struct RunSetting {
    std::shared_ptr<const data::Splits> data;
    /// Where its state is kept: a checkpoint from time to time, and the end. What is there and fits is gone
    /// on with.
    std::filesystem::path session;
    /// The network that it begins with; empty, or null: weights drawn from the experiment's seed.
    std::function<std::unique_ptr<nn::Network>()> start = {};
    /// Looked at before every minibatch; called on the same thread.
    std::function<bool()> shallStop = {};
    /// Called before every minibatch, on the same thread; may be empty.
    std::function<void(const train::Driver& driver, const train::History& history)> watch = {};
    std::chrono::steady_clock::duration saveEvery = std::chrono::minutes(1);
};

/// What is left of a run that came to its end.
struct TrainedRun {
    Result result;                                ///< says so when the training diverged
    std::shared_ptr<const train::Checkpoint> end; ///< null then
    train::History history;
    double seconds = 0; ///< of its minibatches since it began or was taken over, by the clock on the wall
};

/// One that came to nothing, and why.
TrainedRun failedRun(Message why);

/// Trains an experiment to its end and measures it; saving it is left to the caller. Nothing when it was
/// asked to stop: a checkpoint is left then. Throws Error when data and network do not fit together.
std::optional<TrainedRun> trainRun(const train::Experiment& experiment, const RunSetting& setting);

} // namespace tristate::sweep

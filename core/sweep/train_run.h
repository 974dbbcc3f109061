#pragma once

#include "core/data/dataset.h"
#include "core/sweep/result.h"
#include "core/train/experiment.h"

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
    /// Looked at before every minibatch; called on the same thread.
    std::function<bool()> shallStop;
    std::chrono::steady_clock::duration saveEvery = std::chrono::minutes(1);
};

/// Trains an experiment to its end and measures it. Nothing when it was asked to stop: a checkpoint is left
/// then. A training that diverges or fails gives a result that says so. Throws Error when the session cannot
/// be written at the end.
std::optional<Result> trainRun(const train::Experiment& experiment, const RunSetting& setting);

} // namespace tristate::sweep

#pragma once

#include "core/baselines/baseline_nets.h"
#include "core/train/task.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace tristate::baselines {

/// A comparison of the gates with what prunes after training, at equal widths and in equal time: of the
/// experiment's epochs, the dense network takes all but the last `frozenEpochs`, a cut network is fine-tuned
/// for those, each with the whole course of the learning rate. The gates and the small network from scratch
/// have all epochs. Everything else is the same recipe.
struct BaselinesPlan {
    train::Experiment experiment;     ///< its seed is replaced by each of `seeds`
    std::vector<std::uint64_t> seeds; ///< at least one
    std::vector<int> widths;          ///< of every gated layer; empty: those the gates find
    long long parameters = 0; ///< without widths and when not 0: the same share of every layer, with at most
                              ///< so many parameters; the gates are left out
    std::vector<Method> methods{kMethods.begin(), kMethods.end()};
};

/// What one method came to with one seed. Errors are as train::Metric says: percent, or of a regression RMSE.
struct BaselineResult {
    Method method = Method::Gates;
    std::uint64_t seed = 0;
    std::vector<int> widths; ///< units of every layer but the last; of factors, too
    long long parameters = 0;
    train::Metric metric = train::Metric::ErrorRate;
    double validationError = 0; ///< not a number without validation data
    double testError = 0;
    int epochs = 0;     ///< of training in all, with the dense network's
    double seconds = 0; ///< of training in all, with the dense network's
};

/// Throws Error naming what is invalid for a comparison.
void validate(const BaselinesPlan& plan);

/// Epochs of training of the whole comparison, of a valid plan.
int epochsOf(const BaselinesPlan& plan);

/// Called before every minibatch with what is being trained and how far it is.
using BaselinesProgress = std::function<void(const std::string& what, double epoch, int epochs)>;

/// Runs the comparison on the calling thread, seed by seed; `done` gets each result when it is there. The
/// trainings are kept in `folder`, whose parent exists, as the runs of a sweep (sweep::RunStore): what is
/// there of these settings and data is not trained again, what was broken off goes on, and several processes
/// share the work. Without a folder nothing is kept. Throws Error when the plan is invalid, when a training
/// diverges and when the folder cannot be written, Interrupted when `stop` came, which is looked at before
/// every minibatch.
void compareBaselines(const BaselinesPlan& plan, const BaselinesProgress& progress,
                      const std::function<void(const BaselineResult&)>& done,
                      const std::stop_token& stop = {}, const std::filesystem::path& folder = {});

} // namespace tristate::baselines

#pragma once

#include "core/data/dataset.h"
#include "core/nn/network.h"
#include "core/prune/unit_scores.h"
#include "core/train/experiment.h"

#include <array>
#include <string_view>
#include <vector>

namespace tristate::baselines {

/// Ways to a small network. Gates is the method of this laboratory; all but Scratch and Gates cut a dense
/// network after its training.
enum class Method {
    Gates,
    MagnitudeL1,
    MagnitudeL2,
    Taylor,
    Random,
    Svd,    ///< every hidden dense layer as a product of two (core/prune/factorise.h); maps stay
    Scratch ///< the small network trained plainly from new weights
};

inline constexpr std::array kMethods = {Method::Gates,  Method::MagnitudeL1, Method::MagnitudeL2,
                                        Method::Taylor, Method::Random,      Method::Svd,
                                        Method::Scratch};
std::string_view nameOf(Method method);

/// The Taylor scores of a trained network over minibatches of its training data.
prune::UnitScores taylorScores(nn::Network network, const data::Dataset& data,
                               const train::TrainConfig& config);

/// The dense network cut by one of the four criteria; fine-tuning begins with it.
nn::Network prunedNetwork(nn::Network dense, Method criterion, const std::vector<int>& widths,
                          const data::Dataset& data, const train::TrainConfig& config);

/// The dense network with factors in place of its hidden dense layers: the same share of the whole rank in
/// each, as large as the number of parameters allows, and at least 1 even where that has more.
nn::Network factorisedNetwork(const nn::Network& dense, long long parameters);

/// A network with the units that `kept` has left, and new weights drawn for its size. Nothing of `kept` is
/// merged.
nn::Network freshNetwork(const nn::Network& kept, const train::TrainConfig& config);

} // namespace tristate::baselines

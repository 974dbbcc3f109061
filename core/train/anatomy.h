#pragma once

#include "core/objective/lambdas.h"
#include "core/train/checkpoint.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <vector>

namespace tristate::train {

/// What one minibatch does to a layer with gates. Vectors have one value for each unit that is left.
struct LayerAnatomy {
    int layer = 0;                   ///< Gates::index
    std::vector<int> original;       ///< indices of the units in the network as it was built
    std::vector<float> output;       ///< mean size of what leaves the unit, over samples and positions
    std::vector<float> before;       ///< w
    std::vector<float> lossGradient; ///< of the mean loss of the minibatch by w
    std::vector<float> costGradient; ///< of the regulariser by w
    std::vector<float> after;        ///< w once the optimizer has moved it
    float depthBefore = 0, depthLossGradient = 0, depthCostGradient = 0, depthAfter = 0; ///< the same of d
};

/// One minibatch, taken apart: what goes in, what comes out of every unit, what pulls at every gate and where
/// the gates go.
struct StepAnatomy {
    std::int64_t step = 0;              ///< minibatches done before
    std::vector<std::uint32_t> samples; ///< of the training data, in the order of the minibatch
    StepReport report;                  ///< nothing is removed or merged yet
    objective::Lambdas lambdas;         ///< in force in this minibatch
    double gateRate = 0;                ///< learning rate of the gates
    bool gatesMove = false;             ///< false: before they begin to learn, or once they are frozen
    std::vector<LayerAnatomy> layers;   ///< those that are left, in the order of the network
};

/// The minibatch that a run would train next from this state under these settings; the state stays as it is,
/// `state.data` must be there. The gates go exactly where the run's go. On the calling thread alone. Throws
/// Error when state and data do not fit together.
StepAnatomy dissect(const Checkpoint& state, LiveSettings live);

} // namespace tristate::train

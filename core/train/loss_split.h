#pragma once

#include "core/base/message.h"
#include "core/base/threads.h"
#include "core/nn/network.h"
#include "core/train/experiment.h"
#include "core/train/task.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tristate::train {

/// One gate of a network: the w of a unit, or the d of a layer.
struct GateRef {
    int layer = 0; ///< Gates::index
    int unit = -1; ///< index in the network as it was built; -1: the layer's d

    bool isDepth() const { return unit < 0; }
    friend bool operator==(const GateRef&, const GateRef&) = default;
};

/// The loss of a minibatch in parts, and what each asks of a gate. Of classes a part for the samples of each
/// class; of a regression with one target those that the net says too little of and those it says too much
/// of; of one with several a part for each target.
///
/// Backward is linear in the gradient of the loss by the outputs, so one backward pass with this gradient cut
/// down to a part gives that part's share, exactly but for rounding, whatever the layers are. Where samples
/// are coupled (batch normalisation) it is the loss of the class's samples that counts, through all samples.
class LossSplit {
public:
    /// `data` outlives it.
    LossSplit(const data::Dataset& data, const TrainConfig& config);

    int parts() const;
    /// Gradient of the minibatch's mean loss by the gate, one value for each part: w before its clipping, in
    /// the training pass that a run does after `step` minibatches. All 0 where the gate is gone.
    std::vector<double> gradients(const nn::Network& network, const GateRef& gate,
                                  std::span<const std::uint32_t> batch, std::int64_t step);

private:
    /// Where a layer leaves the gate's gradients: Tape::partials.
    struct Place {
        std::size_t layer;
        Eigen::Index column;
    };
    static std::vector<Place> placesOf(const nn::Network& network, const GateRef& gate);
    void forward(const nn::Network& network, std::span<const std::uint32_t> batch, std::int64_t step);
    /// Which part every output of every sample belongs to; one with a gradient of 0 to none.
    void assignParts(std::span<const std::uint32_t> batch);
    /// The sample groups that each part's gradient has to go back through.
    std::vector<std::vector<int>> groupsOfParts(std::size_t samples, bool areCoupled) const;
    void backward(const nn::Network& network, int part, const std::vector<int>& groups);
    /// An item of work for each thread: `work` gets ranges of these groups.
    template <class Work>
    Phase spread(const std::vector<int>& groups, Work work) const;

    const data::Dataset& m_data;
    TrainConfig m_config;
    int m_threads;
    MinibatchLoss m_loss;
    nn::Workspace<float> m_workspace;
    Activation<float> m_gradient; ///< by the outputs, of the whole loss
    std::vector<int> m_partOf;    ///< samples x outputs
};

/// What people call a part of the loss: the class, "too little", the target.
Message lossPartName(const data::Dataset& data, int part);

} // namespace tristate::train

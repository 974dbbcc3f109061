#pragma once

#include "core/nn/network.h"
#include "core/objective/cost_model.h"
#include "core/objective/lambdas.h"
#include "core/prune/merge.h"

#include <cstdint>
#include <vector>

namespace tristate::train {

/// Gradients by the gates of one layer: by w, one for each unit that is left, and by d.
struct GateGradients {
    std::vector<float> width;
    float depth = 0;
};

/// What happens to the gates after a minibatch, in the order of the method: the gradients of loss and
/// regulariser, one clipped descent step, and from time to time the removal of what has been closed, and the
/// merging of what has been linear, for long. All serial: gates are few.
class GateStep {
public:
    GateStep(nn::Network& network, objective::CostModel cost, prune::MergeMode merge);

    /// Moves the gates by the gradients that the minibatch left in the workspace. Returns the layers
    /// (Gates::index) that were about to lose their last unit, with nothing that leads past them; their best
    /// one is kept open. Input gates that would be left with values of closed maps alone lose their last unit
    /// as well.
    std::vector<int> move(const nn::Workspace<float>& workspace, const objective::Lambdas& lambdas,
                          double rate, std::int64_t step);

    /// What the regulariser alone asks of the gates now, in the order of Network::gates().
    std::vector<GateGradients> regulariserGradients(const objective::Lambdas& lambdas) const;

    /// A branch that lost its last unit.
    struct Vanished {
        int block = 0;             ///< the how manieth sum or concatenation of the graph took it, from 1 on
        int layer = 0;             ///< gated layer (Gates::index)
        std::int64_t closedAt = 0; ///< the step at which the last unit closed
    };

    struct Shrunk {
        std::vector<int> removed; ///< units that left each gated layer; empty when none did
        std::vector<int> merged;  ///< gated layers that left
        std::vector<Vanished> vanished;
    };
    /// Takes out what has been closed or linear since `limit` or longer.
    Shrunk shrink(std::int64_t limit, std::int64_t step);

private:
    std::vector<double> costs() const;
    void forgetNormalised();
    std::vector<int> keepLastUnits();

    nn::Network& m_network;
    objective::CostModel m_cost;
    prune::MergeMode m_merge;
    double m_meanCost = 1;
};

} // namespace tristate::train

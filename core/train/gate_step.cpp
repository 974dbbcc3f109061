#include "core/train/gate_step.h"

#include "core/nn/feature_gates.h"
#include "core/nn/live_units.h"
#include "core/objective/regulariser.h"
#include "core/optim/gate_descent.h"
#include "core/prune/compact.h"
#include "core/train/unit_costs.h"

#include <algorithm>
#include <array>

namespace tristate::train {

namespace {

/// Since when, for a gate that is (not) so now.
void note(std::int64_t& since, bool isSo, std::int64_t step) {
    if (!isSo)
        since = -1;
    else if (since < 0)
        since = step;
}

/// Opens the one with the largest gate of these units, of which there must be one.
void openBest(nn::Gates<float>& gates, const std::vector<int>& units) {
    const int best = *std::max_element(units.begin(), units.end(),
                                       [&](int a, int b) { return gates.width[a] < gates.width[b]; });
    constexpr double kAboveLimit = 1e-3; // the limit itself may be closed
    gates.width[best] = gates.estimator == nn::GateEstimator::Threshold
                            ? 0.5f
                            : static_cast<float>(nn::openLimit(gates.estimator) + kAboveLimit);
}

/// Opens the best one of the channels that these input gates have values of: all of a channel may have left.
void openBestBefore(nn::Network& network, const nn::Gates<float>& inputs) {
    const std::size_t layer = network.placeOf(inputs).layer;
    const auto* values = network.layers()[layer]->asInputGates();
    const auto channels = network.channelsOf(network.wires()[layer].inputs.front());
    nn::Gates<float>* best = nullptr;
    int unit = 0;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (values->outputsOf(std::array{static_cast<int>(i)}).empty()) continue;
        auto* gates = network.gatesAt(channels[i].gates);
        if (best && best->width[unit] >= gates->width[channels[i].unit]) continue;
        best = gates;
        unit = channels[i].unit;
    }
    openBest(*best, {unit});
}

/// Which layers are there before closed units are removed, and since when their last unit is closed.
class Before {
public:
    explicit Before(const nn::Network& network)
        : m_closedAt(static_cast<std::size_t>(network.originalGates()), 0), m_vanished(network.vanished()) {
        for (const auto* gates : network.gates())
            m_closedAt[static_cast<std::size_t>(gates->index)] =
                *std::max_element(gates->closedSince.begin(), gates->closedSince.end());
    }

    /// A branch may have lost several layers: the one that closed first is named.
    std::vector<GateStep::Vanished> vanishedSince(const nn::Network& now) const {
        std::vector<GateStep::Vanished> found;
        if (now.vanished() == m_vanished) return found;
        const auto wasLeft = leftWithout(now, m_vanished), isLeft = leftWithout(now, now.vanished());
        for (const auto& [block, layers] :
             graph::vanishedBranches(now.graph(), now.groups(), wasLeft, isLeft)) {
            std::vector<int> closed = layers;
            std::erase_if(closed, [this](int layer) { return closedAt(layer) < 0; });
            if (closed.empty()) continue;
            const int layer = *std::min_element(closed.begin(), closed.end(),
                                                [this](int a, int b) { return closedAt(a) < closedAt(b); });
            found.push_back({block, layer, closedAt(layer)});
        }
        return found;
    }

private:
    static graph::Vanishing leftWithout(const nn::Network& network, const std::vector<int>& vanished) {
        std::vector<bool> emptied(static_cast<std::size_t>(network.originalGates()), false);
        for (const int index : vanished) emptied[static_cast<std::size_t>(index)] = true;
        return *graph::vanishing(network.graph(), network.groups(), emptied);
    }
    std::int64_t closedAt(int layer) const { return m_closedAt[static_cast<std::size_t>(layer)]; }

    std::vector<std::int64_t> m_closedAt; ///< of each gates, -1 where a unit is open
    std::vector<int> m_vanished;
};

} // namespace

GateStep::GateStep(nn::Network& network, objective::CostModel cost, prune::MergeMode merge)
    : m_network(network),
      m_cost(cost),
      m_merge(merge),
      m_meanCost(objective::meanCost(network.graph(), cost)) {}

/// What a unit of each gated layer costs now, the average one of the network as it was built costing 1.
std::vector<double> GateStep::costs() const {
    return unitCosts(m_network, m_cost, m_meanCost);
}

std::vector<int> GateStep::move(const nn::Workspace<float>& workspace, const objective::Lambdas& lambdas,
                                double rate, std::int64_t step) {
    const std::vector<double> cost = costs();
    m_network.reduceGateGradients(workspace);
    forgetNormalised();
    for (auto* gates : m_network.gates()) {
        objective::addRegulariserGradient(*gates, lambdas, cost[static_cast<std::size_t>(gates->index)]);
        if (gates->widthLearnable) optim::descendClipped(gates->width, gates->widthGradient, rate);
        if (gates->depthLearnable) optim::descendClipped(gates->depth, gates->depthGradient, rate);
    }
    std::vector<int> kept = keepLastUnits();
    for (auto* gates : m_network.gates()) {
        for (int unit = 0; unit < gates->units(); ++unit)
            note(gates->closedSince[static_cast<std::size_t>(unit)], !gates->isOpen(unit), step);
        note(gates->linearSince, gates->isLinear(), step);
    }
    return kept;
}

/// Where all units before a batch normalisation are closed, it divides by next to nothing, and the loss would
/// open at random what has closed: only the objective moves those gates.
void GateStep::forgetNormalised() {
    const std::vector<bool> dead = nn::mayStayDead(m_network);
    if (static_cast<std::size_t>(std::count(dead.begin(), dead.end(), true)) == m_network.vanished().size())
        return;
    const auto left = graph::vanishing(m_network.graph(), m_network.groups(), dead);
    const std::vector<bool> normalised = graph::normalised(m_network.graph(), m_network.groups(), *left);
    for (auto* gates : m_network.gates())
        if (normalised[static_cast<std::size_t>(gates->index)]) gates->widthGradient.setZero();
}

std::vector<GateGradients> GateStep::regulariserGradients(const objective::Lambdas& lambdas) const {
    const std::vector<double> cost = costs();
    std::vector<GateGradients> gradients;
    for (auto* gates : m_network.gates()) {
        gates->widthGradient.setZero(gates->units());
        gates->depthGradient = 0;
        objective::addRegulariserGradient(*gates, lambdas, cost[static_cast<std::size_t>(gates->index)]);
        gradients.push_back(
            {{gates->widthGradient.begin(), gates->widthGradient.end()}, gates->depthGradient});
    }
    return gradients;
}

std::vector<int> GateStep::keepLastUnits() {
    std::vector<int> kept;
    const auto all = m_network.gates();
    const std::vector<bool> mayClose = nn::mayStayDead(m_network);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const int at = static_cast<int>(i);
        if (mayClose[static_cast<std::size_t>(all[i]->index)]) continue;
        if (!nn::liveUnits(m_network, at).empty()) continue;
        if (nn::fedUnits(m_network, at).empty()) openBestBefore(m_network, *all[i]);
        if (nn::liveUnits(m_network, at).empty()) openBest(*all[i], nn::fedUnits(m_network, at));
        kept.push_back(all[i]->index);
    }
    return kept;
}

GateStep::Shrunk GateStep::shrink(std::int64_t limit, std::int64_t step) {
    Shrunk shrunk;
    shrunk.merged = prune::mergeLinearLayers(m_network, m_merge, limit, step + 1);
    const Before before(m_network);
    shrunk.removed = prune::removeClosedUnits(m_network, limit);
    shrunk.vanished = before.vanishedSince(m_network);
    const bool any = std::any_of(shrunk.removed.begin(), shrunk.removed.end(), [](int n) { return n > 0; });
    if (!any) shrunk.removed.clear();
    return shrunk;
}

} // namespace tristate::train

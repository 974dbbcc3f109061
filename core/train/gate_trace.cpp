#include "core/train/gate_trace.h"

#include "core/base/error.h"
#include "core/messages/forces.h"
#include "core/objective/regulariser.h"
#include "core/train/describe.h"
#include "core/train/driver.h"
#include "core/train/unit_costs.h"

#include <algorithm>
#include <cassert>

namespace tristate::train {

namespace {

/// A gate as it is at some moment.
struct GateNow {
    double value = 0;
    float gradient = 0; ///< of loss and regulariser, of the last minibatch
    bool isHigh = false;
};

/// The gates of a layer with the one unit alone (of d: with any).
std::optional<nn::Gates<float>> oneGate(const nn::Network& network, const GateRef& gate) {
    const nn::Gates<float>* gates = network.gatesAt(gate.layer);
    if (!gates) return std::nullopt;
    const auto unit = gate.isDepth() ? gates->original.begin()
                                     : std::find(gates->original.begin(), gates->original.end(), gate.unit);
    if (unit == gates->original.end()) return std::nullopt;
    nn::Gates<float> one = *gates;
    const std::array kept{static_cast<int>(unit - gates->original.begin())};
    one.keep(kept);
    return one;
}

GateNow stateOf(const nn::Gates<float>& gates, const GateRef& gate) {
    if (gate.isDepth()) return {static_cast<double>(gates.depth), gates.depthGradient, gates.isLinear()};
    return {static_cast<double>(gates.width[0]), gates.widthGradient[0], gates.isOpen(0)};
}

/// What the regulariser asks of it, as the training computes it.
float pullOf(nn::Gates<float> gates, const GateRef& gate, const objective::Lambdas& lambdas, double cost) {
    gates.clearGradients();
    objective::addRegulariserGradient(gates, lambdas, cost);
    return gate.isDepth() ? gates.depthGradient : gates.widthGradient[0];
}

/// Looks on at every minibatch and keeps the books.
class Bookkeeper final : public Observer {
public:
    Bookkeeper(const Checkpoint& from, const GateRef& gate)
        : m_config(from.experiment.train),
          m_order(from.trainer.order),
          m_split(from.data->train, m_config),
          m_meanCost(objective::meanCost(from.network.graph(), m_config.cost)) {
        m_ledger.gate = gate;
        m_ledger.from = m_ledger.all.to = from.trainer.step;
        m_ledger.all.loss.resize(static_cast<std::size_t>(m_split.parts()));
        const GateNow now = stateOf(*oneGate(from.network, gate), gate);
        m_ledger.before = m_ledger.all.after = now.value;
        m_ledger.isHigh = now.isHigh;
    }

    void beforeStep(Driver& driver) override {
        if (m_ledger.hasLeft) return;
        const auto batch = m_order.next(static_cast<std::size_t>(m_config.batch));
        m_batch.assign(batch.begin(), batch.end());
        setFromOutside(driver.network(), driver.stepsDone());
        const auto gates = oneGate(driver.network(), m_ledger.gate);
        if (!gates) return;
        const Progress progress{driver.stepsDone(), driver.stepsPerEpoch()};
        const LiveSettings& live = driver.live();
        m_learns = !live.freezeGates && gatesLearn(m_config, progress) &&
                   (m_ledger.gate.isDepth() ? gates->depthLearnable : gates->widthLearnable);
        if (m_learns) prepare(driver, *gates, lambdasAt(m_config, live.lambdas, progress));
    }

    void afterStep(Driver& driver, const Minibatch& minibatch) override {
        if (m_ledger.hasLeft) return;
        const auto gates = oneGate(driver.network(), m_ledger.gate);
        m_ledger.hasLeft = !gates;
        if (!gates) return; // with the step before this one the books are closed
        const GateNow now = stateOf(*gates, m_ledger.gate);
        m_ledger.all.to = driver.stepsDone();
        if (m_learns) enter(driver, now, !minibatch.report.keptLast.empty());
        note(now);
    }

    GateLedger close(const nn::Network& network, std::int64_t step) && {
        if (!m_ledger.hasLeft) setFromOutside(network, step);
        return std::move(m_ledger);
    }

private:
    /// Since the minibatch before: gates set by hand.
    void setFromOutside(const nn::Network& network, std::int64_t step) {
        const auto gates = oneGate(network, m_ledger.gate);
        m_ledger.hasLeft = !gates;
        if (!gates) return;
        const GateNow now = stateOf(*gates, m_ledger.gate);
        m_ledger.all.of(Force::Hand) += now.value - m_ledger.all.after;
        m_ledger.all.to = step;
        note(now);
    }

    void note(const GateNow& now) {
        m_ledger.all.after = now.value;
        if (now.isHigh != m_ledger.isHigh) m_ledger.untilTurn = m_ledger.all;
        m_ledger.isHigh = now.isHigh;
    }

    /// What the coming minibatch asks of the gate.
    void prepare(const Driver& driver, const nn::Gates<float>& gates, const objective::Lambdas& lambdas) {
        const GateRef& gate = m_ledger.gate;
        const double rate = -static_cast<double>(static_cast<float>(driver.live().gateRate));
        const double cost =
            unitCosts(driver.network(), m_config.cost, m_meanCost)[static_cast<std::size_t>(gate.layer)];
        const std::array<objective::Lambdas, 4> each{{{.lambda1 = lambdas.lambda1},
                                                      {.lambda2 = lambdas.lambda2},
                                                      {.lambda3 = lambdas.lambda3},
                                                      {.lambda4 = lambdas.lambda4}}};
        for (std::size_t i = 0; i < each.size(); ++i)
            m_step.lambdas[i] = rate * static_cast<double>(pullOf(gates, gate, each[i], cost));
        m_pull = pullOf(gates, gate, lambdas, cost);
        m_step.loss = m_split.gradients(driver.network(), gate, m_batch, driver.stepsDone());
        for (double& part : m_step.loss) part *= rate;
    }

    void enter(const Driver& driver, const GateNow& now, bool keptLast) {
        m_step.before = m_ledger.all.after;
        m_step.after = now.value;
        m_step.keptLast = keptLast;
        // Where a gate stands closed before a batch normalisation, the training forgets the loss.
        if (now.gradient == m_pull) std::fill(m_step.loss.begin(), m_step.loss.end(), 0.0);
        const double push = settle(m_ledger.all, m_step);
        ++m_ledger.all.learnt;
        m_ledger.all.enter(
            {driver.stepsDone() - 1, push, m_step.after - m_step.before, m_step.loss, m_batch});
    }

    const TrainConfig m_config;
    data::SampleOrder m_order;
    LossSplit m_split;
    const double m_meanCost;
    GateLedger m_ledger;
    std::vector<std::uint32_t> m_batch; ///< the minibatch that is next
    bool m_learns = false;              ///< the gate does in it
    GateStepForces m_step;              ///< what it asks of the gate
    float m_pull = 0;                   ///< the gradient of the regulariser in it
};

void requireGate(const nn::Network& network, const GateRef& gate) {
    const int units =
        gate.layer >= 0 && network.gatesAt(gate.layer) ? network.gatesAt(gate.layer)->units() : 0;
    const int unit = gate.isDepth() && units > 0 ? network.gatesAt(gate.layer)->original.front() : gate.unit;
    const Message why = refusal(network, {.layer = gate.layer, .unit = unit, .open = true});
    if (!why.empty()) throw Error(why);
    if (gate.isDepth() && !network.gatesAt(gate.layer)->depthLearnable)
        throw Error(say::kDepthRests, layerName(network, gate.layer));
}

} // namespace

std::optional<GateTrace> traceGate(const Checkpoint& from, const std::vector<Event>& events,
                                   std::int64_t step, const GateRef& gate, const std::stop_token& stop,
                                   const ReplayProgress& progress) {
    assert(from.data);
    requireGate(from.network, gate);
    Bookkeeper books(from, gate);
    auto state = replay(from, events, step, stop, progress, &books);
    if (!state) return std::nullopt;
    GateLedger ledger = std::move(books).close(state->network, state->trainer.step);
    return GateTrace{std::move(ledger), std::move(state)};
}

} // namespace tristate::train

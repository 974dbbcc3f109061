#pragma once

#include "core/train/gate_trace.h"
#include "core/train/history.h"
#include "core/train/run.h"
#include "tests/support/experiment_variants.h"
#include "tests/support/tiny_experiment.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tristate::train {

/// A run of a few steps, with every gate after every minibatch.
struct TracedRun {
    using Before = std::function<void(Run&, std::int64_t step)>;

    TracedRun(const Experiment& experiment, std::shared_ptr<const data::Splits> data, int steps,
              const Before& before = {}) {
        start = freshCheckpoint(experiment, std::move(data));
        Mailbox mailbox;
        Run run(start, mailbox);
        gates.push_back(gatesOf(start->network));
        for (int step = 0; step < steps && !run.finished(); ++step) {
            if (before) {
                before(run, step);
                gates.back() = gatesOf(run.checkpoint()->network); // it may have set one
            }
            run.step();
            gates.push_back(gatesOf(run.checkpoint()->network));
        }
        end = run.checkpoint();
        history.add(mailbox.take());
    }

    /// Its gates after so many minibatches; nothing where it is gone.
    const float* gateAfter(std::int64_t step, const GateRef& gate) const {
        const auto& all = gates[static_cast<std::size_t>(step)];
        const auto found = all.find({gate.layer, gate.unit});
        return found == all.end() ? nullptr : &found->second;
    }
    std::optional<GateTrace> trace(const GateRef& gate, const std::stop_token& stop = {}) const {
        return traceGate(*start, history.events(), end->trainer.step, gate, stop);
    }
    GateLedger ledger(const GateRef& gate) const { return trace(gate)->ledger; }

    std::shared_ptr<const Checkpoint> start, end;
    /// w by layer and unit, and as that of unit -1 the layer's d.
    using Gates = std::map<std::pair<int, int>, float>;
    std::vector<Gates> gates; ///< [minibatches done]
    History history;

private:
    static Gates gatesOf(const nn::Network& network) {
        Gates now;
        for (const auto* layer : network.gates()) {
            now[{layer->index, -1}] = layer->depth;
            for (int i = 0; i < layer->units(); ++i)
                now[{layer->index, layer->original[static_cast<std::size_t>(i)]}] = layer->width[i];
        }
        return now;
    }
};

inline std::shared_ptr<const data::Splits> tinySplits() {
    return std::make_shared<const data::Splits>(test::tinyData());
}
inline std::shared_ptr<const data::Splits> barSplits() {
    return std::make_shared<const data::Splits>(
        data::Splits{test::tinyImages(200, 1), test::tinyImages(60, 2), test::tinyImages(60, 3)});
}

/// The tiny experiment whose gates learn from the first minibatch on and never rest.
inline Experiment learningGates(const char* net = "8-24-4") {
    Experiment experiment = test::tinyExperiment();
    experiment.net = graph::parseGraph(net);
    experiment.train.epochs = 0;
    experiment.train.warmupEpochs = 0;
    experiment.train.lambdas.lambda3 = 0.02;
    return experiment;
}

} // namespace tristate::train

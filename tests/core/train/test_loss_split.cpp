#include "core/messages/forces.h"
#include "core/train/anatomy.h"
#include "core/train/loss_split.h"
#include "tests/core/train/traced_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace tristate::train {
namespace {

/// The parts of the minibatch that comes after these steps, and its samples.
struct Parts {
    Parts(const Checkpoint& state, const GateRef& gate) : split(state.data->train, state.experiment.train) {
        anatomy = dissect(state, state.live);
        gradients = split.gradients(state.network, gate, anatomy.samples, state.trainer.step);
    }
    double sum() const { return std::accumulate(gradients.begin(), gradients.end(), 0.0); }

    LossSplit split;
    StepAnatomy anatomy;
    std::vector<double> gradients;
};

TEST(LossSplit, SumsToTheGradientThatTheTrainingFollows) {
    for (const test::Variant& variant : test::everyOption()) {
        SCOPED_TRACE(variant.name);
        const TracedRun run(variant.experiment(), barSplits(), 8);
        int compared = 0;
        for (const auto* gates : run.end->network.gates()) {
            const Parts parts(*run.end, {gates->index, gates->original.front()});
            const auto& layers = parts.anatomy.layers;
            const auto layer = std::find_if(layers.begin(), layers.end(),
                                            [&](const auto& of) { return of.layer == gates->index; });
            ASSERT_NE(layer, layers.end());
            double size = 0;
            for (const double part : parts.gradients) size += std::abs(part);
            if (layer->lossGradient.front() == 0) continue; // closed before a normalisation
            EXPECT_NEAR(parts.sum(), layer->lossGradient.front(), 1e-6 + 1e-4 * size);
            ++compared;
        }
        EXPECT_GT(compared, 0);
    }
}

TEST(LossSplit, OfAClassIsWhatItsSamplesAloneAskFor) {
    const TracedRun run(learningGates("8-24-12-4"), tinySplits(), 10);
    const GateRef gate{0, 4};
    const Parts whole(*run.end, gate);
    const auto& samples = whole.anatomy.samples;
    const auto& labels = run.end->data->train.labels;
    for (int c = 0; c < 4; ++c) {
        std::vector<std::uint32_t> ofClass;
        std::copy_if(samples.begin(), samples.end(), std::back_inserter(ofClass),
                     [&](auto sample) { return labels[sample] == static_cast<data::Label>(c); });
        ASSERT_FALSE(ofClass.empty());
        LossSplit split(run.end->data->train, run.end->experiment.train);
        const auto alone = split.gradients(run.end->network, gate, ofClass, 10);
        const auto at = static_cast<std::size_t>(c);
        EXPECT_NEAR(alone[at] * static_cast<double>(ofClass.size()) / static_cast<double>(samples.size()),
                    whole.gradients[at], 1e-6);
        for (std::size_t other = 0; other < alone.size(); ++other) {
            if (other == at) continue;
            EXPECT_EQ(alone[other], 0);
        }
    }
}

/// y rises with the first feature; of two targets the second falls.
std::shared_ptr<const data::Splits> regression(std::size_t targets) {
    data::Splits splits = test::tinyData();
    for (data::Dataset* set : {&splits.train, &splits.test}) {
        const std::size_t samples = set->size();
        for (std::size_t i = 0; i < samples; ++i)
            for (std::size_t t = 0; t < targets; ++t)
                set->targetValues.push_back((t == 0 ? 1.0F : -1.0F) * set->values[i * 8]);
        set->labels.clear();
        set->classNames.clear();
        set->classes = 0;
        for (std::size_t t = 0; t < targets; ++t) set->targets.push_back({t == 0 ? "up" : "down", 0, 0.3});
    }
    return std::make_shared<const data::Splits>(std::move(splits));
}

TEST(LossSplit, OfARegressionIsBySideOrByTarget) {
    Experiment experiment = learningGates("8-24-1");
    experiment.data.task = data::TaskKind::Regression;
    experiment.train.patience = 0; // all units stay in their places
    const TracedRun one(experiment, regression(1), 30);
    const GateLedger ledger = one.ledger({0, 3});
    ASSERT_EQ(ledger.all.loss.size(), 2u);
    EXPECT_NE(ledger.all.loss[0], 0);
    EXPECT_NE(ledger.all.loss[1], 0);
    EXPECT_NEAR(ledger.all.total(), ledger.all.after - ledger.before, 1e-6);
    EXPECT_TRUE(lossPartName(one.start->data->train, 0).is(say::kTooLittlePart));

    // Behind one hidden layer every sample pulls at a unit's gate with the sign of its error, times one
    // weight.
    int pulled = 0;
    for (int unit = 0; unit < 24; ++unit) {
        const Parts parts(*one.end, {0, unit});
        EXPECT_NEAR(parts.sum(), parts.anatomy.layers[0].lossGradient[static_cast<std::size_t>(unit)], 1e-5);
        EXPECT_LE(parts.gradients[0] * parts.gradients[1], 0) << "the two sides pull against each other";
        pulled += parts.gradients[0] * parts.gradients[1] < 0 ? 1 : 0;
    }
    EXPECT_GT(pulled, 5);

    experiment.net = graph::parseGraph("8-24-2");
    const TracedRun two(experiment, regression(2), 30);
    const GateLedger both = two.ledger({0, 3});
    ASSERT_EQ(both.all.loss.size(), 2u);
    EXPECT_NEAR(both.all.total(), both.all.after - both.before, 1e-6);
    EXPECT_EQ(toText(lossPartName(two.start->data->train, 1)), "target down");
}

} // namespace
} // namespace tristate::train

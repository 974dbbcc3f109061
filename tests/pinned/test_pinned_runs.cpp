#include "core/base/fnv1a.h"
#include "core/data/dataset.h"
#include "core/graph/graph_text.h"
#include "core/nn/kernels/kernel_set.h"
#include "core/train/trainer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

// Three short seeded runs of which every bit is known. docs/numerics.md says what that proves, and how to
// renew the signatures when the numbers are meant to change.

#if defined(__FMA__) || defined(__AVX__) || defined(__FAST_MATH__) || EIGEN_FAST_MATH
#error "the pinned runs are compiled for the least processor of this architecture"
#endif

namespace tristate::train {
namespace {

/// What is left of a run at its end.
struct Outcome {
    std::string signature;
    std::vector<int> units; ///< of each gated layer that was not merged
    int removals = 0;       ///< minibatches in which units left
    int merged = 0;         ///< layers
};

Outcome outcomeOf(const Experiment& experiment) {
    const data::Splits data = data::load(experiment.data);
    nn::Network network = makeNetwork(experiment);
    Trainer trainer(network, data.train, experiment.train);
    const LiveSettings live = liveSettings(experiment.train);
    Outcome outcome;
    while (!trainer.finished()) {
        const StepReport report = trainer.step(live);
        outcome.removals += report.removed.empty() ? 0 : 1;
        outcome.merged += static_cast<int>(report.merged.size());
    }
    outcome.signature = network.signature();
    for (const auto* gates : network.gates()) outcome.units.push_back(gates->units());
    return outcome;
}

/// Sums up what the C library makes of the functions that data, schedules and optimizers call.
std::string librarySignature() {
    Fnv1a hash;
    for (int i = 1; i < 1000; ++i) {
        const volatile double x = i / 1000.0; // or the compiler would compute some of them
        const volatile float single = static_cast<float>(x);
        const double values[] = {
            std::log(x), std::pow(0.999, 1000 * x), std::cos(7 * x),      std::sin(7 * x),
            std::exp(x), std::hypot(x, 1 - x),      std::sin(7 * single), std::exp(single)};
        hash.add(values, sizeof values);
    }
    return hash.hex();
}

/// Where to look when a signature is another one.
std::string whereToLook() {
    if (librarySignature() != "b537258962aa2bb2")
        return "The C library computes other bits than the one with which the signatures were made, which "
               "may "
               "be why. Run the test by ctest, which tells it to do without fused multiply-add.";
    return "Training gives other numbers than before. Where that is meant, docs/numerics.md says how to "
           "renew "
           "the signatures.";
}

class PinnedRuns : public testing::Test {
protected:
    /// This program has one set of kernels, under another name.
    static void SetUpTestSuite() { unsetenv("TRISTATE_ISA"); }
};

TEST_F(PinnedRuns, DenseNetThatLearnsItsDepth) {
    Experiment experiment;
    experiment.net = graph::parseGraph("2-24-16-12-3");
    experiment.data = {.source = "spiral", .trainSamples = 600, .testSamples = 1};
    experiment.train = {.epochs = 40, .batch = 30, .threads = 2};
    experiment.train.rate = 0.01;
    experiment.train.depthGates = true;
    experiment.train.lambdas = {1e-3, 1e-4, 0.01, 0.05};
    experiment.train.lambdaWarmupEpochs = 5;
    experiment.train.patience = 20;
    const Outcome outcome = outcomeOf(experiment);
    EXPECT_EQ(outcome.units, std::vector<int>{13});
    EXPECT_EQ(outcome.merged, 2);
    EXPECT_GT(outcome.removals, 1);
    EXPECT_EQ(outcome.signature, "6eb6875998952422") << whereToLook();
}

TEST_F(PinnedRuns, ConvolutionalNetWithEveryKindOfLayer) {
    Experiment experiment;
    experiment.net = graph::parseGraph("3x32x32:6c5s2b-p2-d20-10c3b-a2-g-12-12bl0.1-10");
    experiment.data = {.source = "shapes", .trainSamples = 400, .testSamples = 1};
    experiment.train = {.epochs = 8, .batch = 40, .threads = 2, .optimizer = OptimizerKind::Sgd};
    experiment.train.rate = 0.02;
    experiment.train.schedule = RateSchedule::Step;
    experiment.train.stepEpochs = 3;
    experiment.train.gateRate = 0.3;
    experiment.train.depthGates = true;
    experiment.train.lambdas = {1e-3, 1e-4, 0.01, 0.1};
    experiment.train.cost = objective::CostModel::Parameters;
    experiment.train.frozenEpochs = 2;
    experiment.train.patience = 5;
    const Outcome outcome = outcomeOf(experiment);
    EXPECT_EQ(outcome.units, (std::vector<int>{3, 10, 40, 11}));
    EXPECT_EQ(outcome.merged, 1);
    EXPECT_GT(outcome.removals, 1);
    EXPECT_EQ(outcome.signature, "e882b93d9761f59b") << whereToLook();
}

TEST_F(PinnedRuns, LeNetOnChangedImages) {
    Experiment experiment;
    experiment.net = graph::parseGraph("1x28x28:6c5-p2-12c5-p2-40-10");
    experiment.data = {.source = "digits", .trainSamples = 400, .testSamples = 1};
    experiment.train = {.epochs = 8, .batch = 50, .threads = 2};
    experiment.train.augmentation = {
        .shift = 1, .rotate = 8, .scale = 0.1, .shear = 0.1, .elastic = 1, .flip = true};
    experiment.train.gateRate = 0.3;
    experiment.train.lambdas.lambda3 = 0.052;
    experiment.train.frozenEpochs = 2;
    experiment.train.patience = 6;
    const Outcome outcome = outcomeOf(experiment);
    EXPECT_EQ(outcome.units, (std::vector<int>{2, 6, 5}));
    EXPECT_GT(outcome.removals, 1);
    EXPECT_EQ(outcome.signature, "f1679d0bd7701b76") << whereToLook();
}

} // namespace
} // namespace tristate::train

#include "core/graph/graph_text.h"
#include "tests/support/network_runner.h"
#include "tests/support/slow_network.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

// Whole networks against the definitions of their layers.

namespace tristate::nn {
namespace {

using test::SlowNetwork;

constexpr int kSamples = 19; // a whole group, and three lanes of the next

/// Random biases, scales and running averages; some gates closed, some layers linear.
BasicNetwork<double> randomNetwork(const graph::Graph& spec, GateEstimator estimator) {
    Rng rng(33);
    BasicNetwork<double> network(spec, rng);
    for (auto* parameter : network.parameters())
        if (parameter->value.cols() == 1)
            for (auto& value : parameter->value.reshaped()) value += 0.3 * rng.normal();
    for (auto* buffer : network.buffers())
        for (auto& value : buffer->value.reshaped()) value += rng.uniform();
    for (auto* gates : network.gates()) {
        gates->estimator = estimator;
        for (auto& w : gates->width) w = rng.uniform();
        gates->width[0] = 0.8;
        if (gates->depthLearnable) gates->depth = rng.uniform();
    }
    return network;
}

SlowNetwork::Batch samplesOf(const test::RandomBatch<double>& batch) {
    SlowNetwork::Batch samples;
    for (int sample = 0; sample < batch.samples; ++sample) {
        SlowNetwork::Values& values = samples.emplace_back();
        for (int f = 0; f < batch.input.features(); ++f)
            values.push_back(batch.input.group(sample / kLanes)[f * kLanes + sample % kLanes]);
    }
    return samples;
}

double meanLoss(const SlowNetwork::Batch& logits, const std::vector<std::uint32_t>& labels) {
    double total = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        double sum = 0;
        for (const double logit : logits[i]) sum += std::exp(logit);
        total += std::log(sum) - logits[i][labels[i]];
    }
    return total / static_cast<double>(logits.size());
}

class Definitions : public testing::TestWithParam<const char*> {
protected:
    const graph::Graph m_spec = graph::parseGraph(GetParam());
    const test::RandomBatch<double> m_batch{m_spec, kSamples, 6};
    test::NetworkRunner<double> m_runner{m_batch};
};

TEST_P(Definitions, GiveTheLogitsOfATrainedNetwork) {
    for (const GateEstimator estimator : {GateEstimator::Threshold, GateEstimator::RealValued}) {
        BasicNetwork<double> network = randomNetwork(m_spec, estimator);
        const SlowNetwork::Batch expected = SlowNetwork(network, false)(samplesOf(m_batch));
        const std::vector<double> found = m_runner.logits(network);
        std::size_t next = 0;
        for (const SlowNetwork::Values& logits : expected)
            for (const double logit : logits) EXPECT_NEAR(found[next++], logit, 1e-9);
        EXPECT_EQ(next, found.size());
    }
}

TEST_P(Definitions, GiveTheLossOfATrainingPass) {
    for (const GateEstimator estimator : {GateEstimator::Threshold, GateEstimator::RealValued}) {
        BasicNetwork<double> network = randomNetwork(m_spec, estimator);
        const SlowNetwork::Batch logits = SlowNetwork(network, true)(samplesOf(m_batch));
        EXPECT_NEAR(m_runner.trainingLoss(network), meanLoss(logits, m_batch.labels), 1e-9);
    }
}

/// Running averages take a tenth of the batch's statistics, the variance as of a sample of a population.
TEST_P(Definitions, GiveTheRunningAveragesAfterAStep) {
    BasicNetwork<double> network = randomNetwork(m_spec, GateEstimator::Threshold);
    const BasicNetwork<double> before = network;
    SlowNetwork slow(network, true);
    slow(samplesOf(m_batch));
    m_runner.gradients(network);
    m_runner.finishStep(network);
    const auto old = before.buffers(), now = std::as_const(network).buffers();
    ASSERT_EQ(now.size(), 2 * slow.statistics().size());
    for (std::size_t i = 0; i < now.size(); ++i) {
        const std::string layer = now[i]->name.substr(0, now[i]->name.rfind(".running"));
        const SlowNetwork::Statistics& seen = slow.statistics().at(layer);
        const bool isMean = now[i]->name.ends_with("mean");
        for (Eigen::Index c = 0; c < now[i]->value.size(); ++c) {
            const auto channel = static_cast<std::size_t>(c);
            const double of =
                isMean ? seen.mean[channel] : seen.variance[channel] * seen.count / (seen.count - 1);
            EXPECT_NEAR(now[i]->value(c, 0), 0.9 * old[i]->value(c, 0) + 0.1 * of, 1e-10) << now[i]->name;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Nets, Definitions,
    testing::Values("7-3", "20-13-4", "9-8l0.2-7-3", "12-9b-7b-3", "14-g-9-g-5-3", "1x8x8:3c3-p2-5",
                    "2x9x9:5c3-p2-4c2-7-3", "3x7x7:4c3+1-6c3s2-5", "1x11x9:6c5s2+2-p3s1-4c1-9-4",
                    "2x9x9:5c3-a2-4c2-a2s1-7-3", "2x8x8:4c3+1b-p2-5c2b-6b-3", "2x8x8:4c3b-a2-g-6b-5-3",
                    "1x10x7:3c3+2l0.1-p3s2-5c2s2+1b-a2-g-6l0.3-4", "1x6x6:4c1-p6-3", "2x7x7:3c7+3-p2s3-3",
                    "1x9x9:4c3s3+1b-3", "2x7x7:4c3+1-[5c3+1-4c3+1]+-3",
                    "2x8x8:4c3+1b-[5c3+1b-4c3+1b]+x2-[6c3s2+1b-6c3+1b]+-ga-3",
                    "3x6x6:4c3+1b-dw3+1b-6c1b-dw3s2+1-ga-4", "2x7x7:4c1-[3c1/5c3+1/]-6c1-p2-3",
                    "2x7x7:4c3+1n-[/b-6c1-3c3+1n]-[/b-5c1-3c3+1n]-b-ga-3", "2x7x7:4c3+1n-r-p3s2+1-5c3m0.4-4",
                    "2x7x7:4c3+1-p2u-5c1l0.1m0.3-a3s1+1-6-4", "3x6x6:4c3+1bn-[9c1bm6-dw3+1bm6-4c1b]+n-ga-3",
                    "2x7x7:[4c3+1/4c1]+-g-3", "2x7x7:4c3+1-[[3c1/4c3+1]/7c1]+-[3c1-7c1]+f-3"),
    [](const auto& test) { return "net" + std::to_string(test.index); });

/// A layer that lets everything through: a slope of 1 below zero is no ReLU at all.
std::vector<double> pooled(const std::string& pool, const std::vector<double>& image, int classes) {
    const graph::Graph spec = graph::parseGraph("1x4x4:1c1l1-" + pool + "-" + std::to_string(classes));
    BasicNetwork<double> network(spec);
    network.parameter("conv1.weight").value(0, 0) = 1;
    network.parameter("fc1.weight").value.matrix().setIdentity();
    test::RandomBatch<double> batch(spec, 1, 1);
    for (int f = 0; f < 16; ++f) batch.input.group(0)[f * kLanes] = image[static_cast<std::size_t>(f)];
    return test::NetworkRunner<double>(batch).logits(network);
}

TEST(Pooling, TakesWholeWindowsAndLeavesTheRestOfTheEdgeOut) {
    const std::vector<double> image{1, 2,  3,  40, //
                                    5, 6,  7,  8,  //
                                    9, 10, 11, 12, //
                                    0, 0,  0,  99};
    EXPECT_EQ(pooled("p2", image, 4), (std::vector<double>{6, 40, 10, 99}));
    EXPECT_EQ(pooled("a2", image, 4), (std::vector<double>{3.5, 14.5, 4.75, 30.5}));
    EXPECT_EQ(pooled("p2s1", image, 9), (std::vector<double>{6, 7, 40, 10, 11, 12, 10, 11, 99}));
    EXPECT_EQ(pooled("p3", image, 1), (std::vector<double>{11}))
        << "the last row and column are in no window";
    EXPECT_EQ(pooled("p2s3", image, 1), (std::vector<double>{6}));
    EXPECT_EQ(pooled("a4", image, 1), (std::vector<double>{213 / 16.0}));
}

TEST(Pooling, OfNegativeValuesTakesTheLargestOfThem) {
    const std::vector<double> image{-1, -2,  -3,  -4,  //
                                    -5, -6,  -7,  -8,  //
                                    -9, -10, -11, -12, //
                                    -3, -14, -15, -16};
    EXPECT_EQ(pooled("p2", image, 4), (std::vector<double>{-1, -3, -3, -11}))
        << "no zero comes in from outside";
}

TEST(BatchStatistics, LeavePaddingLanesOut) {
    // 17 samples are two groups; the second has fifteen lanes that are no samples.
    const graph::Graph spec = graph::parseGraph("1-1b-2");
    Rng rng(1);
    BasicNetwork<double> network(spec, rng);
    network.parameter("fc1.weight").value(0, 0) = 1;
    test::RandomBatch<double> batch(spec, 17, 1);
    for (int i = 0; i < 17; ++i) batch.input.group(i / kLanes)[i % kLanes] = i < 16 ? 2 : 19;
    test::NetworkRunner<double> runner(batch);
    runner.gradients(network);
    runner.finishStep(network);
    const auto buffers = network.buffers();
    EXPECT_NEAR(buffers[0]->value(0, 0), 0.1 * 3, 1e-12) << "the mean of sixteen 2 and a 19";
    EXPECT_NEAR(buffers[1]->value(0, 0), 0.9 + 0.1 * (16.0 + 256) / 16, 1e-12);
}

TEST(BatchStatistics, OfOneSampleAreFinite) {
    const graph::Graph spec = graph::parseGraph("3-4b-2");
    Rng rng(1);
    BasicNetwork<double> network(spec, rng);
    const test::RandomBatch<double> batch(spec, 1, 1);
    test::NetworkRunner<double> runner(batch);
    EXPECT_TRUE(std::isfinite(runner.gradients(network)));
    runner.finishStep(network);
    for (const auto* parameter : network.parameters()) EXPECT_TRUE(parameter->gradient.allFinite());
    for (const auto* buffer : network.buffers()) EXPECT_TRUE(buffer->value.allFinite());
    EXPECT_TRUE((network.buffers()[1]->value == 0.9).all()) << "one value has no variance";
}

} // namespace
} // namespace tristate::nn

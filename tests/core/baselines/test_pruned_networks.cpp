#include "core/baselines/baseline_nets.h"
#include "core/nn/live_units.h"
#include "core/nn/size.h"
#include "core/prune/export_network.h"
#include "core/train/evaluate.h"
#include "core/train/trainer.h"
#include "tests/support/experiment_variants.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

// What the other ways to a small network cut, in nets with every kind of layer.

namespace tristate::baselines {
namespace {

constexpr Method kCriteria[] = {Method::MagnitudeL1, Method::MagnitudeL2, Method::Taylor, Method::Random};

struct Case {
    const char* net;
    std::vector<int> widths;
};

class PrunedNetworks : public testing::TestWithParam<Case> {
protected:
    /// Trained for a few minibatches, with every unit still there.
    nn::Network dense() const {
        nn::Network network = train::makeNetwork(m_experiment);
        train::Trainer trainer(network, m_data, m_experiment.train);
        for (int i = 0; i < 8; ++i) trainer.step(train::liveSettings(m_experiment.train));
        return network;
    }

    train::Experiment experiment() const {
        test::Variant variant{.name = "pruned", .net = GetParam().net};
        train::Experiment experiment = variant.experiment();
        experiment.train.gates = false;
        return experiment;
    }

    const train::Experiment m_experiment = experiment();
    const data::Dataset m_data = test::tinyImages(300, 1);
};

TEST_P(PrunedNetworks, HaveTheWidthsAskedForByEveryCriterion) {
    const nn::Network whole = dense();
    for (const Method method : kCriteria) {
        SCOPED_TRACE(nameOf(method));
        nn::Network pruned = prunedNetwork(whole, method, GetParam().widths, m_data, m_experiment.train);
        ASSERT_EQ(pruned.gates().size(), GetParam().widths.size());
        for (std::size_t i = 0; i < GetParam().widths.size(); ++i) {
            const nn::Gates<float>& gates = *pruned.gates()[i];
            EXPECT_EQ(gates.units(), GetParam().widths[i]);
            EXPECT_TRUE(std::is_sorted(gates.original.begin(), gates.original.end()));
            EXPECT_EQ(nn::liveUnits(pruned, static_cast<int>(i)).size(),
                      static_cast<std::size_t>(gates.units()));
        }
        const train::Evaluation before = train::evaluate(pruned, m_data, 1);
        train::Trainer tuning(pruned, m_data, m_experiment.train);
        for (int i = 0; i < 8; ++i) tuning.step(train::liveSettings(m_experiment.train));
        EXPECT_LT(train::evaluate(pruned, m_data, 1).loss, before.loss) << "it cannot be tuned";
    }
}

TEST_P(PrunedNetworks, AreTheSameForTheSameSeed) {
    const nn::Network whole = dense();
    std::set<std::string> signatures;
    for (const Method method : kCriteria) {
        const auto cut = [&] {
            return prunedNetwork(whole, method, GetParam().widths, m_data, m_experiment.train).signature();
        };
        const std::string first = cut();
        EXPECT_EQ(cut(), first) << nameOf(method);
        signatures.insert(first);
    }
    EXPECT_GT(signatures.size(), 1u) << "the criteria differ in what they keep";
}

TEST_P(PrunedNetworks, KeepEverythingWhereTheWidthsSaySo) {
    const nn::Network whole = dense();
    std::vector<int> widths;
    for (const auto* gates : whole.gates()) widths.push_back(gates->units());
    for (const Method method : kCriteria)
        EXPECT_EQ(prunedNetwork(whole, method, widths, m_data, m_experiment.train).signature(),
                  whole.signature())
            << nameOf(method);
}

TEST_P(PrunedNetworks, AreAsLargeAsTheirExport) {
    const nn::Network pruned =
        prunedNetwork(dense(), Method::MagnitudeL2, GetParam().widths, m_data, m_experiment.train);
    EXPECT_EQ(prune::exportNetwork(pruned, prune::MergeMode::Never).parameters(),
              nn::totalParameters(nn::openSizes(pruned)));
}

INSTANTIATE_TEST_SUITE_P(Nets, PrunedNetworks,
                         testing::Values(Case{"1x10x10:20-16-3", {7, 5}},
                                         Case{"1x10x10:6c3-p2-8c3-12-3", {3, 4, 6}},
                                         Case{"1x10x10:6c3b-a2-d10-9b-3", {2, 5}},
                                         Case{"1x10x10:g-12-3", {40, 6}},
                                         Case{"1x10x10:6c3-p2-g-12-3", {3, 20, 6}}),
                         [](const auto& test) { return "net" + std::to_string(test.index); });

} // namespace
} // namespace tristate::baselines

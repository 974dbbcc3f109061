#include "core/io/store/session_file.h"
#include "core/prune/export_network.h"
#include "core/train/evaluate.h"
#include "core/train/run.h"
#include "tests/support/experiment_variants.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tristate {
namespace {

using train::Checkpoint;

/// A run of an experiment with any options, step by step.
class EveryOption : public testing::TestWithParam<test::Variant> {
protected:
    static constexpr int kSteps = 84; // of 90: into the frozen epoch

    std::shared_ptr<const Checkpoint> start(int threads) const {
        train::Experiment experiment = GetParam().experiment();
        experiment.train.threads = threads;
        return train::freshCheckpoint(experiment, m_data);
    }

    static std::shared_ptr<const Checkpoint> go(std::shared_ptr<const Checkpoint> from, int steps) {
        train::Mailbox mailbox;
        train::Run run(std::move(from), mailbox);
        for (int i = 0; i < steps; ++i) EXPECT_TRUE(run.step());
        return run.checkpoint();
    }

    const std::shared_ptr<const data::Splits> m_data = std::make_shared<const data::Splits>(
        data::Splits{test::tinyImages(600, 1), {}, test::tinyImages(100, 2)});
};

TEST_P(EveryOption, GivesTheSameBitsWithAnyNumberOfThreads) {
    const std::string one = go(start(1), kSteps)->network.signature();
    for (const int threads : {2, 3})
        EXPECT_EQ(go(start(threads), kSteps)->network.signature(), one) << threads << " threads";
}

TEST_P(EveryOption, GoesOnBitForBitFromASavedSession) {
    const std::string whole = go(start(1), kSteps)->network.signature();
    const test::TempDir folder;
    for (const int stop : {7, 50, 79}) {
        io::saveSession(folder / "run.tristate", *go(start(1), stop), {});
        auto opened = std::make_shared<Checkpoint>(*io::openSession(folder / "run.tristate").checkpoint);
        opened->data = m_data;
        EXPECT_EQ(go(opened, kSteps - stop)->network.signature(), whole) << "stopped after " << stop;
    }
}

TEST_P(EveryOption, LosesUnitsAndExportsWhatItIs) {
    const auto end = go(start(2), kSteps);
    const nn::Network& network = end->network;
    int lost = network.originalGates() - static_cast<int>(network.gates().size());
    for (const auto* gates : network.gates()) lost += gates->originalUnits() - gates->openUnits();
    EXPECT_GT(lost, 0);

    const nn::PlainNetwork plain = prune::exportNetwork(network);
    const data::Dataset& test = m_data->test;
    nn::RowMatrix samples(static_cast<Eigen::Index>(test.size()), test.shape.features());
    for (std::size_t i = 0; i < test.size(); ++i)
        test.copySample(i, samples.row(static_cast<Eigen::Index>(i)).data());
    const nn::RowMatrix before = train::logits(network, test, 0, test.size(), 1).matrix();
    const nn::RowMatrix after = nn::predict(plain, samples);
    EXPECT_LE((before - after).cwiseAbs().maxCoeff(), 1e-5f * std::max(1.0f, before.cwiseAbs().maxCoeff()));
}

/// With closed units in place and with them removed, the rest of the network takes the same steps.
TEST_P(EveryOption, LosingClosedUnitsChangesNoLaterStep) {
    const auto closed = std::make_shared<Checkpoint>(*start(1));
    for (auto* gates : closed->network.gates()) {
        gates->estimator = nn::GateEstimator::Threshold; // the others may open again by chance
        for (int unit = 0; unit < gates->units(); unit += 3) {
            gates->width[unit] = 0;
            gates->closedSince[static_cast<std::size_t>(unit)] = 0;
        }
    }
    closed->live.freezeGates = true;
    closed->live.patience = 2;
    const auto shrinking = go(closed, 30);
    closed->live.patience = 0;
    const auto staying = go(closed, 30);
    EXPECT_LT(shrinking->network.gates()[0]->units(), staying->network.gates()[0]->units());
    const auto a = train::logits(shrinking->network, m_data->test, 0, 100, 1);
    const auto b = train::logits(staying->network, m_data->test, 0, 100, 1);
    EXPECT_LE((a - b).abs().maxCoeff(), 2e-3f * std::max(1.0f, b.abs().maxCoeff()));
}

INSTANTIATE_TEST_SUITE_P(Options, EveryOption, testing::ValuesIn(test::everyOption()),
                         [](const auto& test) { return test.param.name; });

} // namespace
} // namespace tristate

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/nn/affine_layer.h"
#include "core/prune/export_network.h"
#include "core/train/checkpoint.h"
#include "core/train/driver.h"
#include "core/train/evaluate.h"
#include "core/train/normalise.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

namespace tristate::train {
namespace {

using testing::FloatNear;

/// Values of units far apart: years, and thousandths.
std::string years() {
    std::string text = "year,share,place,late\n";
    for (int i = 0; i < 200; ++i)
        text += std::to_string(1900 + i % 100) + "," + std::to_string(0.001 * (i % 7)) + "," +
                (i % 3 ? "north" : "south") + "," + (i % 100 > 60 ? "yes" : "no") + "\n";
    return text;
}

class Normalise : public testing::Test {
protected:
    Normalise() {
        m_experiment.data.source = m_dir.write("years.csv", years()).string();
        m_experiment.net = graph::parseGraph("4-8-2");
        m_experiment.train.epochs = 120;
        m_experiment.train.batch = 16;
        m_experiment.train.frozenEpochs = 2;
        m_experiment.train.threads = 1;
    }

    std::shared_ptr<const Checkpoint> start() const {
        return freshCheckpoint(m_experiment,
                               std::make_shared<const data::Splits>(data::load(m_experiment.data)));
    }
    static const nn::AffineLayer<float>& normalisationOf(const nn::Network& network) {
        return dynamic_cast<const nn::AffineLayer<float>&>(*network.layers()[0]);
    }

    Experiment m_experiment;

private:
    test::TempDir m_dir;
};

TEST_F(Normalise, StandsBeforeNetsForTables) {
    EXPECT_EQ(graph::toString(completed(m_experiment).net), "4-norm-8-2");
    EXPECT_EQ(completed(completed(m_experiment)).net, completed(m_experiment).net);
    EXPECT_EQ(graph::parseGraph("4-norm-8-2"), completed(m_experiment).net);
    m_experiment.data.normalise = false;
    EXPECT_EQ(completed(m_experiment), m_experiment);
    m_experiment.data = {.source = "moons"};
    EXPECT_EQ(completed(m_experiment), m_experiment);
    m_experiment.data = {.source = "/nowhere"};
    EXPECT_EQ(completed(m_experiment), m_experiment);
    const graph::Graph residual = graph::parseGraph("1x8x8:4c3+1-[4c3+1]+-ga-2");
    EXPECT_EQ(graph::toString(normalised(residual)), "1x8x8:norm-4c3+1-[4c3+1]+-ga-2");
}

TEST_F(Normalise, HasMeanZeroAndDeviationOneOnTheTrainingPart) {
    m_experiment = completed(m_experiment);
    const auto checkpoint = start();
    const auto& affine = normalisationOf(checkpoint->network);
    const data::Dataset& training = checkpoint->data->train;
    for (int c = 0; c < 2; ++c) {
        double sum = 0, squares = 0;
        for (std::size_t i = 0; i < training.size(); ++i) {
            const double y = affine.scale.value(c, 0) * training.values[i * 4 + static_cast<std::size_t>(c)] +
                             affine.shift.value(c, 0);
            sum += y;
            squares += y * y;
        }
        const auto count = static_cast<double>(training.size());
        EXPECT_NEAR(sum / count, 0, 1e-4);
        EXPECT_NEAR(squares / count, 1, 1e-4);
    }
    for (int c = 2; c < 4; ++c) { // indicators stay what they are
        EXPECT_EQ(affine.scale.value(c, 0), 1);
        EXPECT_EQ(affine.shift.value(c, 0), 0);
    }
}

TEST_F(Normalise, StaysWhileTheNetLearnsAndIsExported) {
    m_experiment = completed(m_experiment);
    const auto begin = start();
    Driver driver(*begin);
    while (!driver.finished()) driver.step();
    const nn::Network& network = driver.network();
    EXPECT_TRUE((normalisationOf(network).scale.value == normalisationOf(begin->network).scale.value).all());
    EXPECT_TRUE((normalisationOf(network).shift.value == normalisationOf(begin->network).shift.value).all());
    EXPECT_LT(evaluate(network, begin->data->test, 1).error, 15.0) << "years alone tell it";

    const nn::PlainNetwork plain = prune::exportNetwork(network, prune::MergeMode::Auto);
    const data::Dataset& test = begin->data->test;
    const auto expected = logits(network, test, 0, test.size(), 1);
    nn::RowMatrix raw(static_cast<Eigen::Index>(test.size()), 4);
    for (std::size_t i = 0; i < test.size(); ++i)
        test.copySample(i, raw.row(static_cast<Eigen::Index>(i)).data());
    EXPECT_GT(raw.maxCoeff(), 1900) << "as people have them";
    EXPECT_LT((nn::predict(plain, raw) - expected.matrix()).cwiseAbs().maxCoeff(), 1e-3f);
}

} // namespace
} // namespace tristate::train

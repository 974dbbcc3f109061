#include "core/base/error.h"
#include "core/io/export/import_model.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/prune/export_network.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::ElementsAre;

namespace {

/// Two samples of two channels with two values each.
data::Dataset fourValues() {
    data::Dataset set;
    set.name = "four";
    set.shape = {2, 1, 2};
    set.classes = 2;
    set.values = {0, 0.5f, 1, 1, 0.5f, 1, 0, 0};
    set.labels = {0, 1};
    return set;
}

TEST(InputRange, OfTheDataMakesMeanZeroAndDeviationOne) {
    const data::Dataset set = fourValues();
    const InputRange range = inputRange("data", set);
    ASSERT_EQ(range.scale.size(), 2U);
    for (std::size_t channel = 0; channel < 2; ++channel) {
        double sum = 0, squares = 0;
        for (const std::size_t i : {0, 1, 4, 5}) {
            const double y = range.scale[channel] * set.values[2 * channel + i] + range.shift[channel];
            sum += y;
            squares += y * y;
        }
        EXPECT_NEAR(sum, 0, 1e-5);
        EXPECT_NEAR(squares / 4, 1, 1e-5);
    }
    EXPECT_THROW(inputRange("0..2", set), Error);
    EXPECT_TRUE(inputRange("0..1", set).isUnit());
}

TEST(InputRange, InFrontOfANetworkGivesItTheValuesItKnows) {
    Rng rng(4);
    const PlainNetwork network =
        chainOf({2, 6, 6}, {randomConv(3, 2, 3, 1, 1, rng), graph::Relu{}, randomDense(4, 108, rng)});
    const RowMatrix samples = randomSamples(5, {2, 6, 6}, rng);
    PlainNetwork with = network;
    putInFront(with, normalising({0.4f, 0.1f}, {0.2f, 0.5f}));
    RowMatrix normal = samples;
    for (Eigen::Index i = 0; i < normal.cols(); ++i)
        normal.col(i).array() =
            i < 36 ? (samples.col(i).array() - 0.4f) / 0.2f : (samples.col(i).array() - 0.1f) / 0.5f;
    const RowMatrix expected = predict(network, normal);
    EXPECT_LE((predict(with, samples) - expected).cwiseAbs().maxCoeff(),
              1e-5f * expected.cwiseAbs().maxCoeff());
    // It comes back from a file, and stays when the network is trained and exported.
    const test::TempDir folder;
    writeOnnx(folder / "with.onnx", with, {});
    const ImportedModel model = importModel(folder / "with.onnx");
    const PlainNetwork again = prune::exportNetwork(*model.network, prune::MergeMode::Never);
    EXPECT_LE((predict(again, samples) - expected).cwiseAbs().maxCoeff(),
              1e-4f * expected.cwiseAbs().maxCoeff());
    EXPECT_THROW(putInFront(with, normalising({0.5f, 0.5f, 0.5f}, {1, 1, 1})), Error);
    EXPECT_THROW(normalising({0}, {0}), Error);
    EXPECT_THROW(normalising({0, 0}, {1}), Error);
}

TEST(InputRange, OfFlatSamplesIsSharedByEachChannelsValues) {
    Rng rng(4);
    PlainNetwork network = chainOf({4, 1, 1}, {randomDense(2, 4, rng)});
    putInFront(network, normalising({0, 1}, {1, 0.5f}));
    EXPECT_THAT(std::vector<float>(network.weights[0].weight.data(), network.weights[0].weight.data() + 4),
                ElementsAre(1, 1, 2, 2));
}

} // namespace

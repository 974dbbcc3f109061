#include "core/nn/affine_layer.h"
#include "core/nn/feature_gates.h"
#include "core/nn/global_average.h"
#include "core/nn/join_layer.h"
#include "tests/support/random_activation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <span>
#include <vector>

// Layers of a line or two of arithmetic, each beside that arithmetic written out.

namespace tristate::nn {
namespace {

using testing::ElementsAre;
using Maps = Activation<double>;

constexpr Pass kPass{2 * kLanes, Purpose::Training, 1, 1};
constexpr GroupRange kAll{0, 2};

Maps randomMaps(Shape shape, std::uint64_t seed) {
    Rng rng(seed);
    return test::randomActivation<double>(shape.features(), kAll.end, rng);
}

/// Loud where a layer leaves something unwritten.
Maps poisoned(Shape shape) {
    Maps maps;
    maps.resize(shape.features(), kAll.end);
    for (int g = 0; g < kAll.end; ++g) maps.map(g).setConstant(std::numeric_limits<double>::quiet_NaN());
    return maps;
}

double at(const Maps& maps, int group, int feature, int lane) {
    return maps.group(group)[feature * kLanes + lane];
}

/// Calls check(group, lane) for all samples.
template <class Check>
void forSamples(Check check) {
    for (int g = kAll.begin; g < kAll.end; ++g)
        for (int lane = 0; lane < kLanes; ++lane) check(g, lane);
}

TEST(GlobalAverage, IsTheMeanOfAMapAndGivesEachPixelItsShare) {
    const Shape shape{3, 4, 5};
    const GlobalAverage<double> layer(shape);
    const Maps input = randomMaps(shape, 1);
    Tape<double> tape;
    layer.prepare(tape, kPass);
    layer.forward(input, tape, kAll);
    tape.outputGradient = randomMaps({3}, 2);
    Maps gradient = poisoned(shape);
    layer.backward(input, tape, &gradient, kAll);
    forSamples([&](int g, int lane) {
        for (int c = 0; c < 3; ++c) {
            double sum = 0;
            for (int p = 0; p < 20; ++p) {
                sum += at(input, g, c * 20 + p, lane);
                EXPECT_NEAR(at(gradient, g, c * 20 + p, lane), at(tape.outputGradient, g, c, lane) / 20,
                            1e-15);
            }
            EXPECT_NEAR(at(tape.output, g, c, lane), sum / 20, 1e-14);
        }
    });
}

TEST(AffineLayer, ScalesAndShiftsEveryChannelAndLearnsBoth) {
    const Shape shape{2, 3, 3};
    AffineLayer<double> layer("a", shape);
    layer.scale.value << 2, -0.5;
    layer.shift.value << 1, 3;
    const Maps input = randomMaps(shape, 1);
    Tape<double> tape;
    layer.prepare(tape, kPass);
    layer.forward(input, tape, kAll);
    tape.outputGradient = randomMaps(shape, 2);
    Maps gradient = poisoned(shape);
    layer.backward(input, tape, &gradient, kAll);
    layer.scale.gradient.setConstant(std::numeric_limits<double>::quiet_NaN());
    layer.shift.gradient = layer.scale.gradient;
    layer.gradient(input, tape, 0);
    std::array<double, 2> ofScale{}, ofShift{};
    forSamples([&](int g, int lane) {
        for (int i = 0; i < shape.features(); ++i) {
            const auto c = static_cast<std::size_t>(i / 9);
            const double scale = c == 0 ? 2 : -0.5, shift = c == 0 ? 1 : 3;
            const double x = at(input, g, i, lane), dy = at(tape.outputGradient, g, i, lane);
            EXPECT_NEAR(at(tape.output, g, i, lane), scale * x + shift, 1e-14);
            EXPECT_NEAR(at(gradient, g, i, lane), scale * dy, 1e-14);
            ofScale[c] += x * dy;
            ofShift[c] += dy;
        }
    });
    for (int c = 0; c < 2; ++c) {
        EXPECT_NEAR(layer.scale.gradient(c, 0), ofScale[static_cast<std::size_t>(c)], 1e-12);
        EXPECT_NEAR(layer.shift.gradient(c, 0), ofShift[static_cast<std::size_t>(c)], 1e-12);
    }
}

TEST(AffineLayer, KeepsTheNumbersOfTheChannelsThatStay) {
    AffineLayer<double> layer("a", {4, 1, 2});
    layer.scale.value << 1, 2, 3, 4;
    layer.shift.value << 5, 6, 7, 8;
    const std::vector<int> kept{0, 3};
    layer.selectOutputs(kept);
    EXPECT_EQ(layer.outputShape(), (Shape{2, 1, 2}));
    EXPECT_EQ(layer.scale.value(1, 0), 4);
    EXPECT_EQ(layer.shift.value(1, 0), 8);
}

TEST(AddLayer, IsTheSumAndHandsItsGradientToEveryInput) {
    const Shape shape{2, 2, 3};
    const AddLayer<double> layer(shape);
    const std::array inputs{randomMaps(shape, 1), randomMaps(shape, 2), randomMaps(shape, 3)};
    const std::array<const Maps*, 3> pointers{&inputs[0], &inputs[1], &inputs[2]};
    Tape<double> tape;
    layer.prepare(tape, kPass);
    layer.join(pointers, tape, kAll);
    tape.outputGradient = randomMaps(shape, 4);
    Maps written = poisoned(shape), added = randomMaps(shape, 5);
    const Maps before = randomMaps(shape, 5);
    layer.split(tape, 1, written, false, kAll);
    layer.split(tape, 2, added, true, kAll);
    forSamples([&](int g, int lane) {
        for (int i = 0; i < shape.features(); ++i) {
            const double dy = at(tape.outputGradient, g, i, lane);
            EXPECT_NEAR(at(tape.output, g, i, lane),
                        at(inputs[0], g, i, lane) + at(inputs[1], g, i, lane) + at(inputs[2], g, i, lane),
                        1e-14);
            EXPECT_EQ(at(written, g, i, lane), dy);
            EXPECT_EQ(at(added, g, i, lane), at(before, g, i, lane) + dy);
        }
    });
}

TEST(ConcatLayer, PutsMapsSideBySideAndCutsItsGradient) {
    const Shape first{2, 2, 2}, second{3, 2, 2};
    ConcatLayer<double> layer({first, second});
    EXPECT_EQ(layer.outputShape(), (Shape{5, 2, 2}));
    const Maps a = randomMaps(first, 1), b = randomMaps(second, 2);
    const std::array<const Maps*, 2> inputs{&a, &b};
    Tape<double> tape;
    layer.prepare(tape, kPass);
    layer.join(inputs, tape, kAll);
    tape.outputGradient = randomMaps(layer.outputShape(), 3);
    Maps ofFirst = poisoned(first), ofSecond = randomMaps(second, 4);
    const Maps before = randomMaps(second, 4);
    layer.split(tape, 0, ofFirst, false, kAll);
    layer.split(tape, 1, ofSecond, true, kAll);
    forSamples([&](int g, int lane) {
        for (int i = 0; i < 8; ++i) {
            EXPECT_EQ(at(tape.output, g, i, lane), at(a, g, i, lane));
            EXPECT_EQ(at(ofFirst, g, i, lane), at(tape.outputGradient, g, i, lane));
        }
        for (int i = 0; i < 12; ++i) {
            EXPECT_EQ(at(tape.output, g, 8 + i, lane), at(b, g, i, lane));
            EXPECT_EQ(at(ofSecond, g, i, lane),
                      at(before, g, i, lane) + at(tape.outputGradient, g, 8 + i, lane));
        }
    });
    layer.resizeInput(0, 1);
    EXPECT_EQ(layer.outputShape(), (Shape{4, 2, 2}));
}

TEST(FeatureGates, MultiplyTheValuesThatAreLeft) {
    const Shape shape{2, 1, 3};
    FeatureGates<double> layer(shape, {0, 1, 2, 3, 4, 5});
    const std::vector<int> kept{1, 4, 5};
    layer.selectOutputs(kept);
    const Maps input = randomMaps(shape, 1);
    Tape<double> tape;
    layer.prepare(tape, kPass);
    tape.gateValues.resize(3);
    tape.gateValues << 1, 0.25, 0;
    layer.forward(input, tape, kAll);
    tape.outputGradient = randomMaps({3}, 2);
    Maps gradient = poisoned(shape);
    layer.backward(input, tape, &gradient, kAll);
    std::array<std::array<double, 3>, 2> ofGates{};
    forSamples([&](int g, int lane) {
        for (int j = 0; j < 3; ++j) {
            const int from = kept[static_cast<std::size_t>(j)];
            EXPECT_EQ(at(tape.output, g, j, lane), tape.gateValues[j] * at(input, g, from, lane));
            EXPECT_EQ(at(gradient, g, from, lane), tape.gateValues[j] * at(tape.outputGradient, g, j, lane));
            ofGates[static_cast<std::size_t>(g)][static_cast<std::size_t>(j)] +=
                at(tape.outputGradient, g, j, lane) * at(input, g, from, lane);
        }
        for (const int gone : {0, 2, 3}) EXPECT_EQ(at(gradient, g, gone, lane), 0);
    });
    for (int g = 0; g < 2; ++g)
        for (int j = 0; j < 3; ++j)
            EXPECT_NEAR(tape.partials(g, j),
                        ofGates[static_cast<std::size_t>(g)][static_cast<std::size_t>(j)], 1e-13);
}

TEST(FeatureGates, LoseTheValuesOfAMapThatLeaves) {
    FeatureGates<double> layer({3, 2, 2}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    const std::vector<int> values{0, 3, 5, 8, 11}, maps{0, 2};
    layer.selectOutputs(values);
    EXPECT_THAT(layer.outputsOf(maps), ElementsAre(0, 1, 3, 4));
    layer.selectInputs(maps);
    EXPECT_THAT(layer.source(), ElementsAre(0, 3, 4, 7)) << "map 2 is map 1 now";
    EXPECT_EQ(layer.inputShape(), (Shape{2, 2, 2}));
}

} // namespace
} // namespace tristate::nn

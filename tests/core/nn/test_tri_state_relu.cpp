#include "core/base/rng.h"
#include "core/nn/tri_state_relu.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tristate::nn {
namespace {

using testing::ElementsAre;

struct Fixture {
    TriStateRelu<double> layer;
    Activation<double> input, inputGradient;
    Tape<double> tape;

    explicit Fixture(Shape shape, int groups = 1) : layer(shape) {
        Rng rng(3);
        input.resize(shape.features(), groups);
        inputGradient.resize(shape.features(), groups);
        layer.prepare(tape, {.samples = groups * kLanes, .purpose = Purpose::Training});
        for (int g = 0; g < groups; ++g) {
            for (int i = 0; i < shape.features() * kLanes; ++i) input.group(g)[i] = rng.normal();
            for (int i = 0; i < shape.features() * kLanes; ++i)
                tape.outputGradient.group(g)[i] = rng.normal();
        }
    }
    void run() {
        const GroupRange all{0, input.groups()};
        layer.drawGateValues(tape);
        layer.forward(input, tape, all);
        layer.backward(input, tape, &inputGradient, all);
        layer.reduceGateGradients(tape);
    }
};

/// Equation 3.2, value by value.
double tsRelu(double x, double w, double d) {
    return x >= 0 ? w * x : w * d * x;
}

TEST(TriStateRelu, ComputesTheFormulaWithThresholdedGates) {
    for (const double w : {0.0, 0.49, 0.5, 1.0})
        for (const double d : {0.0, 0.49, 0.5, 1.0}) {
            Fixture f({3});
            f.layer.width.setConstant(w);
            f.layer.depth = d;
            f.run();
            for (int i = 0; i < 3 * kLanes; ++i) {
                const double x = f.input.group(0)[i];
                EXPECT_DOUBLE_EQ(f.tape.output.group(0)[i], tsRelu(x, w >= 0.5, d >= 0.5))
                    << "w " << w << " d " << d;
            }
        }
}

TEST(TriStateRelu, GateGradientsAreStraightThrough) {
    // The gradient by a gate is the derivative of the formula by a real-valued gate, taken at the thresholded
    // gates.
    constexpr double kEpsilon = 1e-6;
    for (const double d : {0.2, 0.8}) {
        Fixture f({4, 2, 3}, 2);
        f.layer.width << 0.1, 0.6, 1.0, 0.4;
        f.layer.depth = d;
        f.run();
        const auto lossAt = [&](const Eigen::Array4d& w, double depth) {
            double sum = 0;
            for (int g = 0; g < 2; ++g)
                for (int feature = 0; feature < 24; ++feature)
                    for (int lane = 0; lane < kLanes; ++lane) {
                        const int i = feature * kLanes + lane;
                        sum += f.tape.outputGradient.group(g)[i] *
                               tsRelu(f.input.group(g)[i], w[feature / 6], depth);
                    }
            return sum;
        };
        const Eigen::Array4d w(0, 1, 1, 0);
        const double thresholded = d >= 0.5;
        for (int unit = 0; unit < 4; ++unit) {
            Eigen::Array4d step = Eigen::Array4d::Zero();
            step[unit] = kEpsilon;
            const double expected =
                (lossAt(w + step, thresholded) - lossAt(w - step, thresholded)) / (2 * kEpsilon);
            EXPECT_NEAR(f.layer.widthGradient[unit], expected, 1e-6 * (1 + std::abs(expected)));
        }
        const double expected =
            (lossAt(w, thresholded + kEpsilon) - lossAt(w, thresholded - kEpsilon)) / (2 * kEpsilon);
        EXPECT_NEAR(f.layer.depthGradient, expected, 1e-6 * (1 + std::abs(expected)));
    }
}

TEST(TriStateRelu, ASlopeStandsBetweenZeroAndTheLinearLayer) {
    constexpr double kSlope = 0.3;
    const auto leaky = [](double x, double w, double d) { return tsRelu(x, w, kSlope + (1 - kSlope) * d); };
    for (const double d : {0.0, 1.0}) {
        Fixture f({2});
        f.layer.slope = kSlope;
        f.layer.depth = d;
        f.run();
        double ofWidth = 0, ofDepth = 0;
        for (int i = 0; i < 2 * kLanes; ++i) {
            const double x = f.input.group(0)[i], dy = f.tape.outputGradient.group(0)[i];
            EXPECT_DOUBLE_EQ(f.tape.output.group(0)[i], leaky(x, 1, d));
            EXPECT_DOUBLE_EQ(f.inputGradient.group(0)[i], x >= 0 ? dy : -dy * leaky(-1, 1, d));
            if (i < kLanes) ofWidth += dy * leaky(x, 1, d);
            ofDepth += dy * (leaky(x, 1, 1) - leaky(x, 1, 0));
        }
        EXPECT_NEAR(f.layer.widthGradient[0], ofWidth, 1e-12);
        EXPECT_NEAR(f.layer.depthGradient, ofDepth, 1e-12);
    }
}

TEST(TriStateRelu, InputGradientIsTheSlope) {
    Fixture f({2});
    f.layer.width << 1.0, 0.0;
    f.run();
    for (int lane = 0; lane < kLanes; ++lane) {
        const double x = f.input.group(0)[lane];
        EXPECT_DOUBLE_EQ(f.inputGradient.group(0)[lane], x >= 0 ? f.tape.outputGradient.group(0)[lane] : 0.0);
        EXPECT_DOUBLE_EQ(f.inputGradient.group(0)[kLanes + lane], 0.0) << "a closed unit passes no gradient";
    }
}

TEST(TriStateRelu, RemembersOriginalIndicesWhenUnitsAreRemoved) {
    TriStateRelu<float> layer({5});
    layer.width << 0.1f, 0.9f, 0.2f, 0.8f, 0.7f;
    const std::vector<int> first = {1, 3, 4}, second = {0, 2};
    layer.selectOutputs(first);
    layer.selectOutputs(second);
    EXPECT_THAT(layer.original, ElementsAre(1, 4));
    EXPECT_EQ(layer.units(), 2);
    EXPECT_THAT(layer.originalGates(), ElementsAre(0.0f, 0.9f, 0.0f, 0.0f, 0.7f));
}

} // namespace
} // namespace tristate::nn

#include "core/base/rng.h"
#include "core/nn/gates.h"
#include "core/nn/tri_state_relu.h"
#include "core/nn/units_left.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tristate::nn {
namespace {

using testing::ElementsAre;

struct Fixture {
    TriStateRelu<double> layer;
    Gates<double> gates;
    Activation<double> input, inputGradient;
    Tape<double> tape;

    explicit Fixture(Shape shape, int groups = 1, double slope = 0, double cap = 0)
        : layer(shape, slope, cap), gates(allUnits(shape.channels), shape.channels) {
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
        tape.gateValues = gates.draw(tape.pass);
        tape.linear = gates.isLinear();
        tape.wantsDepth = true;
        layer.forward(input, tape, all);
        layer.backward(input, tape, &inputGradient, all);
        gates.clearGradients();
        gates.widthGradient += tape.partials.colwise().sum().head(gates.units()).transpose();
        gates.depthGradient = tape.partials.col(gates.units()).sum();
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
            f.gates.width.setConstant(w);
            f.gates.depth = d;
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
    constexpr double kStep = 1e-6;
    for (const double d : {0.2, 0.8}) {
        Fixture f({4, 2, 3}, 2);
        f.gates.width << 0.1, 0.6, 1.0, 0.4;
        f.gates.depth = d;
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
            step[unit] = kStep;
            const double expected =
                (lossAt(w + step, thresholded) - lossAt(w - step, thresholded)) / (2 * kStep);
            EXPECT_NEAR(f.gates.widthGradient[unit], expected, 1e-6 * (1 + std::abs(expected)));
        }
        const double expected =
            (lossAt(w, thresholded + kStep) - lossAt(w, thresholded - kStep)) / (2 * kStep);
        EXPECT_NEAR(f.gates.depthGradient, expected, 1e-6 * (1 + std::abs(expected)));
    }
}

TEST(TriStateRelu, ASlopeStandsBetweenZeroAndTheLinearLayer) {
    constexpr double kSlope = 0.3;
    const auto leaky = [](double x, double w, double d) { return tsRelu(x, w, kSlope + (1 - kSlope) * d); };
    for (const double d : {0.0, 1.0}) {
        Fixture f({2}, 1, kSlope);
        f.gates.depth = d;
        f.run();
        double ofWidth = 0, ofDepth = 0;
        for (int i = 0; i < 2 * kLanes; ++i) {
            const double x = f.input.group(0)[i], dy = f.tape.outputGradient.group(0)[i];
            EXPECT_DOUBLE_EQ(f.tape.output.group(0)[i], leaky(x, 1, d));
            EXPECT_DOUBLE_EQ(f.inputGradient.group(0)[i], x >= 0 ? dy : -dy * leaky(-1, 1, d));
            if (i < kLanes) ofWidth += dy * leaky(x, 1, d);
            ofDepth += dy * (leaky(x, 1, 1) - leaky(x, 1, 0));
        }
        EXPECT_NEAR(f.gates.widthGradient[0], ofWidth, 1e-12);
        EXPECT_NEAR(f.gates.depthGradient, ofDepth, 1e-12);
    }
}

TEST(TriStateRelu, InputGradientIsTheSlope) {
    Fixture f({2});
    f.gates.width << 1.0, 0.0;
    f.run();
    for (int lane = 0; lane < kLanes; ++lane) {
        const double x = f.input.group(0)[lane];
        EXPECT_DOUBLE_EQ(f.inputGradient.group(0)[lane], x >= 0 ? f.tape.outputGradient.group(0)[lane] : 0.0);
        EXPECT_DOUBLE_EQ(f.inputGradient.group(0)[kLanes + lane], 0.0) << "a closed unit passes no gradient";
    }
}

TEST(TriStateRelu, ACapIsTheFormulaOfTheCappedInput) {
    constexpr double kCap = 0.6, kSlope = 0.2;
    for (const double d : {0.0, 1.0}) {
        Fixture f({2}, 1, kSlope, kCap);
        f.gates.depth = d;
        f.run();
        double ofWidth = 0;
        for (int i = 0; i < 2 * kLanes; ++i) {
            const double x = f.input.group(0)[i], dy = f.tape.outputGradient.group(0)[i];
            const double capped = std::min(x, kCap), y = tsRelu(capped, 1, kSlope + (1 - kSlope) * d);
            EXPECT_DOUBLE_EQ(f.tape.output.group(0)[i], y);
            const double slope = x >= kCap ? 0 : x >= 0 ? 1 : kSlope + (1 - kSlope) * d;
            EXPECT_DOUBLE_EQ(f.inputGradient.group(0)[i], dy * slope);
            if (i < kLanes) ofWidth += dy * y;
        }
        EXPECT_NEAR(f.gates.widthGradient[0], ofWidth, 1e-12);
    }
}

TEST(Gates, RememberOriginalIndicesWhenUnitsAreRemoved) {
    Gates<float> gates(allUnits(5), 5);
    gates.width << 0.1f, 0.9f, 0.2f, 0.8f, 0.7f;
    const std::vector<int> first = {1, 3, 4}, second = {0, 2};
    gates.keep(first);
    gates.keep(second);
    EXPECT_THAT(gates.original, ElementsAre(1, 4));
    EXPECT_EQ(gates.units(), 2);
    EXPECT_THAT(gates.originalGates(), ElementsAre(0.0f, 0.9f, 0.0f, 0.0f, 0.7f));
}

} // namespace
} // namespace tristate::nn

#include "core/nn/response_norm.h"
#include "tests/support/random_activation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tristate::nn {
namespace {

using Maps = Activation<double>;

constexpr Pass kPass{2 * kLanes, Purpose::Training, 1, 1};
constexpr GroupRange kAll{0, 2};

double at(const Maps& maps, int group, int feature, int lane) {
    return maps.group(group)[feature * kLanes + lane];
}

struct Case {
    Shape shape;
    graph::ResponseNorm spec;
    std::vector<bool> isOpen; ///< of every channel
};

/// Section 3.3 of the paper, over the channels that are open: their values at one position, in order.
std::vector<double> definition(const graph::ResponseNorm& spec, const std::vector<double>& x) {
    const int count = static_cast<int>(x.size());
    std::vector<double> y;
    for (int c = 0; c < count; ++c) {
        double squares = 0;
        for (int k = std::max(0, c - (spec.size - 1) / 2); k <= std::min(count - 1, c + spec.size / 2); ++k)
            squares += x[static_cast<std::size_t>(k)] * x[static_cast<std::size_t>(k)];
        const double sum =
            static_cast<double>(spec.bias) + static_cast<double>(spec.alpha) / spec.size * squares;
        y.push_back(x[static_cast<std::size_t>(c)] / std::pow(sum, static_cast<double>(spec.beta)));
    }
    return y;
}

class ResponseNorms : public testing::TestWithParam<Case> {
protected:
    ResponseNorms() {
        Rng rng(3);
        const int positions = m_shape.positions();
        m_input = test::randomActivation<double>(m_shape.features(), kAll.end, rng);
        m_tape.gateValues.resize(m_shape.channels);
        for (int c = 0; c < m_shape.channels; ++c) {
            const bool isOpen = GetParam().isOpen[static_cast<std::size_t>(c)];
            m_tape.gateValues[c] = isOpen ? 1 : 0;
            if (isOpen) continue; // a gate that is closed multiplies by 0
            for (int g = 0; g < kAll.end; ++g) m_input.map(g).middleCols(c * positions, positions).setZero();
        }
        m_layer.prepare(m_tape, kPass);
        for (int g = 0; g < kAll.end; ++g) m_tape.output.map(g).setConstant(std::nan(""));
        m_layer.forward(m_input, m_tape, kAll);
    }

    /// The sum of all outputs, each by its weight: what a loss beyond is to first order.
    double weighted(const Maps& weights) {
        double sum = 0;
        m_layer.forward(m_input, m_tape, kAll);
        for (int g = 0; g < kAll.end; ++g) sum += (m_tape.output.map(g) * weights.map(g)).sum();
        return sum;
    }

    const Shape m_shape = GetParam().shape;
    const ResponseNorm<double> m_layer{GetParam().shape, GetParam().spec};
    Maps m_input;
    Tape<double> m_tape;
};

TEST_P(ResponseNorms, AreTheirDefinitionOverTheOpenChannels) {
    for (int g = 0; g < kAll.end; ++g)
        for (int lane = 0; lane < kLanes; ++lane)
            for (int position = 0; position < m_shape.positions(); ++position) {
                std::vector<double> open;
                for (int c = 0; c < m_shape.channels; ++c)
                    if (GetParam().isOpen[static_cast<std::size_t>(c)])
                        open.push_back(at(m_input, g, c * m_shape.positions() + position, lane));
                const std::vector<double> expected = definition(GetParam().spec, open);
                std::size_t next = 0;
                for (int c = 0; c < m_shape.channels; ++c) {
                    const double value = at(m_tape.output, g, c * m_shape.positions() + position, lane);
                    if (GetParam().isOpen[static_cast<std::size_t>(c)])
                        EXPECT_NEAR(value, expected[next++], 1e-7) << "channel " << c;
                    else
                        EXPECT_EQ(value, 0) << "channel " << c;
                }
            }
}

TEST_P(ResponseNorms, HaveTheGradientOfCentralDifferences) {
    Rng rng(4);
    m_tape.outputGradient = test::randomActivation<double>(m_shape.features(), kAll.end, rng);
    Maps gradient;
    gradient.resize(m_shape.features(), kAll.end);
    for (int g = 0; g < kAll.end; ++g) gradient.map(g).setConstant(std::nan(""));
    m_layer.backward(m_input, m_tape, &gradient, kAll);
    constexpr double kStep = 1e-5;
    for (int c = 0; c < m_shape.channels; ++c) {
        if (!GetParam().isOpen[static_cast<std::size_t>(c)]) continue;
        const int feature = c * m_shape.positions() + c % m_shape.positions(), lane = (5 * c + 1) % kLanes;
        double& value = m_input.group(1)[feature * kLanes + lane];
        const double before = value;
        value = before + kStep;
        const double more = weighted(m_tape.outputGradient);
        value = before - kStep;
        const double less = weighted(m_tape.outputGradient);
        value = before;
        EXPECT_NEAR(at(gradient, 1, feature, lane), (more - less) / (2 * kStep), 1e-6) << "channel " << c;
    }
}

TEST_P(ResponseNorms, OfTheOpenChannelsAloneAreTheSame) {
    std::vector<int> kept;
    for (int c = 0; c < m_shape.channels; ++c)
        if (GetParam().isOpen[static_cast<std::size_t>(c)]) kept.push_back(c);
    ResponseNorm<double> smaller = m_layer;
    smaller.selectInputs(kept);
    const int positions = m_shape.positions();
    Maps input;
    input.resize(smaller.inputShape().features(), kAll.end);
    Tape<double> tape;
    tape.gateValues.setOnes(static_cast<Eigen::Index>(kept.size()));
    for (int g = 0; g < kAll.end; ++g)
        for (std::size_t i = 0; i < kept.size(); ++i)
            input.map(g).middleCols(static_cast<int>(i) * positions, positions) =
                m_input.map(g).middleCols(kept[i] * positions, positions);
    smaller.prepare(tape, kPass);
    smaller.forward(input, tape, kAll);
    for (int g = 0; g < kAll.end; ++g)
        for (std::size_t i = 0; i < kept.size(); ++i)
            EXPECT_TRUE((tape.output.map(g).middleCols(static_cast<int>(i) * positions, positions) ==
                         m_tape.output.map(g).middleCols(kept[i] * positions, positions))
                            .all())
                << "channel " << kept[i];
}

INSTANTIATE_TEST_SUITE_P(
    Windows, ResponseNorms,
    testing::Values(
        Case{{6, 2, 3}, {.size = 5, .alpha = 0.3f, .beta = 0.75f, .bias = 1}, std::vector(6, true)},
        Case{{6, 2, 3}, {.size = 4, .alpha = 2, .beta = 0.5f, .bias = 2}, std::vector(6, true)},
        Case{{2, 1, 1}, {.size = 5, .alpha = 1, .beta = 0.75f, .bias = 1}, std::vector(2, true)},
        Case{{7, 2, 2},
             {.size = 3, .alpha = 1, .beta = 0.75f, .bias = 1},
             {false, true, true, false, false, true, true}},
        Case{{5, 1, 2},
             {.size = 4, .alpha = 1, .beta = 0.6f, .bias = 0.5f},
             {true, false, true, true, false}}));

} // namespace
} // namespace tristate::nn

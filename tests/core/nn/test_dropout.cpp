#include "core/nn/dropout.h"
#include "tests/support/random_activation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tristate::nn {
namespace {

constexpr int kDropoutSamples = 70; ///< the last group is not full
const Shape kMaps{6, 5, 4};

/// What a layer of dropout does to ones: the factors of its values, [group][feature][lane].
class Ones {
public:
    explicit Ones(const Dropout<double>& layer, std::uint64_t seed = 1, std::uint64_t minibatch = 1) {
        const Pass pass{kDropoutSamples, Purpose::Training, seed, minibatch};
        m_input.resize(layer.inputShape().features(), pass.groups());
        for (int g = 0; g < pass.groups(); ++g) m_input.map(g).setOnes();
        layer.prepare(m_tape, pass);
        layer.forward(m_input, m_tape, {0, pass.groups()});
    }

    int groups() const { return m_tape.output.groups(); }
    double at(int group, int feature, int lane) const {
        return m_tape.output.group(group)[feature * kLanes + lane];
    }
    const Activation<double>& input() const { return m_input; }
    Tape<double>& tape() { return m_tape; }

    friend bool operator==(const Ones& a, const Ones& b) {
        for (int g = 0; g < a.groups(); ++g)
            if ((a.m_tape.output.map(g) != b.m_tape.output.map(g)).any()) return false;
        return true;
    }

private:
    Activation<double> m_input;
    Tape<double> m_tape;
};

Dropout<double> dropout(int percent, int index = 0) {
    return {kMaps, percent, index, {0, 1, 2, 3, 4, 5}};
}

TEST(Dropout, DropsAsOftenAsItsShareSaysAndKeepsTheMean) {
    for (const int percent : {10, 50, 80}) {
        const Ones ones(dropout(percent));
        double sum = 0;
        int dropped = 0, values = 0;
        for (int g = 0; g < ones.groups(); ++g)
            for (int feature = 0; feature < kMaps.features(); ++feature)
                for (int lane = 0; lane < kLanes; ++lane, ++values) {
                    sum += ones.at(g, feature, lane);
                    dropped += ones.at(g, feature, lane) == 0;
                }
        const double p = percent / 100.0, deviation = std::sqrt(p * (1 - p) / values);
        EXPECT_NEAR(static_cast<double>(dropped) / values, p, 4 * deviation) << percent;
        EXPECT_NEAR(sum / values, 1, 4 * deviation / (1 - p)) << percent;
    }
}

TEST(Dropout, MultipliesWhatIsKeptByOneOverTheShareOfIt) {
    const Ones ones(dropout(75));
    for (int feature = 0; feature < kMaps.features(); ++feature) {
        const double factor = ones.at(0, feature, 3);
        EXPECT_TRUE(factor == 0 || std::abs(factor - 4) < 1e-12) << factor;
    }
}

TEST(Dropout, IsTheSameForTheSameMinibatchAndAnotherForAnother) {
    const Ones first(dropout(50), 3, 8);
    EXPECT_EQ(first, Ones(dropout(50), 3, 8));
    EXPECT_FALSE(first == Ones(dropout(50), 3, 9)) << "the next minibatch";
    EXPECT_FALSE(first == Ones(dropout(50), 4, 8)) << "another seed";
    EXPECT_FALSE(first == Ones(dropout(50, 1), 3, 8)) << "another layer of the same network";
}

TEST(Dropout, ARemovedChannelChangesNoOther) {
    const Ones whole(dropout(40));
    auto layer = dropout(40);
    const std::vector<int> kept{1, 4, 5};
    layer.selectOutputs(kept);
    ASSERT_EQ(layer.outputShape(), (Shape{3, kMaps.height, kMaps.width}));
    const std::vector<int> again{0, 2}; // of those that are left: 1 and 5
    layer.selectInputs(again);
    const Ones left(layer);
    for (int g = 0; g < whole.groups(); ++g)
        for (int channel = 0; channel < 2; ++channel)
            for (int position = 0; position < kMaps.positions(); ++position)
                for (int lane = 0; lane < kLanes; ++lane)
                    ASSERT_EQ(left.at(g, channel * kMaps.positions() + position, lane),
                              whole.at(g, (channel == 0 ? 1 : 5) * kMaps.positions() + position, lane));
}

TEST(Dropout, DropsTheGradientOfWhatItDropped) {
    const auto layer = dropout(50);
    Ones ones(layer);
    Rng rng(2);
    ones.tape().outputGradient = test::randomActivation<double>(kMaps.features(), ones.groups(), rng);
    Activation<double> gradient;
    gradient.resize(kMaps.features(), ones.groups());
    layer.backward(ones.input(), ones.tape(), &gradient, {0, ones.groups()});
    for (int g = 0; g < ones.groups(); ++g)
        EXPECT_TRUE((gradient.map(g) == ones.tape().outputGradient.map(g) * ones.tape().output.map(g)).all());
}

TEST(Dropout, IsNothingAfterTraining) {
    const auto layer = dropout(50);
    Activation<double> input;
    const Pass pass{kDropoutSamples, Purpose::Inference, 1, 1};
    input.resize(kMaps.features(), pass.groups());
    for (int g = 0; g < pass.groups(); ++g)
        for (int i = 0; i < kMaps.features() * kLanes; ++i) input.group(g)[i] = 0.25 * i - g;
    Tape<double> tape;
    layer.prepare(tape, pass);
    layer.forward(input, tape, {0, pass.groups()});
    for (int g = 0; g < pass.groups(); ++g) EXPECT_TRUE((tape.output.map(g) == input.map(g)).all());
}

} // namespace
} // namespace tristate::nn

#include "core/nn/loss.h"
#include "tests/support/random_activation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace tristate::nn {
namespace {

using testing::Each;
using testing::ElementsAre;

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// The loss of some samples, whose logits are rows.
struct Losses {
    Losses(const std::vector<std::vector<float>>& rows, std::vector<std::uint32_t> labels)
        : loss(labels.size(), kNaN), wrong(labels.size(), 7) {
        const int groups = groupsFor(static_cast<int>(rows.size()));
        logits.resize(static_cast<int>(rows.front().size()), groups);
        gradient.resize(logits.features(), groups);
        for (int g = 0; g < groups; ++g) {
            logits.map(g).setConstant(kNaN); // lanes without a sample may hold anything
            gradient.map(g).setConstant(kNaN);
        }
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (std::size_t c = 0; c < rows[i].size(); ++c) at(logits, i, c) = rows[i][c];
        softmaxCrossEntropy<float>(logits, labels, {0, groups}, loss, wrong, &gradient);
    }

    static float& at(Activation<float>& values, std::size_t sample, std::size_t c) {
        return values.group(static_cast<int>(sample) / kLanes)[c * kLanes + sample % kLanes];
    }

    Activation<float> logits, gradient;
    std::vector<float> loss;
    std::vector<std::uint8_t> wrong;
};

TEST(Loss, OfLogitsFarApartIsTheirDistance) {
    Losses of({{1e4f, -1e4f, 0}, {1e4f, -1e4f, 0}, {-3e4f, -3e4f, -3e4f}}, {0, 1, 2});
    EXPECT_FLOAT_EQ(of.loss[0], 0);
    EXPECT_FLOAT_EQ(of.loss[1], 2e4f);
    EXPECT_NEAR(of.loss[2], std::log(3.0), 1e-6);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t c = 0; c < 3; ++c) EXPECT_TRUE(std::isfinite(Losses::at(of.gradient, i, c)));
    EXPECT_FLOAT_EQ(Losses::at(of.gradient, 1, 0), 1.0f / 3);
    EXPECT_FLOAT_EQ(Losses::at(of.gradient, 1, 1), -1.0f / 3);
}

TEST(Loss, IsThatOfTheDifferencesBetweenLogits) {
    const Losses low({{0.5f, -1.25f, 2}}, {1}), high({{64.5f, 62.75f, 66}}, {1});
    EXPECT_EQ(low.loss, high.loss);
}

TEST(Loss, PullsASampleTowardsItsLabelByWhatItTakesFromTheOthers) {
    Losses of({{0.3f, 1.2f, -0.7f, 0.1f}, {2, 2, 2, 2}}, {2, 0});
    for (std::size_t i = 0; i < 2; ++i) {
        float sum = 0;
        for (std::size_t c = 0; c < 4; ++c) sum += Losses::at(of.gradient, i, c);
        EXPECT_NEAR(sum, 0, 1e-7);
    }
    EXPECT_LT(Losses::at(of.gradient, 0, 2), 0);
    EXPECT_FLOAT_EQ(Losses::at(of.gradient, 1, 0), -3.0f / 4 / 2);
    EXPECT_FLOAT_EQ(Losses::at(of.gradient, 1, 3), 1.0f / 4 / 2);
}

TEST(Loss, LanesWithoutASampleHaveNoGradientAndDisturbNobody) {
    std::vector<std::vector<float>> rows(kLanes + 3, {1, 0});
    Losses of(rows, std::vector<std::uint32_t>(rows.size(), 0));
    EXPECT_THAT(of.loss, Each(testing::FloatNear(std::log1p(std::exp(-1.0f)), 1e-6f)));
    EXPECT_THAT(of.wrong, Each(0));
    for (std::size_t sample = rows.size(); sample < 2 * kLanes; ++sample)
        for (std::size_t c = 0; c < 2; ++c) EXPECT_EQ(Losses::at(of.gradient, sample, c), 0);
}

TEST(Loss, AnAnswerThatIsNoNumberIsWrong) {
    const Losses of({{kNaN, kNaN}, {kNaN, 1}, {1, kNaN}, {2, 1}}, {0, 1, 0, 0});
    EXPECT_EQ(of.wrong[0], 1);
    EXPECT_TRUE(std::isnan(of.loss[0]));
    EXPECT_TRUE(std::isnan(of.loss[1]) && std::isnan(of.loss[2])) << "the softmax has no sum";
    EXPECT_EQ(of.wrong[3], 0);
}

TEST(Loss, OfSomeGroupsLeavesTheOthersAlone) {
    Rng rng(3);
    const auto logits = test::randomActivation<float>(5, 3, rng);
    const std::vector<std::uint32_t> labels(3 * kLanes, 4);
    std::vector<float> loss(labels.size(), -1);
    std::vector<std::uint8_t> wrong(labels.size(), 7);
    softmaxCrossEntropy<float>(logits, labels, {1, 2}, loss, wrong, nullptr);
    for (int i = 0; i < 3 * kLanes; ++i) {
        const auto sample = static_cast<std::size_t>(i);
        EXPECT_EQ(loss[sample] == -1, i / kLanes != 1) << i;
        EXPECT_EQ(wrong[sample] == 7, i / kLanes != 1) << i;
    }
}

} // namespace
} // namespace tristate::nn

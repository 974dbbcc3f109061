#include "core/data/generated_digits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <set>
#include <span>
#include <vector>

namespace tristate::data {
namespace {

constexpr std::size_t kDigitPixels = 28 * 28;

std::span<const std::uint8_t> imageOf(const Dataset& digits, std::size_t sample) {
    return std::span(digits.bytes).subspan(sample * kDigitPixels, kDigitPixels);
}

TEST(GeneratedDigits, AreGreyImagesOfTenClasses) {
    const Dataset digits = generateDigits(25, 1);
    EXPECT_EQ(digits.name, "digits");
    EXPECT_EQ(digits.shape, (Shape{1, 28, 28}));
    EXPECT_EQ(digits.classes, 10);
    EXPECT_EQ(digits.classNames.at(3), "3");
    EXPECT_EQ(digits.size(), 25u);
    EXPECT_EQ(digits.bytes.size(), 25 * kDigitPixels);
    EXPECT_TRUE(digits.values.empty());
}

TEST(GeneratedDigits, AreBalanced) {
    const Dataset digits = generateDigits(1000, 2);
    for (int digit = 0; digit < 10; ++digit) {
        EXPECT_EQ(std::count(digits.labels.begin(), digits.labels.end(), digit), 100);
    }
}

TEST(GeneratedDigits, DependOnTheSeedAlone) {
    EXPECT_EQ(generateDigits(300, 3).bytes, generateDigits(300, 3).bytes);
    EXPECT_NE(generateDigits(300, 3).bytes, generateDigits(300, 4).bytes);
}

TEST(GeneratedDigits, LargerSetBeginsWithTheSmaller) {
    const Dataset small = generateDigits(137, 5), large = generateDigits(1000, 5);
    EXPECT_TRUE(std::equal(small.bytes.begin(), small.bytes.end(), large.bytes.begin()));
    EXPECT_TRUE(std::equal(small.labels.begin(), small.labels.end(), large.labels.begin()));
}

TEST(GeneratedDigits, NeverRepeat) {
    const Dataset digits = generateDigits(2000, 6);
    std::set<std::vector<std::uint8_t>> images;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const auto image = imageOf(digits, i);
        images.emplace(image.begin(), image.end());
    }
    EXPECT_EQ(images.size(), digits.size());
}

TEST(GeneratedDigits, AreMostlyPaperWithSomeDarkInk) {
    const Dataset digits = generateDigits(2000, 7);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const auto image = imageOf(digits, i);
        const auto inked = std::count_if(image.begin(), image.end(), [](int byte) { return byte > 100; });
        EXPECT_GT(inked, 15) << "sample " << i;
        EXPECT_LT(inked, 350) << "sample " << i;
    }
}

TEST(GeneratedDigits, StayOnTheSheet) {
    const Dataset digits = generateDigits(2000, 8);
    int touching = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const auto image = imageOf(digits, i);
        bool touches = false;
        for (std::size_t k = 0; k < 28; ++k) {
            for (const std::size_t border : {k, 27 * 28 + k, 28 * k, 28 * k + 27})
                touches |= image[border] > 100;
        }
        touching += touches;
    }
    EXPECT_LT(touching, 100) << "more than 5 % of the digits touch the border";
}

using Row = std::vector<float>;

std::vector<Row> rowsOf(const Dataset& digits) {
    std::vector<Row> rows(digits.size(), Row(kDigitPixels));
    for (std::size_t i = 0; i < rows.size(); ++i) digits.copySample(i, rows[i].data());
    return rows;
}

/// The outputs of a linear classifier: weights, and a bias behind them, per class.
std::array<float, 10> outputsOf(const std::array<Row, 10>& classifier, const Row& row) {
    std::array<float, 10> outputs{};
    for (std::size_t c = 0; c < 10; ++c) {
        outputs[c] = std::inner_product(row.begin(), row.end(), classifier[c].begin(), classifier[c].back());
    }
    return outputs;
}

/// Softmax regression by stochastic gradient descent.
std::array<Row, 10> trainLinear(const std::vector<Row>& rows, const std::vector<Label>& labels) {
    std::array<Row, 10> classifier;
    classifier.fill(Row(kDigitPixels + 1));
    for (const float rate : {0.05f, 0.03f, 0.02f, 0.01f, 0.005f}) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto outputs = outputsOf(classifier, rows[i]);
            const float top = *std::max_element(outputs.begin(), outputs.end());
            for (float& output : outputs) output = std::exp(output - top);
            const float sum = std::accumulate(outputs.begin(), outputs.end(), 0.0f);
            for (std::size_t c = 0; c < 10; ++c) {
                const float step = rate * (outputs[c] / sum - (labels[i] == c ? 1.0f : 0.0f));
                for (std::size_t p = 0; p < kDigitPixels; ++p) classifier[c][p] -= step * rows[i][p];
                classifier[c].back() -= step;
            }
        }
    }
    return classifier;
}

TEST(GeneratedDigits, AreTooHardForALinearClassifier) {
    const Dataset known = generateDigits(6000, 9), asked = generateDigits(1000, 10);
    const auto classifier = trainLinear(rowsOf(known), known.labels);
    const auto rows = rowsOf(asked);
    int right = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto outputs = outputsOf(classifier, rows[i]);
        right += std::max_element(outputs.begin(), outputs.end()) - outputs.begin() == asked.labels[i];
    }
    EXPECT_LT(right, 900);
    EXPECT_GT(right, 700) << "the digits are hopeless";
}

TEST(GeneratedDigits, AreMostlyToldByTheNearestOfOtherSamples) {
    const Dataset known = generateDigits(3000, 11), asked = generateDigits(300, 12);
    const auto rows = rowsOf(known);
    int right = 0;
    for (std::size_t i = 0; const Row& row : rowsOf(asked)) {
        float least = std::numeric_limits<float>::infinity();
        std::uint8_t answer = 0;
        for (std::size_t k = 0; k < rows.size(); ++k) {
            const float distance =
                std::transform_reduce(row.begin(), row.end(), rows[k].begin(), 0.0f, std::plus{},
                                      [](float a, float b) { return (a - b) * (a - b); });
            if (distance >= least) continue;
            least = distance;
            answer = known.labels[k];
        }
        right += answer == asked.labels[i++];
    }
    EXPECT_GT(right, 255);
}

} // namespace
} // namespace tristate::data

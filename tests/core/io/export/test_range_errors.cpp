#include "core/io/export/import_model.h"
#include "core/io/export/range_errors.h"
#include "core/io/formats/onnx/onnx.h"
#include "tests/core/io/error_of.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

/// Class 1 is where the first of four values is above a half.
data::Splits halves(const std::vector<float>& values) {
    data::Splits splits;
    for (auto* set : {&splits.train, &splits.test}) {
        set->name = "halves";
        set->shape = {4, 1, 1};
        set->classes = 2;
        for (const float x : values) {
            set->values.insert(set->values.end(), {x, 0, 0, 0});
            set->labels.push_back(x > 0.5f ? 1 : 0);
        }
    }
    return splits;
}

/// Right where the first value is above 0 once it is centred: of the ranges "-1..1" and, of centred data,
/// "data".
PlainNetwork aboveZero() {
    PlainNetwork network;
    network.graph.input = {4, 1, 1};
    RowMatrix weight = RowMatrix::Zero(2, 4);
    weight(1, 0) = 1;
    network.append(graph::Dense{2}, {weight, Eigen::VectorXf::Zero(2)});
    return network;
}

/// As many errors as there are ranges, of 1000 samples of ten classes.
RangeErrors errors(const std::vector<double>& percents) {
    RangeErrors all{.samples = 1000, .oneAnswer = 90, .errors = {}};
    for (std::size_t i = 0; i < percents.size(); ++i)
        all.errors.push_back({inputRangeNames()[i], percents[i]});
    return all;
}

TEST(RangeErrors, TellWhatANetworkWasTrainedOn) {
    std::vector<ErrorUnderRange> told;
    const RangeErrors found =
        errorsUnderRanges(aboveZero(), halves({0.1f, 0.3f, 0.7f, 0.9f}),
                          {.tell = [&](const ErrorUnderRange& error) { told.push_back(error); }});
    EXPECT_THAT(found.errors, ElementsAre(ErrorUnderRange{"0..1", 50}, ErrorUnderRange{"-1..1", 0},
                                          ErrorUnderRange{"0..255", 50}, ErrorUnderRange{"data", 0}));
    EXPECT_EQ(told, found.errors);
    EXPECT_EQ(found.samples, 4u);
    EXPECT_EQ(found.oneAnswer, 50);
    EXPECT_TRUE(found.isNearChance(46));
    EXPECT_FALSE(found.isNearChance(44));
}

/// A folder for each class is read one class after the other.
TEST(RangeErrors, AreOfSamplesFromTheWholeTestSet) {
    std::vector<float> values(3000, 0.2f);
    std::fill(values.begin() + 1500, values.end(), 0.8f);
    const RangeErrors found = errorsUnderRanges(aboveZero(), halves(values));
    EXPECT_EQ(found.samples, 1000u);
    EXPECT_EQ(found.oneAnswer, 50);
    EXPECT_EQ(found.errors[0].error, 50) << "half of them are of the class that it takes all for";
}

TEST(RangeErrors, LeaveOutARangeThatDoesNotFit) {
    Rng rng(3);
    data::Splits flat = halves({0.1f, 0.9f, 0.4f, 0.8f}); // four channels of one value
    const PlainNetwork maps = chainOf({2, 1, 2}, {randomDense(2, 4, rng)});
    const RangeErrors found = errorsUnderRanges(maps, flat);
    ASSERT_EQ(found.errors.size(), 3U);
    EXPECT_EQ(found.errors.back().range, "0..255");
}

TEST(RangeErrors, OfWhatIsNoNumberAreInfinite) {
    data::Splits splits = halves({0.1f, 0.9f});
    for (auto* set : {&splits.train, &splits.test}) {
        set->classes = 0;
        set->labels.clear();
        set->targets = {{"y", 0, 1}};
        set->targetValues = {0, 1};
    }
    RowMatrix weight = RowMatrix::Constant(1, 4, 1e38f);
    PlainNetwork network;
    network.graph.input = {4, 1, 1};
    network.append(graph::Dense{1}, {weight, Eigen::VectorXf::Zero(1)});
    const RangeErrors found = errorsUnderRanges(network, splits);
    EXPECT_EQ(found.metric, train::Metric::Rmse);
    EXPECT_TRUE(std::isinf(found.errors[2].error)) << "0..255";
    EXPECT_FALSE(std::isinf(found.errors[0].error));
}

TEST(RangeErrors, EndWhenTheyAreStopped) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THAT(errorOf([&] { errorsUnderRanges(aboveZero(), halves({0.1f}), {.stop = stop.get_token()}); }),
                HasSubstr("cancelled"));
    EXPECT_THAT(errorOf([&] { errorsUnderRanges(aboveZero(), halves({})); }), HasSubstr("no samples"));
}

TEST(RangeChoice, IsTheBestOneWhereThatIsClear) {
    const RangeChoice choice = chooseRange(errors({26, 11, 90, 3.3}));
    EXPECT_TRUE(choice.isClear);
    EXPECT_EQ(choice.range, "data");
    EXPECT_EQ(toText(choice.reason),
              "The input range data is clearly the best: error 3.30 %; next comes -1..1 with 11.00 %.");
    EXPECT_EQ(chooseRange(errors({3.3, 26, 90, 40})).range, "0..1");
}

TEST(RangeChoice, IsLeftToThePersonWhereItIsNot) {
    for (const auto& alike : {errors({26, 3.9, 90, 3.3}),  // two are nearly as good
                              errors({1.2, 0.8, 90, 1.3}), // no more than the choice of samples explains
                              errors({89, 87, 90, 85})}) { // all are bad
        const RangeChoice choice = chooseRange(alike);
        EXPECT_FALSE(choice.isClear);
        EXPECT_EQ(choice.range, "0..1");
        EXPECT_THAT(toText(choice.reason), HasSubstr("No input range is clearly the best"));
    }
    const RangeErrors bad = errors({89, 87, 90, 62});
    EXPECT_EQ(chooseRange(bad).range, "0..1") << "62 is not much less than 87";
    EXPECT_THAT(toText(chanceWarning(bad, 87)),
                HasSubstr("An error of 87.00 % is hardly better than always"));
    EXPECT_TRUE(chanceWarning(bad, 62).empty());
}

TEST(RangeErrors, AnImportTellsTheFilesErrorAndARangeThatSuitsItBetter) {
    const auto splits = std::make_shared<const data::Splits>(halves({0.1f, 0.3f, 0.7f, 0.9f}));
    const test::TempDir folder;
    writeOnnx(folder / "net.onnx", aboveZero(), {});
    const ImportedStart wrong = startingFrom(importModel(folder / "net.onnx"), {}, splits);
    ASSERT_EQ(wrong.truth.size(), 2U);
    EXPECT_THAT(toText(wrong.truth[0]), HasSubstr("net.onnx itself: 50.0 % error on 4 test samples"));
    EXPECT_THAT(toText(wrong.truth[1]), HasSubstr("input range -1..1 its error is 0.00 %"));
    const ImportedStart worse = startingFrom(
        importModel(folder / "net.onnx", std::nullopt, inputRange("0..255", splits->train)), {}, splits);
    ASSERT_EQ(worse.truth.size(), 2U);
    EXPECT_THAT(toText(worse.truth[1]), HasSubstr("input range -1..1 its")) << "in place of the one given";
    const ImportedStart right = startingFrom(
        importModel(folder / "net.onnx", std::nullopt, inputRange("-1..1", splits->train)), {}, splits);
    ASSERT_EQ(right.truth.size(), 1U);
    EXPECT_EQ(right.equality.wrongAfter, 0U);
    const train::Event event = importEvent(right);
    EXPECT_TRUE(isImport(event));
    EXPECT_EQ(event.step, 0);
    EXPECT_EQ(event.message, right.truth[0]) << "what the curves of the run begin with";
    EXPECT_FALSE(isImport({.message = wrong.truth[1]}));
}

} // namespace

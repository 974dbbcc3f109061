#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/messages/settings.h"
#include "core/train/reach.h"
#include "core/train/schedule.h"
#include "core/train/settings.h"
#include "core/train/settings_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

namespace tristate::train {
namespace {

using Kind = Setting::Kind;
using testing::HasSubstr;

template <class Action>
Message errorOf(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.message();
    }
    return {};
}

std::string sentenceOf(const char* path, const std::string& text) {
    return toText(errorOf([&] { parseSetting(*findSetting(path), text); }));
}

Experiment withNet() {
    Experiment experiment;
    experiment.net = graph::parseGraph("4-3-2");
    return experiment;
}

TEST(Settings, EachHasOneNameAndOneFlag) {
    std::set<std::string> names;
    for (const Setting& setting : settings()) {
        EXPECT_TRUE(names.insert(setting.path).second) << setting.path;
        for (const char* flag : {setting.flag, setting.offFlag, setting.oldFlag})
            if (flag) {
                EXPECT_TRUE(names.insert(flag).second) << flag;
            }
        EXPECT_EQ(findSetting(setting.path), &setting);
        if (setting.live) {
            EXPECT_EQ(findSetting(setting.key()), &setting);
        }
        EXPECT_TRUE(setting.data || setting.train || setting.live) << setting.path;
    }
    EXPECT_EQ(findSetting("train.lambda5"), nullptr);
}

TEST(Settings, EachTakesBothEndsOfItsRangeAndNothingBeyond) {
    for (const Setting& setting : settings()) {
        if (!setting.isNumeric() || !(setting.data || setting.train)) continue;
        const bool whole = setting.kind == Kind::Whole;
        const auto valueOf = [&](double number) {
            return whole ? SettingValue(static_cast<int>(number)) : SettingValue(number);
        };
        for (const double end : {setting.least, setting.most}) {
            Experiment experiment = withNet();
            setting.set(experiment, valueOf(end));
            EXPECT_EQ(setting.get(experiment), valueOf(end)) << setting.path;
            EXPECT_NO_THROW(checkRange(setting, setting.path, setting.get(experiment))) << setting.path;
        }
        Experiment beyond = withNet();
        setting.set(beyond, valueOf(setting.least - 1));
        const Message error = errorOf([&] { validate(beyond); });
        EXPECT_TRUE(error.is(say::kSettingRange)) << setting.path;
        EXPECT_THAT(toText(error), HasSubstr(setting.path));
    }
}

TEST(Settings, DefaultsAreInRangeAndSurviveTheirText) {
    const Experiment standard;
    for (const Setting& setting : settings()) {
        if (!(setting.data || setting.train)) continue;
        const SettingValue value = setting.get(standard);
        EXPECT_NO_THROW(checkRange(setting, setting.path, value));
        EXPECT_EQ(parseSetting(setting, toText(setting, value)), value) << setting.path;
    }
}

TEST(Settings, ChoicesHaveOneSpellingAndOlderOnesAreRead) {
    const Setting& estimator = *findSetting("train.estimator");
    for (const Setting& setting : settings())
        for (const SettingChoice& choice : setting.choices)
            EXPECT_THAT(choice.name, testing::MatchesRegex("[a-z-]+")) << setting.path;
    for (const char* text : {"hard-concrete", "hard concrete", "Hard-Concrete"})
        EXPECT_EQ(std::get<int>(parseSetting(estimator, text)),
                  static_cast<int>(nn::GateEstimator::HardConcrete));
    EXPECT_EQ(sentenceOf("train.estimator", "soft"),
              "train.estimator is 'soft', expected one of threshold, bernoulli, hard-concrete, real-valued");
}

TEST(Settings, WhatIsTypedAndDoesNotFitIsRefusedWithItsRange) {
    EXPECT_EQ(sentenceOf("train.seed", "-1"),
              "train.seed is '-1', expected a whole number from 0 to 18446744073709551615");
    EXPECT_THAT(sentenceOf("train.seed", "99999999999999999999"), HasSubstr("18446744073709551615"));
    EXPECT_EQ(sentenceOf("train.batch", "0"), "train.batch is 0, expected 1 to 65536");
    EXPECT_EQ(sentenceOf("train.batch", "many"),
              "train.batch is 'many', expected a whole number from 1 to 65536");
    EXPECT_THAT(sentenceOf("train.rate", "1e999"), HasSubstr("expected a number from 0 to 1000"));
    EXPECT_EQ(sentenceOf("train.rate", "nan"), "train.rate is nan, expected 0 to 1000");
    EXPECT_LT(sentenceOf("train.batch", std::string(10'000, '9')).size(), 200u);
    for (const Setting& setting : settings()) {
        if (setting.kind != Kind::Whole) continue;
        for (const char* text : {"-1e9", "99999999999999999999", "1.5", "", " 1", "3 "})
            EXPECT_FALSE(errorOf([&] { parseSetting(setting, text); }).empty()) << setting.path << text;
    }
}

TEST(Settings, GeneratedSamplesHaveOneLimit) {
    Experiment experiment = withNet();
    experiment.data.trainSamples = data::kMaxGeneratedSamples + 1;
    EXPECT_THROW(validate(experiment), Error);
    EXPECT_THROW(data::load(experiment.data), Error);
}

TEST(Settings, ChangesAreAMessage) {
    LiveSettings before, after;
    EXPECT_TRUE(describeChanges(before, after).empty());
    after.lambdas.lambda3 = 1e-3;
    EXPECT_TRUE(describeChanges(before, after).is(say::kSettingChanged));
    after.freezeGates = true;
    EXPECT_EQ(toText(describeChanges(before, after)), "lambda3 0 -> 0.001, freezeGates on");
    for (const Setting& setting : settings()) {
        if (!setting.live) continue;
        LiveSettings changed;
        setting.live.set(changed, setting.kind == Kind::Switch  ? SettingValue(true)
                                  : setting.kind == Kind::Whole ? SettingValue(7)
                                                                : SettingValue(0.75));
        EXPECT_THAT(toText(describeChanges({}, changed)), HasSubstr(setting.key()));
    }
}

/// How deep messages stand in messages.
int depthOf(const Message& message) {
    int depth = 0;
    for (const MessageArgument& argument : message.arguments())
        if (const auto* inner = std::get_if<Message>(&argument.value))
            depth = std::max(depth, depthOf(*inner));
    return depth + 1;
}

TEST(Settings, ChangesOfEverythingAtOnceAreNotDeep) {
    LiveSettings changed;
    for (const Setting& setting : settings()) {
        if (!setting.live) continue;
        setting.live.set(changed, setting.kind == Kind::Switch  ? SettingValue(true)
                                  : setting.kind == Kind::Whole ? SettingValue(7)
                                                                : SettingValue(0.75));
    }
    EXPECT_LE(depthOf(describeChanges({}, changed)), 5) << "what is read from files is bounded to 8";
}

/// The row of a setting in the guide.
std::string guideRow(const Setting& setting) {
    const std::string least = Wording().number(setting.least);
    std::string range;
    if (setting.isNumeric()) {
        range = setting.kind == Kind::Whole ? std::to_string(static_cast<long long>(setting.least)) + " to " +
                                                  std::to_string(static_cast<long long>(setting.most))
                                            : least + " to " + Wording().number(setting.most);
        if (setting.unit) range += std::string(" ") + setting.unit;
    } else if (setting.kind == Kind::Choice) {
        range = namesOfChoices(setting);
    } else if (setting.kind == Kind::Switch) {
        range = setting.offFlag ? std::string("`") + setting.offFlag + "` turns it off" : "on when given";
    } else {
        range = setting.kind == Kind::Seed ? "0 to 18446744073709551615" : "see *Data*";
    }
    std::string meaning = setting.help;
    if (setting.atZero) meaning += std::string("; 0: ") + setting.atZero;
    return std::string("| `") + setting.flag + "` | `" + setting.path + "` | " + range + " | " +
           toText(setting, setting.get(Experiment())) + " | " + meaning + " |\n";
}

TEST(Settings, TheTableOfTheGuideIsThisTable) {
    std::string expected = "| option | in files | values | default | meaning |\n|---|---|---|---|---|\n";
    for (const Setting& setting : settings())
        if (setting.flag) expected += guideRow(setting);
    std::ostringstream guide;
    guide << std::ifstream(TRISTATE_SOURCE_DIR "/docs/user-guide.md").rdbuf();
    EXPECT_TRUE(guide.str().find(expected) != std::string::npos) << "docs/user-guide.md lacks:\n" << expected;
}

Experiment shortRun() {
    Experiment experiment = withNet();
    experiment.data.trainSamples = 1000;
    experiment.train.epochs = 12;
    experiment.train.batch = 100;
    experiment.train.warmupEpochs = 1;
    experiment.train.frozenEpochs = 3;
    experiment.train.lambdas.lambda3 = 0.01;
    return experiment;
}

/// The fall of a gate by the schedule itself, step by step.
double fallStepByStep(const Experiment& experiment) {
    const TrainConfig& train = experiment.train;
    double fall = 0;
    for (Progress now{0, experiment.data.trainSamples / train.batch};
         now.step < train.epochs * now.stepsPerEpoch; ++now.step)
        if (gatesLearn(train, now)) fall += train.gateRate * lambdasAt(train, train.lambdas, now).lambda3;
    return fall;
}

TEST(Reach, CountsWhatTheScheduleDoes) {
    for (const int rise : {0, 1, 5, 8, 9, 40}) {
        Experiment experiment = shortRun();
        experiment.train.lambdaWarmupEpochs = rise;
        const auto reach = shortReach(experiment, 1000);
        ASSERT_TRUE(reach) << rise;
        EXPECT_NEAR(reach->fall, fallStepByStep(experiment), 1e-9) << rise;
        EXPECT_EQ(reach->needed, 0.5);
    }
}

TEST(Reach, WhatItAdvisesIsEnoughAndNotMuchLessIs) {
    for (const int rise : {0, 5, 40}) {
        Experiment experiment = shortRun();
        experiment.train.lambdaWarmupEpochs = rise;
        const auto reach = shortReach(experiment, 1000);
        ASSERT_TRUE(reach);
        Experiment stronger = experiment, longer = experiment;
        stronger.train.lambdas.lambda3 = reach->leastStrength;
        EXPECT_FALSE(shortReach(stronger, 1000));
        stronger.train.lambdas.lambda3 *= 0.8;
        EXPECT_TRUE(shortReach(stronger, 1000));
        longer.train.epochs = 4 + reach->leastEpochs;
        EXPECT_FALSE(shortReach(longer, 1000));
        longer.train.epochs -= 1;
        EXPECT_TRUE(shortReach(longer, 1000));
    }
}

TEST(Reach, SaysWhenTheFreezeLeavesNoEpoch) {
    Experiment experiment = shortRun();
    experiment.train.frozenEpochs = 11;
    EXPECT_TRUE(reachWarning(experiment).is(say::kGatesNeverLearn));
    EXPECT_THAT(toText(reachWarning(experiment)), HasSubstr("train.frozenEpochs"));
}

TEST(Reach, IsSilentWhereUnitsCanGoOrItCannotBeTold) {
    EXPECT_TRUE(reachWarning(shortRun()).is(say::kNoUnitCanGoSoSoon));
    const auto isSilent = [](auto change) {
        Experiment experiment = shortRun();
        change(experiment);
        return reachWarning(experiment).empty();
    };
    EXPECT_TRUE(isSilent([](auto& e) { e.train.lambdas.lambda3 = 1; }));
    EXPECT_TRUE(isSilent([](auto& e) { e.train.epochs = 0; }));
    EXPECT_TRUE(isSilent([](auto& e) { e.train.gates = false; }));
    EXPECT_TRUE(isSilent([](auto& e) { e.train.targetError = 3; }));
    EXPECT_TRUE(isSilent([](auto& e) { e.train.targetParameters = 3; }));
    EXPECT_TRUE(isSilent([](auto& e) { e.train.gateStart = 0.4; }));
    EXPECT_TRUE(isSilent([](auto& e) { e.net = graph::parseGraph("4-3f-2"); }));
    EXPECT_TRUE(isSilent([](auto& e) { e.net = graph::parseGraph("4-2"); }));
    EXPECT_TRUE(isSilent([](auto& e) { e.data.source = "/no such folder"; }));
    EXPECT_TRUE(isSilent([](auto& e) { e.train.cost = objective::CostModel::Parameters; }));
}

} // namespace
} // namespace tristate::train

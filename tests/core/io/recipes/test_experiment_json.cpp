#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/io/recipes/json_fields.h"
#include "core/messages/common.h"
#include "core/messages/runs.h"
#include "tests/core/io/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace tristate;
using namespace tristate::io;
using testing::HasSubstr;

namespace {

/// Every value differs from its default.
train::Experiment unusualExperiment() {
    train::Experiment e;
    e.name = "na\"me \xC3\xA9";
    e.net = graph::parseGraph("1x28x28:20c5-p2-50c5s2+1-p3s2-500-10");
    e.data = {.source = "some/folder",
              .validation = 7,
              .classes = 5,
              .trainSamples = 11,
              .testSamples = 13,
              .seed = std::numeric_limits<std::uint64_t>::max()};
    e.train = {.epochs = 3,
               .batch = 17,
               .seed = 19,
               .threads = 2,
               .optimizer = train::OptimizerKind::Sgd,
               .rate = 0.1 + 0.2,
               .momentum = 1e-300,
               .weightDecay = 1e-4,
               .schedule = train::RateSchedule::Step,
               .stepEpochs = 7,
               .stepFactor = 0.3,
               .augmentation = {.shift = 2,
                                .rotate = 3,
                                .scale = 0.1,
                                .shear = 0.2,
                                .elastic = 0.7,
                                .elasticSmoothness = 5,
                                .flip = true},
               .gates = false,
               .depthGates = true,
               .estimator = nn::GateEstimator::HardConcrete,
               .gateRate = 0.25,
               .gateStart = 1.0 / 3,
               .lambdas = {.lambda1 = 1e-5, .lambda2 = 2e-5, .lambda3 = 3e-5, .lambda4 = 4e-5},
               .cost = objective::CostModel::Operations,
               .warmupEpochs = 5,
               .lambdaWarmupEpochs = 4,
               .binariseEpoch = 8,
               .frozenEpochs = 9,
               .patience = 0,
               .merge = prune::MergeMode::Always};
    return e;
}

std::string readingError(const std::string& json) {
    return errorOf([&] { experimentFromJson(json, "here.json"); });
}

/// The smallest experiment with this among its train settings.
std::string trainingError(const std::string& setting) {
    return readingError(R"({"net": "4-3-2", "train": {)" + setting + "}}");
}

TEST(ExperimentJson, RoundTripsEveryValue) {
    const train::Experiment experiment = unusualExperiment();
    const train::Experiment back = experimentFromJson(toJson(experiment), "text");
    EXPECT_EQ(back, experiment);
    EXPECT_EQ(toJson(back), toJson(experiment));
    train::Experiment plain;
    plain.net = graph::parseGraph("2-2");
    EXPECT_NE(experiment.train, plain.train);
    EXPECT_EQ(experimentFromJson(toJson(plain), "text"), plain);
}

TEST(ExperimentJson, MissingKeysKeepTheirDefaults) {
    train::Experiment expected;
    expected.net = graph::parseGraph("4-3-2");
    EXPECT_EQ(experimentFromJson(R"({"net": "4-3-2"})", "text"), expected);
    expected.train.lambdas.lambda3 = 2;
    EXPECT_EQ(experimentFromJson(R"({"net": "4-3-2", "data": {}, "train": {"lambda3": 2}})", "text"),
              expected);
}

TEST(ExperimentJson, AddedPointsRoundTrip) {
    train::Experiment experiment = preset("spiral");
    experiment.data.points = {{0.25, 0.125, 2}, {1, 0, 0}};
    EXPECT_EQ(experimentFromJson(toJson(experiment), "here").data.points, experiment.data.points);
    EXPECT_THAT(
        errorOf([] { experimentFromJson(R"({"net": "2-3", "data": {"points": [[0.5, 0.5]]}})", "here"); }),
        testing::HasSubstr("data.points is [[0.5,0.5]], expected a list of [x, y, class]"));
}

TEST(ExperimentJson, ErrorsNameTheKey) {
    EXPECT_EQ(trainingError(R"("batch": "a lot")"),
              "here.json: train.batch is \"a lot\", expected a whole number from -2147483648 to 2147483647");
    EXPECT_EQ(trainingError(R"("bacth": 3)"), "here.json: unknown key train.bacth");
    EXPECT_EQ(trainingError(R"("batch": 0)"), "here.json: train.batch is 0, expected 1 to 65536");
    EXPECT_THAT(trainingError(R"("batch": 1.5)"), HasSubstr("train.batch is 1.5, expected a whole number"));
    EXPECT_THAT(trainingError(R"("batch": 4294967297)"), HasSubstr("train.batch is 4294967297, expected"));
    EXPECT_THAT(trainingError(R"("seed": -1)"),
                HasSubstr("train.seed is -1, expected a whole number from 0"));
    EXPECT_EQ(trainingError(R"("optimizer": "rprop")"),
              "here.json: train.optimizer is \"rprop\", expected one of sgd, adam");
    EXPECT_THAT(trainingError(R"("gates": 1)"), HasSubstr("train.gates is 1, expected true or false"));
    EXPECT_THAT(trainingError(R"("lambda3": null)"), HasSubstr("train.lambda3 is null, expected a number"));
    EXPECT_THAT(trainingError(R"("lambda3": -1)"), HasSubstr("train.lambda3 is -1, expected 0 to 1e+06"));
    EXPECT_THAT(trainingError(R"("rate": 1e999)"), HasSubstr("here.json: a number is out of range"));
    EXPECT_THAT(trainingError(R"("batch": 3, "batch": 4)"), HasSubstr("the key 'batch' comes twice"));
    EXPECT_EQ(readingError(R"({"name": "x"})"), "here.json: net is missing");
    EXPECT_THAT(readingError(R"({"net": 784})"), HasSubstr("net is 784, expected a net spec"));
    EXPECT_EQ(readingError(R"({"net": "4-0-2"})"),
              "here.json: net spec '4-0-2': layer 1 has 0 units, expected at least 1");
    EXPECT_THAT(readingError(R"({"net": "4-2", "data": []})"),
                HasSubstr("data is array, expected an object"));
    EXPECT_THAT(readingError(R"({"net": "4-2", "data": {"source": ""}})"), HasSubstr("data.source is empty"));
    EXPECT_THAT(readingError(R"({"net": "4-2", "more": 1})"), HasSubstr("unknown key more"));
    EXPECT_THAT(readingError("[1, 2]"), HasSubstr("the whole is array, expected an object"));
}

TEST(ExperimentJson, TextThatIsNotJsonIsLocated) {
    EXPECT_EQ(readingError("{\n  \"net\": }"), "here.json: not JSON at line 2, column 10");
    EXPECT_EQ(readingError(""), "here.json: not JSON at line 1, column 1");
    EXPECT_THAT(readingError("{\"net\": \"4-2\"} more"), HasSubstr("not JSON at line 1, column 16"));
    EXPECT_THAT(readingError("{\"net\": \"\xff\"}"), HasSubstr("not JSON"));
    const std::string deep(100'000, '[');
    EXPECT_THAT(readingError(deep), HasSubstr("nested more than 32 levels"));
}

TEST(ExperimentJson, ValidationRefusesWhatIsNoNumber) {
    train::Experiment experiment = unusualExperiment();
    EXPECT_NO_THROW(train::validate(experiment));
    experiment.train.lambdas.lambda2 = std::nan("");
    EXPECT_EQ(errorOf([&] { train::validate(experiment); }), "train.lambda2 is nan, expected 0 to 1e+06");
    train::LiveSettings live = train::liveSettings(unusualExperiment().train);
    EXPECT_NO_THROW(train::validate(live));
    live.rate = std::numeric_limits<double>::infinity();
    EXPECT_EQ(errorOf([&] { train::validate(live); }), "rate is inf, expected 0 to 1000");
}

TEST(ExperimentJson, LiveSettingsStartAsTheExperimentSays) {
    const train::TrainConfig config = unusualExperiment().train;
    const train::LiveSettings live = train::liveSettings(config);
    EXPECT_EQ(live.lambdas, config.lambdas);
    EXPECT_EQ(live.rate, config.rate);
    EXPECT_EQ(live.gateRate, config.gateRate);
    EXPECT_EQ(live.patience, config.patience);
    EXPECT_FALSE(live.freezeWeights || live.freezeGates);
}

TEST(ExperimentJson, EventsRoundTrip) {
    const train::Event event{.kind = train::EventKind::LayerLinear,
                             .step = 1LL << 40,
                             .epoch = 1.0 / 7,
                             .message = Message(say::kLayerLinear, "fc\"2\""),
                             .layer = 1,
                             .live = {.lambdas = {.lambda3 = 0.5},
                                      .rate = 3,
                                      .gateRate = 4,
                                      .freezeWeights = true,
                                      .freezeGates = true,
                                      .patience = 9,
                                      .pauseSeconds = 0.5}};
    train::Event back;
    fromJson(parseJson(dumpJson(toJson(event), -1), "text"), back, "text", "event");
    EXPECT_EQ(back.kind, event.kind);
    EXPECT_EQ(back.step, event.step);
    EXPECT_EQ(back.epoch, event.epoch);
    EXPECT_EQ(back.message, event.message);
    EXPECT_TRUE(std::isnan(back.strength));
    EXPECT_EQ(back.layer, event.layer);
    EXPECT_EQ(back.unit, event.unit);
    EXPECT_EQ(back.live, event.live);
}

train::Event eventFrom(const std::string& json) {
    train::Event event;
    fromJson(parseJson(json, "text"), event, "text", "event");
    return event;
}

TEST(ExperimentJson, MessagesOfEventsKeepTheirArguments) {
    const Message inner(say::kUnitIsRemoved, 3, "fc1");
    train::Event event;
    event.strength = 0.25;
    for (const Message& message : {Message(), inner, Message(say::kOfThing, SettingName{"train.rate"}, inner),
                                   Message(say::kOfThing, 1.0, -7), Message(say::kOfThing, "", Message())}) {
        event.message = message;
        const train::Event back = eventFrom(dumpJson(toJson(event), -1));
        EXPECT_EQ(back.message, message) << toText(message);
        EXPECT_EQ(back.strength, 0.25);
        EXPECT_EQ(toJson(event)["text"], toText(message)) << "for other programs";
    }
}

TEST(ExperimentJson, AMessageThatIsNotKnownIsItsText) {
    const Message said(say::kVerbatim, "fc1 is upside down.");
    EXPECT_EQ(eventFrom(R"({"text": "fc1 is upside down."})").message, said) << "as older files have it";
    for (const char* message :
         {R"({"id": "run.upside-down", "arguments": ["fc1"]})",
          R"({"id": "run.layer-linear", "arguments": []})",
          R"({"id": "run.layer-linear", "arguments": [[1]]})", R"({"id": 7, "arguments": []})",
          R"({"arguments": []})", R"({"id": "run.starts"})", R"("fc1")", R"([])",
          R"({"id": "run.layer-linear", "arguments": [{"id": "run.upside-down", "arguments": []}]})",
          R"({"id": "run.layer-linear", "arguments": [{"setting": 1}]})"})
        EXPECT_EQ(
            eventFrom(R"({"text": "fc1 is upside down.", "message": )" + std::string(message) + "}").message,
            said)
            << message;
}

TEST(ExperimentJson, MessagesInMessagesHaveABound) {
    const auto event = [](int depth) {
        std::string message = R"("fc1")";
        for (int i = 0; i < depth; ++i) message = R"({"id": "verbatim", "arguments": [)" + message + "]}";
        return R"({"text": "deep", "message": )" + message + "}";
    };
    EXPECT_EQ(eventFrom(event(12)).message, Message(say::kVerbatim, "deep"));
    EXPECT_THAT(errorOf([&] { eventFrom(event(10'000)); }), HasSubstr("nested more than 32 levels deep"));
}

TEST(ExperimentJson, KindsOfEventsOfOlderFilesAreKnown) {
    EXPECT_EQ(eventFrom(R"({"kind": "resumed"})").kind, train::EventKind::Started);
    EXPECT_EQ(eventFrom(R"({"kind": "unit cut"})").kind, train::EventKind::UnitPruned);
    EXPECT_EQ(eventFrom(R"({"kind": "layer folded"})").kind, train::EventKind::LayerMerged);
}

TEST(Presets, AllAreCompleteRecipes) {
    EXPECT_THAT(presetNames(),
                testing::ElementsAre("alexnet-like", "caffenet", "deep-75", "digits", "fruit", "houses",
                                     "lenet-300-100", "lenet-300-100-inputs", "lenet-300-100-inputs-small",
                                     "lenet-300-100-inputs-unshifted", "lenet-5", "lenet-5-accurate",
                                     "lenet-5-small", "lenet-deep-6", "lenet-deep-8", "lenet-deep-10",
                                     "lenet-deep-12", "lenet-deep-15", "mobilenet-like", "playground",
                                     "resnet-8", "resnet-20", "spiral", "squeezenet-like", "vgg-like"));
    for (const std::string& name : presetNames()) {
        const train::Experiment experiment = preset(name);
        EXPECT_FALSE(experiment.name.empty());
        EXPECT_NO_THROW(train::validate(experiment)) << name;
    }
    EXPECT_EQ(graph::toString(preset("lenet-300-100").net), "784-300-100-10");
    EXPECT_TRUE(preset("deep-75").train.depthGates);
    EXPECT_EQ(preset("playground").train.epochs, 0);
}

TEST(Presets, AnUnknownNameListsTheKnownOnes) {
    EXPECT_EQ(
        errorOf([] { preset("lenet"); }),
        "there is no preset 'lenet', expected one of alexnet-like, caffenet, deep-75, digits, fruit, houses, "
        "lenet-300-100, "
        "lenet-300-100-inputs, lenet-300-100-inputs-small, lenet-300-100-inputs-unshifted, lenet-5, "
        "lenet-5-accurate, lenet-5-small, lenet-deep-6, "
        "lenet-deep-8, lenet-deep-10, lenet-deep-12, lenet-deep-15, mobilenet-like, playground, resnet-8, "
        "resnet-20, spiral, squeezenet-like, vgg-like");
}

} // namespace

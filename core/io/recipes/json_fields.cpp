#include "core/io/recipes/json_fields.h"

#include "core/base/error.h"
#include "core/io/files/object_reader.h"
#include "core/io/recipes/message_json.h"
#include "core/io/recipes/net_json.h"
#include "core/messages/common.h"
#include "core/messages/files.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::io {

namespace {

using train::EventKind;
using train::OptimizerKind;
using train::RateSchedule;

constexpr auto kOptimizers = {std::pair{OptimizerKind::Sgd, "sgd"}, std::pair{OptimizerKind::Adam, "adam"}};
constexpr auto kSchedules = {std::pair{RateSchedule::Constant, "constant"},
                             std::pair{RateSchedule::Cosine, "cosine"},
                             std::pair{RateSchedule::Step, "step"}};
constexpr auto kEstimators = {std::pair{nn::GateEstimator::Threshold, "threshold"},
                              std::pair{nn::GateEstimator::Bernoulli, "bernoulli"},
                              std::pair{nn::GateEstimator::HardConcrete, "hard concrete"},
                              std::pair{nn::GateEstimator::RealValued, "real-valued"}};
constexpr auto kCosts = {std::pair{objective::CostModel::Neurons, "neurons"},
                         std::pair{objective::CostModel::Parameters, "parameters"},
                         std::pair{objective::CostModel::Operations, "operations"}};
constexpr auto kMergeModes = {std::pair{prune::MergeMode::Auto, "auto"},
                              std::pair{prune::MergeMode::Always, "always"},
                              std::pair{prune::MergeMode::Never, "never"}};
constexpr auto kEvents = {
    std::pair{EventKind::Started, "started"},
    std::pair{EventKind::SettingsChanged, "settings changed"},
    std::pair{EventKind::UnitsRemoved, "units removed"},
    std::pair{EventKind::LastUnitKept, "last unit kept"},
    std::pair{EventKind::LayerLinear, "layer linear"},
    std::pair{EventKind::LayerNonlinear, "layer nonlinear"},
    std::pair{EventKind::UnitPruned, "unit pruned"},
    std::pair{EventKind::UnitRestored, "unit restored"},
    std::pair{EventKind::EditRefused, "edit refused"},
    std::pair{EventKind::LayerMerged, "layer merged"},
    std::pair{EventKind::EpochFinished, "epoch finished"},
    std::pair{EventKind::Paused, "paused"},
    std::pair{EventKind::Finished, "finished"},
    std::pair{EventKind::Diverged, "diverged"},
    std::pair{EventKind::Failed, "failed"},
    // as older files call them
    std::pair{EventKind::Started, "resumed"},
    std::pair{EventKind::UnitPruned, "unit cut"},
    std::pair{EventKind::UnitRestored, "unit revived"},
    std::pair{EventKind::LayerMerged, "layer folded"},
};

template <class Enum>
const char* nameOf(Enum kind, std::initializer_list<std::pair<Enum, const char*>> names) {
    return std::find_if(names.begin(), names.end(), [kind](const auto& entry) { return entry.first == kind; })
        ->second;
}

// The fields of the settings, each named once, for writing and reading alike: use(name, field), and for a
// choice use(name, field, names). Config is const or not.

template <class Config, class Use>
void forEachLambda(Config& lambdas, Use use) {
    use("lambda1", lambdas.lambda1);
    use("lambda2", lambdas.lambda2);
    use("lambda3", lambdas.lambda3);
    use("lambda4", lambdas.lambda4);
}

template <class Config, class Use>
void forEachDataField(Config& data, Use use) {
    use("source", data.source);
    use("validation", data.validation);
    use("classes", data.classes);
    use("trainSamples", data.trainSamples);
    use("testSamples", data.testSamples);
    use("seed", data.seed);
}

template <class Config, class Use>
void forEachAugmentationField(Config& augmentation, Use use) {
    use("shift", augmentation.shift);
    use("rotate", augmentation.rotate);
    use("scale", augmentation.scale);
    use("shear", augmentation.shear);
    use("elastic", augmentation.elastic);
    use("elasticSmoothness", augmentation.elasticSmoothness);
    use("flip", augmentation.flip);
}

template <class Config, class Use>
void forEachTrainField(Config& train, Use use) {
    use("epochs", train.epochs);
    use("batch", train.batch);
    use("seed", train.seed);
    use("threads", train.threads);
    use("optimizer", train.optimizer, kOptimizers);
    use("rate", train.rate);
    use("momentum", train.momentum);
    use("weightDecay", train.weightDecay);
    use("schedule", train.schedule, kSchedules);
    use("stepEpochs", train.stepEpochs);
    use("stepFactor", train.stepFactor);
    forEachAugmentationField(train.augmentation, use);
    use("gates", train.gates);
    use("depthGates", train.depthGates);
    use("estimator", train.estimator, kEstimators);
    use("gateRate", train.gateRate);
    use("gateStart", train.gateStart);
    forEachLambda(train.lambdas, use);
    use("cost", train.cost, kCosts);
    use("warmupEpochs", train.warmupEpochs);
    use("lambdaWarmupEpochs", train.lambdaWarmupEpochs);
    use("binariseEpoch", train.binariseEpoch);
    use("frozenEpochs", train.frozenEpochs);
    use("patience", train.patience);
    use("merge", train.merge, kMergeModes);
    use("targetError", train.targetError);
}

template <class Config, class Use>
void forEachLiveField(Config& live, Use use) {
    forEachLambda(live.lambdas, use);
    use("rate", live.rate);
    use("gateRate", live.gateRate);
    use("freezeWeights", live.freezeWeights);
    use("freezeGates", live.freezeGates);
    use("patience", live.patience);
    use("pauseSeconds", live.pauseSeconds);
}

/// Puts every field into an object.
class Writer {
public:
    explicit Writer(Json& json) : m_json(json) {}
    template <class T>
    void operator()(const char* name, const T& field) const {
        m_json[name] = field;
    }
    template <class T, class Names>
    void operator()(const char* name, const T& field, const Names& names) const {
        m_json[name] = nameOf(field, names);
    }

private:
    Json& m_json;
};

/// Takes every field that is there from an object.
class Reader {
public:
    explicit Reader(ObjectReader& fields) : m_fields(fields) {}
    template <class T>
    void operator()(const char* name, T& field) const {
        m_fields.read(name, field);
    }
    template <class T, class Names>
    void operator()(const char* name, T& field, const Names& names) const {
        m_fields.read(name, field, names);
    }

private:
    ObjectReader& m_fields;
};

} // namespace

Json toJson(const data::DataSpec& data) {
    Json json = Json::object();
    forEachDataField(data, Writer(json));
    if (data.points.empty()) return json;
    Json points = Json::array();
    for (const auto& point : data.points) points.push_back({point.x, point.y, point.label});
    json["points"] = std::move(points);
    return json;
}

Json toJson(const train::TrainConfig& train) {
    Json json = Json::object();
    forEachTrainField(train, Writer(json));
    return json;
}

Json toJson(const train::LiveSettings& live) {
    Json json = Json::object();
    forEachLiveField(live, Writer(json));
    return json;
}

Json toJson(const train::Event& event) {
    Json json = {{"kind", nameOf(event.kind, kEvents)},
                 {"step", event.step},
                 {"epoch", event.epoch},
                 {"text", toText(event.message)}, // for who does not know the message
                 {"layer", event.layer},
                 {"unit", event.unit},
                 {"live", toJson(event.live)}};
    if (!event.message.empty()) json["message"] = toJson(event.message);
    if (std::isfinite(event.strength)) json["strength"] = event.strength;
    return json;
}

Json experimentToJson(const train::Experiment& experiment) {
    return {{"name", experiment.name},
            {"net", nn::toString(experiment.net)},
            {"data", toJson(experiment.data)},
            {"train", toJson(experiment.train)}};
}

namespace {

/// Each as [x, y, class].
void readPoints(ObjectReader& fields, std::vector<data::AddedPoint>& points) {
    const Json* list = fields.find("points");
    if (!list) return;
    const auto isPoint = [](const Json& point) {
        return point.is_array() && point.size() == 3 && point[0].is_number() && point[1].is_number() &&
               point[2].is_number_integer();
    };
    if (!list->is_array() || !std::all_of(list->begin(), list->end(), isPoint))
        fields.fail("points", *list, Message(say::kPointList));
    points.clear();
    for (const Json& point : *list)
        points.push_back({point[0].get<double>(), point[1].get<double>(), point[2].get<int>()});
}

} // namespace

void fromJson(const Json& json, data::DataSpec& data, const std::string& where, const std::string& path) {
    ObjectReader fields(json, where, path);
    forEachDataField(data, Reader(fields));
    readPoints(fields, data.points);
    fields.done();
}

void fromJson(const Json& json, train::TrainConfig& train, const std::string& where,
              const std::string& path) {
    ObjectReader fields(json, where, path);
    fields.read("fold", train.merge, kMergeModes); // as older files call it
    forEachTrainField(train, Reader(fields));
    fields.done();
}

void fromJson(const Json& json, train::LiveSettings& live, const std::string& where,
              const std::string& path) {
    ObjectReader fields(json, where, path);
    forEachLiveField(live, Reader(fields));
    fields.done();
}

void fromJson(const Json& json, train::Event& event, const std::string& where, const std::string& path) {
    ObjectReader fields(json, where, path);
    fields.read("kind", event.kind, kEvents);
    fields.read("step", event.step);
    fields.read("epoch", event.epoch);
    std::string text;
    fields.read("text", text);
    event.message = text.empty() ? Message() : Message(say::kVerbatim, text);
    if (const Json* message = fields.find("message"))
        if (auto known = messageFromJson(*message)) event.message = std::move(*known);
    fields.read("layer", event.layer);
    fields.read("unit", event.unit);
    fields.read("strength", event.strength);
    if (const Json* live = fields.find("live")) fromJson(*live, event.live, where, fields.pathOf("live"));
    fields.done();
}

void fromJson(const Json& json, train::Experiment& experiment, const std::string& where) {
    ObjectReader fields(json, where, "");
    fields.read("name", experiment.name);
    if (const Json* data = fields.find("data")) fromJson(*data, experiment.data, where, "data");
    if (const Json* train = fields.find("train")) fromJson(*train, experiment.train, where, "train");
    experiment.net = readNet(fields.require("net"), where, "net");
    fields.done();
    try {
        train::validate(experiment);
    } catch (const Error& error) {
        throw Error(say::kOfThing, where, error.message());
    }
}

} // namespace tristate::io

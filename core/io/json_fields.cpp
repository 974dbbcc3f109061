#include "core/io/json_fields.h"

#include "core/io/object_reader.h"

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

namespace tristate::io {

namespace {

using train::EventKind;
using train::OptimizerKind;
using train::RateSchedule;

constexpr auto kOptimizers = {std::pair{OptimizerKind::Sgd, "sgd"}, std::pair{OptimizerKind::Adam, "adam"}};
constexpr auto kSchedules = {std::pair{RateSchedule::Constant, "constant"},
                             std::pair{RateSchedule::Cosine, "cosine"}};
constexpr auto kEvents = {
    std::pair{EventKind::Started, "started"},
    std::pair{EventKind::SettingsChanged, "settings changed"},
    std::pair{EventKind::UnitsRemoved, "units removed"},
    std::pair{EventKind::LastUnitKept, "last unit kept"},
    std::pair{EventKind::LayerLinear, "layer linear"},
    std::pair{EventKind::LayerNonlinear, "layer nonlinear"},
    std::pair{EventKind::EpochFinished, "epoch finished"},
    std::pair{EventKind::Paused, "paused"},
    std::pair{EventKind::Resumed, "resumed"},
    std::pair{EventKind::Finished, "finished"},
    std::pair{EventKind::Diverged, "diverged"},
    std::pair{EventKind::Failed, "failed"},
};

/// Follows a parser and refuses what no file of ours holds: a key that comes twice (JSON leaves open which
/// one counts), and a depth or a number of keys that would only serve to make reading slow.
class StructureGuard {
public:
    explicit StructureGuard(const std::string& where) : m_where(where) {}

    bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
        if (depth > kMostDepth)
            throw Error(m_where + ": it is nested more than " + std::to_string(kMostDepth) + " levels deep");
        if (event == Json::parse_event_t::object_start) m_keys.emplace_back();
        if (event == Json::parse_event_t::object_end) m_keys.pop_back();
        if (event == Json::parse_event_t::key) addKey(parsed.get<std::string>());
        return true;
    }

private:
    static constexpr int kMostDepth = 32;
    static constexpr std::size_t kMostKeys = 1000;

    void addKey(const std::string& key) {
        if (!m_keys.back().insert(key).second) throw Error(m_where + ": the key '" + key + "' comes twice");
        if (m_keys.back().size() > kMostKeys)
            throw Error(m_where + ": an object has more than " + std::to_string(kMostKeys) + " keys");
    }

    const std::string& m_where;
    std::vector<std::set<std::string>> m_keys; ///< of the objects that are open
};

template <class Enum>
const char* nameOf(Enum kind, std::initializer_list<std::pair<Enum, const char*>> names) {
    return std::find_if(names.begin(), names.end(), [kind](const auto& entry) { return entry.first == kind; })
        ->second;
}

void addLambdas(Json& json, const objective::Lambdas& lambdas) {
    json["lambda1"] = lambdas.lambda1;
    json["lambda2"] = lambdas.lambda2;
    json["lambda3"] = lambdas.lambda3;
    json["lambda4"] = lambdas.lambda4;
}

void readLambdas(ObjectReader& fields, objective::Lambdas& lambdas) {
    fields.read("lambda1", lambdas.lambda1);
    fields.read("lambda2", lambdas.lambda2);
    fields.read("lambda3", lambdas.lambda3);
    fields.read("lambda4", lambdas.lambda4);
}

} // namespace

Json parseJson(std::string_view text, const std::string& where) {
    StructureGuard guard(where);
    try {
        return Json::parse(text, std::ref(guard));
    } catch (const Json::parse_error& error) {
        const std::string_view before = text.substr(0, error.byte > 0 ? error.byte - 1 : 0);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const auto column =
            before.size() - (before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1) + 1;
        throw Error(where + ": not JSON at line " + std::to_string(line) + ", column " +
                    std::to_string(column));
    } catch (const Json::exception&) { // a number beyond what a double holds
        throw Error(where + ": a number is out of range");
    }
}

std::string dumpJson(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json toJson(const data::DataSpec& data) {
    return {{"source", data.source},
            {"validation", data.validation},
            {"trainSamples", data.trainSamples},
            {"testSamples", data.testSamples},
            {"seed", data.seed}};
}

Json toJson(const train::TrainConfig& train) {
    Json json = {{"epochs", train.epochs},
                 {"batch", train.batch},
                 {"seed", train.seed},
                 {"threads", train.threads},
                 {"optimizer", nameOf(train.optimizer, kOptimizers)},
                 {"rate", train.rate},
                 {"momentum", train.momentum},
                 {"schedule", nameOf(train.schedule, kSchedules)},
                 {"gates", train.gates},
                 {"depthGates", train.depthGates},
                 {"gateRate", train.gateRate},
                 {"gateStart", train.gateStart}};
    addLambdas(json, train.lambdas);
    json["warmupEpochs"] = train.warmupEpochs;
    json["shift"] = train.shift;
    json["frozenEpochs"] = train.frozenEpochs;
    json["patience"] = train.patience;
    return json;
}

Json toJson(const train::LiveSettings& live) {
    Json json = Json::object();
    addLambdas(json, live.lambdas);
    json["rate"] = live.rate;
    json["gateRate"] = live.gateRate;
    json["freezeWeights"] = live.freezeWeights;
    json["freezeGates"] = live.freezeGates;
    json["patience"] = live.patience;
    json["pauseSeconds"] = live.pauseSeconds;
    return json;
}

Json toJson(const train::Event& event) {
    return {{"kind", nameOf(event.kind, kEvents)},
            {"step", event.step},
            {"epoch", event.epoch},
            {"text", event.text},
            {"layer", event.layer},
            {"live", toJson(event.live)}};
}

Json experimentToJson(const train::Experiment& experiment) {
    return {{"name", experiment.name},
            {"net", nn::toString(experiment.net)},
            {"data", toJson(experiment.data)},
            {"train", toJson(experiment.train)}};
}

void fromJson(const Json& json, data::DataSpec& data, const std::string& where, const std::string& path) {
    ObjectReader fields(json, where, path);
    fields.read("source", data.source);
    fields.read("validation", data.validation);
    fields.read("trainSamples", data.trainSamples);
    fields.read("testSamples", data.testSamples);
    fields.read("seed", data.seed);
    fields.done();
}

void fromJson(const Json& json, train::TrainConfig& train, const std::string& where,
              const std::string& path) {
    ObjectReader fields(json, where, path);
    fields.read("epochs", train.epochs);
    fields.read("batch", train.batch);
    fields.read("seed", train.seed);
    fields.read("threads", train.threads);
    fields.read("optimizer", train.optimizer, kOptimizers);
    fields.read("rate", train.rate);
    fields.read("momentum", train.momentum);
    fields.read("schedule", train.schedule, kSchedules);
    fields.read("gates", train.gates);
    fields.read("depthGates", train.depthGates);
    fields.read("gateRate", train.gateRate);
    fields.read("gateStart", train.gateStart);
    readLambdas(fields, train.lambdas);
    fields.read("warmupEpochs", train.warmupEpochs);
    fields.read("shift", train.shift);
    fields.read("frozenEpochs", train.frozenEpochs);
    fields.read("patience", train.patience);
    fields.done();
}

void fromJson(const Json& json, train::LiveSettings& live, const std::string& where,
              const std::string& path) {
    ObjectReader fields(json, where, path);
    readLambdas(fields, live.lambdas);
    fields.read("rate", live.rate);
    fields.read("gateRate", live.gateRate);
    fields.read("freezeWeights", live.freezeWeights);
    fields.read("freezeGates", live.freezeGates);
    fields.read("patience", live.patience);
    fields.read("pauseSeconds", live.pauseSeconds);
    fields.done();
}

void fromJson(const Json& json, train::Event& event, const std::string& where, const std::string& path) {
    ObjectReader fields(json, where, path);
    fields.read("kind", event.kind, kEvents);
    fields.read("step", event.step);
    fields.read("epoch", event.epoch);
    fields.read("text", event.text);
    fields.read("layer", event.layer);
    if (const Json* live = fields.find("live")) fromJson(*live, event.live, where, fields.pathOf("live"));
    fields.done();
}

void fromJson(const Json& json, train::Experiment& experiment, const std::string& where) {
    ObjectReader fields(json, where, "");
    fields.read("name", experiment.name);
    if (const Json* data = fields.find("data")) fromJson(*data, experiment.data, where, "data");
    if (const Json* train = fields.find("train")) fromJson(*train, experiment.train, where, "train");
    const Json& net = fields.require("net");
    if (!net.is_string()) fields.fail("net", net, "a net spec such as 784-300-100-10");
    fields.done();
    try {
        experiment.net = nn::parseNetworkSpec(net.get<std::string>());
        train::validate(experiment);
    } catch (const Error& error) {
        throw Error(where + ": " + error.what());
    }
}

} // namespace tristate::io

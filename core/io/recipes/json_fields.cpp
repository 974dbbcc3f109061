#include "core/io/recipes/json_fields.h"

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/io/files/object_reader.h"
#include "core/io/recipes/message_json.h"
#include "core/io/recipes/net_json.h"
#include "core/messages/common.h"
#include "core/messages/files.h"
#include "core/train/settings.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::io {

namespace {

using train::EventKind;
using train::Setting;
using train::SettingValue;

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
    std::pair{EventKind::BlockVanished, "block vanished"},
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

Json toJson(const Setting& setting, const SettingValue& value) {
    if (setting.kind == Setting::Kind::Choice) return train::toText(setting, value);
    return std::visit([](const auto& held) { return Json(held); }, value);
}

SettingValue readChoice(ObjectReader& fields, const char* key, const Setting& setting, const Json& json) {
    const int choice = json.is_string() ? train::findChoice(setting, json.get<std::string>()) : -1;
    if (choice < 0) fields.fail(key, json, Message(say::kOneOf, train::namesOfChoices(setting)));
    return choice;
}

/// Takes the value of a key when it is there; of the type that `value` has.
void read(ObjectReader& fields, const char* key, const Setting& setting, SettingValue& value) {
    if (setting.kind == Setting::Kind::Choice) {
        if (const Json* json = fields.find(key)) value = readChoice(fields, key, setting, *json);
        return;
    }
    std::visit([&](auto& held) { fields.read(key, held); }, value);
}

/// Every setting that is in an `Owner`, by the key alone.
template <class Owner>
Json writeSettings(const Owner& owner, train::SettingField<Owner> Setting::*field) {
    Json json = Json::object();
    for (const Setting& setting : train::settings())
        if (const auto& access = setting.*field) json[setting.key()] = toJson(setting, access.get(owner));
    return json;
}

template <class Owner>
void readSettings(ObjectReader& fields, Owner& owner, train::SettingField<Owner> Setting::*field) {
    for (const Setting& setting : train::settings()) {
        const auto& access = setting.*field;
        if (!access) continue;
        SettingValue value = access.get(owner);
        if (setting.oldKey) read(fields, setting.oldKey, setting, value);
        read(fields, setting.key(), setting, value);
        access.set(owner, value);
    }
}

} // namespace

Json toJson(const data::DataSpec& data) {
    Json json = writeSettings(data, &Setting::data);
    if (data.points.empty()) return json;
    Json points = Json::array();
    for (const auto& point : data.points) points.push_back({point.x, point.y, point.label});
    json["points"] = std::move(points);
    return json;
}

Json toJson(const train::TrainConfig& train) {
    return writeSettings(train, &Setting::train);
}

Json toJson(const train::LiveSettings& live) {
    return writeSettings(live, &Setting::live);
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
            {"net", graph::toString(experiment.net)},
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
    readSettings(fields, data, &Setting::data);
    readPoints(fields, data.points);
    fields.done();
}

void fromJson(const Json& json, train::TrainConfig& train, const std::string& where,
              const std::string& path) {
    ObjectReader fields(json, where, path);
    readSettings(fields, train, &Setting::train);
    fields.done();
}

void fromJson(const Json& json, train::LiveSettings& live, const std::string& where,
              const std::string& path) {
    ObjectReader fields(json, where, path);
    readSettings(fields, live, &Setting::live);
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

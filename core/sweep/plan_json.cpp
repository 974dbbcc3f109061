#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/io/files/object_reader.h"
#include "core/io/recipes/experiment_json.h"
#include "core/io/recipes/json_fields.h"
#include "core/messages/sweeps.h"
#include "core/sweep/plan.h"

#include <algorithm>
#include <utility>

namespace tristate::sweep {

namespace {

using io::Json;
using io::ObjectReader;
using Kind = train::Setting::Kind;

constexpr auto kModes = {std::pair{Mode::Grid, "grid"}, std::pair{Mode::Random, "random"},
                         std::pair{Mode::Frontier, "frontier"}};

const char* nameOf(Mode mode) {
    return std::find_if(kModes.begin(), kModes.end(), [mode](const auto& of) { return of.first == mode; })
        ->second;
}

Json toJson(const Axis& axis) {
    Json json{{"setting", axis.path}};
    for (const Value& value : axis.values) json["values"].push_back(toJson(axis, value));
    if (!axis.range) return json;
    json["from"] = axis.range->from;
    json["to"] = axis.range->to;
    json["scale"] = axis.range->isLog ? "log" : "linear";
    return json;
}

template <class T>
T readOne(const Json& json, const std::string& where) {
    const Json object{{"values", json}};
    ObjectReader fields(object, where, "vary");
    T value{};
    fields.read("values", value);
    return value;
}

Value readValue(const Axis& axis, const Json& json, const std::string& where) {
    if (axis.isNet()) return graph::toString(graph::parseGraph(readOne<std::string>(json, where)));
    const train::Setting& setting = *train::findSetting(axis.path);
    switch (setting.kind) {
    case Kind::Whole:
        return readOne<int>(json, where);
    case Kind::Seed:
        return readOne<std::uint64_t>(json, where);
    case Kind::Switch:
        return readOne<bool>(json, where);
    case Kind::Choice:
        return train::parseSetting(setting, readOne<std::string>(json, where));
    case Kind::Text:
        return readOne<std::string>(json, where);
    case Kind::Number:
        break;
    }
    return readOne<double>(json, where);
}

void readRange(ObjectReader& fields, Axis& axis) {
    Range range;
    fields.read("from", range.from);
    fields.require("to");
    fields.read("to", range.to);
    fields.read("scale", range.isLog, {{true, "log"}, {false, "linear"}});
    axis.range = range;
}

Axis readAxis(const Json& json, const std::string& where) {
    ObjectReader fields(json, where, "vary");
    Axis axis;
    fields.require("setting");
    fields.read("setting", axis.path);
    axis.path = pathOfVaried(axis.path);
    if (fields.find("from")) readRange(fields, axis);
    int count = 0;
    fields.read("count", count);
    if (const Json* values = fields.find("values")) {
        if (!values->is_array()) fields.fail("values", *values, Message(say::kAList));
        for (const Json& value : *values) axis.values.push_back(readValue(axis, value, where));
    } else if (count != 0) {
        if (count < 1 || count > kMostValues)
            fields.fail("count", count, Message(say::kWholeNumber, 1, kMostValues));
        validate(axis);
        spread(axis, count);
    }
    fields.done();
    return axis;
}

train::Experiment readExperiment(const Json& json, const std::string& where) {
    if (json.is_string()) return io::preset(json.get<std::string>());
    train::Experiment experiment;
    io::fromJson(json, experiment, where);
    return experiment;
}

} // namespace

Json toJson(const Axis& axis, const Value& value) {
    if (!axis.isNet() && train::findSetting(axis.path)->kind == Kind::Choice) return axis.text(value);
    return std::visit([](const auto& held) { return Json(held); }, value);
}

Json toJson(const Plan& plan) {
    train::Experiment base = plan.base;
    base.train.threads = 0;
    Json json{{"mode", nameOf(plan.mode)}};
    if (plan.mode != Mode::Grid) json["runs"] = plan.runs;
    json["vary"] = Json::array();
    for (const Axis& axis : plan.axes) json["vary"].push_back(toJson(axis));
    json["experiment"] = io::experimentToJson(base);
    return json;
}

Plan planFromJson(const Json& json, const std::string& where) {
    ObjectReader fields(json, where, "");
    Plan plan;
    fields.read("mode", plan.mode, kModes);
    fields.read("runs", plan.runs);
    plan.base = readExperiment(fields.require("experiment"), where);
    const Json& vary = fields.require("vary");
    if (!vary.is_array()) fields.fail("vary", vary, Message(say::kAList));
    try {
        for (const Json& axis : vary) plan.axes.push_back(readAxis(axis, where));
        fields.done();
        validate(plan);
    } catch (const Error& error) {
        if (error.message().is(say::kOfThing)) throw;
        throw Error(say::kOfThing, where, error.message());
    }
    return plan;
}

} // namespace tristate::sweep

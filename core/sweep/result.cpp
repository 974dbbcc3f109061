#include "core/sweep/result.h"

#include "core/base/error.h"
#include "core/io/files/object_reader.h"
#include "core/io/recipes/message_json.h"
#include "core/messages/common.h"
#include "core/messages/formats.h"
#include "core/nn/size.h"
#include "core/prune/export_network.h"

#include <cmath>
#include <numeric>
#include <utility>

namespace tristate::sweep {

namespace {

using io::Json;

void readUnits(io::ObjectReader& fields, std::vector<int>& units) {
    const Json& list = fields.require("architecture");
    if (!list.is_array()) fields.fail("architecture", list, Message(say::kNumberList));
    for (const Json& number : list) {
        if (!number.is_number_unsigned() || !std::in_range<int>(number.get<std::uint64_t>()))
            fields.fail("architecture", list, Message(say::kNumberList));
        units.push_back(number.get<int>());
    }
}

void readFailure(io::ObjectReader& fields, Result& result) {
    std::string text;
    fields.read("failed", text);
    result.failure = Message(say::kVerbatim, text);
    if (const Json* message = fields.find("message"))
        if (auto known = io::messageFromJson(*message)) result.failure = std::move(*known);
}

/// Absent: percent.
void readMetric(io::ObjectReader& fields, Result& result) {
    std::string key;
    fields.read("metric", key);
    for (const train::Metric metric : {train::Metric::Rmse, train::Metric::RelativeRmse})
        if (key == train::keyOf(metric)) result.metric = metric;
}

void readFigures(io::ObjectReader& fields, Result& result) {
    for (const char* key : {"test_error", "parameters", "flops", "bytes", "signature"}) fields.require(key);
    readMetric(fields, result);
    fields.read("test_error", result.testError);
    fields.read("validation_error", result.validationError);
    fields.read("loss", result.loss);
    fields.read("step", result.step);
    readUnits(fields, result.architecture);
    fields.read("neurons", result.neurons);
    fields.read("parameters", result.parameters);
    fields.read("flops", result.operations);
    fields.read("bytes", result.bytes);
    fields.read("signature", result.signature);
}

} // namespace

void describe(const nn::Network& network, prune::MergeMode merge, Result& result) {
    const auto stages = nn::openSizes(network);
    result.architecture = nn::openUnits(network);
    result.neurons = std::accumulate(result.architecture.begin(), result.architecture.end(), 0);
    result.parameters = nn::totalParameters(stages);
    result.operations = nn::totalFlops(stages);
    result.bytes = prune::exportNetwork(network, merge).parameters() * static_cast<long long>(sizeof(float));
    result.signature = network.signature();
}

Json toJson(const Result& result) {
    Json json{{"run", result.id}, {"settings", result.settings}};
    if (result.failed()) {
        json["failed"] = toText(result.failure);
        json["message"] = io::toJson(result.failure);
        return json;
    }
    if (result.metric != train::Metric::ErrorRate) json["metric"] = train::keyOf(result.metric);
    json["test_error"] = result.testError;
    if (!std::isnan(result.validationError)) json["validation_error"] = result.validationError;
    json.update({{"loss", result.loss},
                 {"step", result.step},
                 {"architecture", result.architecture},
                 {"neurons", result.neurons},
                 {"parameters", result.parameters},
                 {"flops", result.operations},
                 {"bytes", result.bytes},
                 {"signature", result.signature}});
    return json;
}

std::string settingText(const Result& result, const std::string& name) {
    const auto found = result.settings.find(name);
    if (found == result.settings.end()) return "";
    return found->is_string() ? found->get<std::string>() : io::dumpJson(*found, -1);
}

std::string toText(const Result& result) {
    return io::dumpJson(toJson(result), -1) + "\n";
}

Result resultFromText(std::string_view text, const std::string& where) {
    const Json json = io::parseJson(text, where);
    io::ObjectReader fields(json, where, "");
    Result result;
    fields.require("run");
    fields.read("run", result.id);
    result.settings = fields.require("settings");
    if (!result.settings.is_object()) fields.fail("settings", result.settings, Message(say::kAnObject));
    if (fields.find("failed"))
        readFailure(fields, result);
    else
        readFigures(fields, result);
    fields.done();
    return result;
}

} // namespace tristate::sweep

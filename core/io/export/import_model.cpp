#include "core/io/export/import_model.h"

#include "core/base/error.h"
#include "core/io/files/json.h"
#include "core/io/formats/json/plain_json.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "core/messages/common.h"
#include "core/messages/exports.h"
#include "core/prune/import_network.h"

#include <algorithm>
#include <cmath>

namespace tristate::io {

namespace {

nn::PlainNetwork read(const std::filesystem::path& file, const std::optional<graph::Graph>& spec,
                      std::vector<Message>& notes) {
    const std::string format = file.extension().string();
    if (format == ".safetensors") return networkFromSafetensors(file, spec);
    if (spec) throw Error(say::kOfThing, file.string(), Message(say::kSpecNotNeeded));
    if (format == ".json") return readPlainJson(file).network;
    if (format != ".onnx")
        throw Error(say::kOfThing, file.string(), Message(say::kUnknownNetworkFile, format));
    OnnxModel model = readOnnx(file);
    notes = std::move(model.notes);
    return std::move(model.network);
}

} // namespace

ImportedModel importModel(const std::filesystem::path& file, const std::optional<graph::Graph>& spec,
                          const InputRange& range) {
    ImportedModel model;
    model.file = file;
    model.original = read(file, spec, model.notes);
    try {
        putInFront(model.original, range);
        model.range = range;
        model.network = std::make_shared<const nn::Network>(prune::importNetwork(model.original));
    } catch (const Error& error) {
        throw Error(say::kOfThing, file.string(), error.message());
    }
    return model;
}

Comparison proveImport(const ImportedModel& model, const nn::Network& network, const data::Dataset& test) {
    Comparison found;
    try {
        found = Prover(network, test).compare(plainRunner(model.original, "the plain forward pass"));
    } catch (const Error& error) {
        throw Error(say::kOfThing, model.file.string(), error.message());
    }
    if (isProof(found)) return found;
    throw Error(say::kOfThing, model.file.string(),
                Message(say::kImportDiffers, found.equalPredictions, found.samples,
                        dumpJson(found.largestDifference, -1), dumpJson(found.largestLogit, -1)));
}

namespace {

std::string percentText(double percent) {
    return shortest(std::round(percent * 100) / 100);
}

/// The error of the file; where it is large and another input range makes it much smaller, that one, too.
std::vector<Message> truthOf(const ImportedModel& model, const Comparison& found, const data::Splits& data) {
    const double error = found.errorAfter;
    if (found.metric != train::Metric::ErrorRate)
        return {Message(say::kRmseOfFile, model.file.filename().string(),
                        train::errorText(found.metric, error), found.samples)};
    std::vector<Message> truth{
        Message(say::kErrorOfFile, model.file.filename().string(), percentText(error), found.samples)};
    constexpr double kSuspicious = 5, kMuchSmaller = 0.7;
    if (error < kSuspicious) return truth;
    nn::PlainNetwork bare = model.original;
    if (!model.range.isUnit()) bare.remove(0);
    const std::vector<ErrorUnderRange> errors = errorsUnderRanges(bare, data);
    const auto best = std::min_element(errors.begin(), errors.end(),
                                       [](const auto& a, const auto& b) { return a.error < b.error; });
    if (best->error < kMuchSmaller * error)
        truth.push_back(Message(say::kOtherRange, best->range, percentText(best->error)));
    return truth;
}

} // namespace

ImportedStart startingFrom(const ImportedModel& model, train::Experiment experiment,
                           std::shared_ptr<const data::Splits> data) {
    experiment.net = model.network->graph();
    ImportedStart start;
    start.checkpoint = train::freshCheckpointFrom(model.network, experiment, std::move(data));
    start.equality = proveImport(model, start.checkpoint->network, start.checkpoint->data->test);
    start.truth = truthOf(model, start.equality, *start.checkpoint->data);
    return start;
}

Message equality(const ImportedModel& model, const Comparison& comparison) {
    const auto number = [](double value) { return dumpJson(static_cast<float>(value), -1); };
    return Message(say::kEqualTo, model.file.filename().string(), comparison.equalPredictions,
                   comparison.samples, number(comparison.largestDifference), number(comparison.largestLogit));
}

} // namespace tristate::io

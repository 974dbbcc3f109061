#include "core/io/export/import_model.h"

#include "core/base/error.h"
#include "core/io/files/json.h"
#include "core/io/formats/json/plain_json.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "core/prune/import_network.h"

namespace tristate::io {

namespace {

nn::PlainNetwork read(const std::filesystem::path& file, const std::optional<nn::NetworkSpec>& spec,
                      std::vector<std::string>& notes) {
    const std::string format = file.extension().string();
    if (format == ".safetensors") return networkFromSafetensors(file, spec);
    if (spec)
        throw Error(file.string() + ": a net spec goes with a .safetensors file, but this one tells its net");
    if (format == ".json") return readPlainJson(file).network;
    if (format != ".onnx")
        throw Error(file.string() + ": a file of type '" + format +
                    "', expected a network in .onnx, .safetensors or .json");
    OnnxModel model = readOnnx(file);
    notes = std::move(model.notes);
    return std::move(model.network);
}

} // namespace

ImportedModel importModel(const std::filesystem::path& file, const std::optional<nn::NetworkSpec>& spec) {
    ImportedModel model;
    model.file = file;
    model.original = read(file, spec, model.notes);
    try {
        model.network = std::make_shared<const nn::Network>(prune::importNetwork(model.original));
    } catch (const Error& error) {
        throw Error(file.string() + ": " + error.what());
    }
    return model;
}

Comparison proveImport(const ImportedModel& model, const nn::Network& network, const data::Dataset& test) {
    Comparison found;
    try {
        found = Prover(network, test).compare(plainRunner(model.original, "the plain forward pass"));
    } catch (const Error& error) {
        throw Error(model.file.string() + ": " + error.what());
    }
    if (isProof(found)) return found;
    throw Error(model.file.string() + ": the network to train does not match the one in the file: " +
                std::to_string(found.equalPredictions) + " of " + std::to_string(found.samples) +
                " predictions are equal, a logit differs by " + dumpJson(found.largestDifference, -1) +
                " of " + dumpJson(found.largestLogit, -1) + ", expected all and at most 1e-4 of it");
}

ImportedStart startingFrom(const ImportedModel& model, train::Experiment experiment,
                           std::shared_ptr<const data::Splits> data) {
    experiment.net = model.network->spec();
    ImportedStart start;
    start.checkpoint = train::freshCheckpointFrom(model.network, experiment, std::move(data));
    start.equality = proveImport(model, start.checkpoint->network, start.checkpoint->data->test);
    return start;
}

std::string toSentence(const ImportedModel& model, const Comparison& comparison) {
    return "Equal to " + model.file.filename().string() + ": " + std::to_string(comparison.equalPredictions) +
           " of " + std::to_string(comparison.samples) + " predictions, largest difference of a logit " +
           dumpJson(static_cast<float>(comparison.largestDifference), -1) + " (largest logit " +
           dumpJson(static_cast<float>(comparison.largestLogit), -1) + ").";
}

} // namespace tristate::io

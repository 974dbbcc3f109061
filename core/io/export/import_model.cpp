#include "core/io/export/import_model.h"

#include "core/base/error.h"
#include "core/io/export/range_errors.h"
#include "core/io/export/second_reader.h"
#include "core/io/files/json.h"
#include "core/io/formats/json/plain_json.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "core/messages/common.h"
#include "core/messages/exports.h"
#include "core/nn/plain_changes.h"
#include "core/prune/import_network.h"
#include "core/train/normalise.h"

#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

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

/// The error of the file; where it is large, what may be the reason, too.
std::vector<Message> truthOf(const ImportedModel& model, const Comparison& found, const data::Splits& data) {
    const double error = found.errorAfter;
    const std::string name = model.file.filename().string();
    const bool isRate = found.metric == train::Metric::ErrorRate;
    std::vector<Message> truth{
        isRate ? Message(say::kErrorOfFile, name, percentText(error), found.samples)
               : Message(say::kRmseOfFile, name, train::errorText(found.metric, error), found.samples)};
    constexpr double kSuspicious = 5;
    if (isRate && error < kSuspicious) return truth;
    const RangeErrors errors = errorsUnderRanges(withoutRange(model), data, {.threads = 0});
    if (const ErrorUnderRange* other = clearlyBetter(errors, error))
        truth.emplace_back(say::kOtherRange, other->range, train::errorText(errors.metric, other->error));
    else if (Message warning = chanceWarning(errors, error); !warning.empty())
        truth.push_back(std::move(warning));
    return truth;
}

} // namespace

namespace {

/// Puts the normalisation of a table's columns in front, as a net that begins with this table has it, and
/// takes it out of the first dense layer, if that alone reads them.
void splitOffNormalisation(nn::PlainNetwork& plain, const data::Dataset& training) {
    const std::vector<int> readers = graph::consumers(plain.graph).front();
    const auto columns = static_cast<Eigen::Index>(training.columns.size());
    if (columns == 0 || columns != plain.graph.input.features() || readers.size() != 1 ||
        !std::holds_alternative<graph::Dense>(plain.operation(readers.front())))
        return;
    const auto reader = static_cast<std::size_t>(readers.front()) + 1;
    plain.insert(0, graph::Affine{.fixed = true},
                 {nn::RowMatrix::Ones(1, columns), Eigen::VectorXf::Zero(columns)}, {graph::kInput});
    plain.graph.nodes[reader].inputs = {0};
    nn::Network fitted = prune::importNetwork(plain);
    train::fitNormalisation(fitted, training);
    const auto numbers = fitted.layers()[0]->parameters(); // scale and shift
    const Eigen::VectorXd scale = numbers[0]->value.col(0).matrix().cast<double>();
    const Eigen::VectorXd shift = numbers[1]->value.col(0).matrix().cast<double>();
    plain.weights[0] = {scale.transpose().cast<float>(), Eigen::VectorXf(shift.cast<float>())};
    nn::NodeWeights& dense = plain.weights[reader];
    const Eigen::MatrixXd weight = dense.weight.cast<double>() * scale.cwiseInverse().asDiagonal();
    dense.bias = (dense.bias.cast<double>() - weight * shift).cast<float>();
    dense.weight = weight.cast<float>();
}

/// What trains: of a table behind the normalisation of its columns, of a regression before units of its own,
/// so that its weights learn numbers of mean 0 and deviation 1 whatever the units of the file. Other
/// programs, and exports, have them in the first and the last weights.
std::shared_ptr<const nn::Network> trainable(const ImportedModel& model, const data::Dataset& training,
                                             bool normalise) {
    const auto count = static_cast<Eigen::Index>(training.targets.size());
    Eigen::VectorXd scale(count), shift(count);
    for (Eigen::Index t = 0; t < count; ++t) {
        scale[t] = training.targets[static_cast<std::size_t>(t)].deviation;
        shift[t] = training.targets[static_cast<std::size_t>(t)].mean;
    }
    nn::PlainNetwork plain = model.original;
    if (count == 0 || !nn::splitOffUnits(plain, scale, shift)) return model.network;
    if (normalise) splitOffNormalisation(plain, training);
    return std::make_shared<const nn::Network>(prune::importNetwork(plain));
}

} // namespace

ImportedStart startingFrom(const ImportedModel& model, train::Experiment experiment,
                           std::shared_ptr<const data::Splits> data) {
    const std::shared_ptr<const nn::Network> network =
        trainable(model, data->train, experiment.data.normalise);
    experiment.net = network->graph();
    ImportedStart start;
    start.checkpoint = train::freshCheckpointFrom(network, experiment, std::move(data));
    start.equality = proveImport(model, start.checkpoint->network, start.checkpoint->data->test);
    start.truth = truthOf(model, start.equality, *start.checkpoint->data);
    if (const auto reader = SecondReader::find(); reader && model.file.extension() == ".onnx")
        start.truth.push_back(secondOpinion(*reader, model, start.checkpoint->data->test));
    return start;
}

nn::PlainNetwork withoutRange(const ImportedModel& model) {
    nn::PlainNetwork bare = model.original;
    if (!model.range.isUnit()) bare.remove(0);
    return bare;
}

train::Event importEvent(const ImportedStart& start) {
    return {.kind = train::EventKind::Started, .message = start.truth.at(0), .live = start.checkpoint->live};
}

bool isImport(const train::Event& event) {
    return event.message.is(say::kErrorOfFile) || event.message.is(say::kRmseOfFile);
}

std::optional<double> errorOfImport(const train::Event& event) {
    if (!isImport(event) || event.message.arguments().size() < 2) return std::nullopt;
    const auto* text = std::get_if<std::string>(&event.message.arguments()[1].value);
    double error = 0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), error).ec != std::errc())
        return std::nullopt;
    return error;
}

Message equality(const ImportedModel& model, const Comparison& comparison) {
    const auto number = [](double value) { return dumpJson(static_cast<float>(value), -1); };
    return Message(say::kEqualTo, model.file.filename().string(), comparison.equalPredictions,
                   comparison.samples, number(comparison.largestDifference), number(comparison.largestLogit));
}

} // namespace tristate::io

#include "app/cli/report.h"

#include "app/cli/text.h"
#include "core/nn/size.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <numeric>
#include <utility>

namespace tristate::cli {

void printLine(const Json& object) {
    std::cout << object.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
}

namespace {

Size makeSize(std::vector<int> architecture, long long parameters, long long flops) {
    const int neurons = std::accumulate(architecture.begin(), architecture.end(), 0);
    return {std::move(architecture), neurons, parameters, flops};
}

} // namespace

Size sizeOf(const nn::Network& network) {
    const auto stages = nn::openSizes(network);
    std::vector<int> architecture;
    for (const auto* gates : network.gates()) {
        const auto stage = std::find_if(stages.begin(), stages.end(),
                                        [&](const auto& of) { return of.gates == gates->index; });
        architecture.push_back(stage->units);
    }
    return makeSize(std::move(architecture), nn::totalParameters(stages), nn::totalFlops(stages));
}

Size sizeOf(const nn::PlainNetwork& network) {
    std::vector<int> widths = network.architecture();
    if (!widths.empty()) widths.pop_back();
    return makeSize(std::move(widths), network.parameters(), network.flops());
}

void addSize(Json& object, const Size& size) {
    object["architecture"] = size.architecture;
    object["neurons"] = size.neurons;
    object["parameters"] = size.parameters;
    object["flops"] = size.flops;
}

std::vector<std::string> toTexts(const std::vector<Message>& messages) {
    std::vector<std::string> texts;
    for (const Message& message : messages) texts.push_back(toText(message));
    return texts;
}

void addFigures(Json& object, const data::Dataset& data, const train::Evaluation& figures) {
    if (!data.isRegression()) return;
    object["task"] = "regression";
    object["metric"] = train::keyOf(train::metricOf(data));
    for (std::size_t t = 0; t < figures.targets.size(); ++t) {
        const auto& [rmse, mae, r2] = figures.targets[t];
        object["targets"].push_back(
            {{"name", data.targets[t].name}, {"rmse", rmse}, {"mae", mae}, {"r2", r2}});
    }
    if (figures.targets.size() != 1) return;
    object["test_rmse"] = figures.targets.front().rmse;
    object["test_mae"] = figures.targets.front().mae;
    object["test_r2"] = figures.targets.front().r2;
}

std::string figuresText(const data::Dataset& data, const train::Evaluation& figures) {
    std::string text;
    for (std::size_t t = 0; t < figures.targets.size(); ++t)
        text += formatted("%s: RMSE %.4g, mean absolute error %.4g, R2 %.3f\n", data.targets[t].name.c_str(),
                          figures.targets[t].rmse, figures.targets[t].mae, figures.targets[t].r2);
    return text;
}

Json toJson(const io::ExportProof& proof) {
    Json json{{"file", proof.file.string()},
              {"format", proof.format},
              {"bytes", proof.bytes},
              {"proof", proof.how},
              {"proven", proof.state == io::ProofState::Proven},
              {"notes", toTexts(proof.notes)}};
    if (proof.samples == 0) return json; // no network in it
    json.update({{"architecture_before", proof.architectureBefore},
                 {"architecture_after", proof.architectureAfter},
                 {"weight_layers_before", proof.weightLayersBefore},
                 {"weight_layers_after", proof.weightLayersAfter},
                 {"parameters_before", proof.parametersBefore},
                 {"parameters_after", proof.parametersAfter},
                 {"flops_before", proof.flopsBefore},
                 {"flops_after", proof.flopsAfter},
                 {"samples", proof.samples},
                 {"equal_predictions", proof.equalPredictions},
                 {"largest_difference", proof.largestDifference},
                 {"largest_logit", proof.largestLogit},
                 {"metric", train::keyOf(proof.metric)},
                 {"test_error_before", proof.testErrorBefore},
                 {"test_error_after", proof.testErrorAfter},
                 {"microseconds_before", proof.microsecondsBefore},
                 {"microseconds_after", proof.microsecondsAfter}});
    if (proof.device) {
        json["device"] = {{"stack_bytes", proof.device->stack},
                          {"constant_bytes", proof.device->constants},
                          {"layers", Json::array()}};
        for (const auto& layer : proof.device->layers)
            json["device"]["layers"].push_back({{"name", layer.name}, {"microseconds", layer.microseconds}});
    }
    for (const io::ExportProof& part : proof.parts) json["parts"].push_back(toJson(part));
    return json;
}

std::string toText(const io::ExportProof& proof) {
    const auto row = [](const char* name, const std::string& before, const std::string& after) {
        return formatted("  %-14s %s -> %s\n", name, before.c_str(), after.c_str());
    };
    std::string text = formatted("%s (%s, %s bytes)\n", proof.file.c_str(), proof.format.c_str(),
                                 withSeparators(proof.bytes).c_str());
    if (proof.samples == 0) return text; // no network in it
    text += row("units", dashed(proof.architectureBefore), dashed(proof.architectureAfter));
    text += row("weight layers", std::to_string(proof.weightLayersBefore),
                std::to_string(proof.weightLayersAfter));
    text += row("parameters", withSeparators(proof.parametersBefore), withSeparators(proof.parametersAfter));
    text += row("operations", withSeparators(proof.flopsBefore), withSeparators(proof.flopsAfter));
    text += row((std::string("test ") + train::nameOf(proof.metric)).c_str(),
                train::errorText(proof.metric, proof.testErrorBefore),
                train::errorText(proof.metric, proof.testErrorAfter));
    if (proof.state == io::ProofState::Proven)
        text +=
            formatted("  equal predictions %zu of %zu, largest difference %.1e (%s up to %.1f)\n",
                      proof.equalPredictions, proof.samples, proof.largestDifference,
                      proof.metric == train::Metric::ErrorRate ? "logits" : "outputs", proof.largestLogit);
    text += formatted("  median time of a sample %.1f us -> %.1f us\n", proof.microsecondsBefore,
                      proof.microsecondsAfter);
    const auto how = [](const io::ExportProof& of) {
        return of.state == io::ProofState::Proven ? of.how : "not proven: " + of.how;
    };
    text += "  proof: " + how(proof) + "\n";
    const auto device = [](const io::DeviceNeeds& needs, const char* margin) {
        std::string words = formatted("%sas C: %s bytes of RAM, %s of flash", margin,
                                      withSeparators(static_cast<long long>(needs.stack)).c_str(),
                                      withSeparators(static_cast<long long>(needs.constants)).c_str());
        for (const auto& layer : needs.layers)
            words += formatted(&layer == needs.layers.data() ? "; here %s %.2f us" : ", %s %.2f us",
                               layer.name.c_str(), layer.microseconds);
        return words + "\n";
    };
    if (proof.device) text += device(*proof.device, "  ");
    for (const io::ExportProof& part : proof.parts)
        text += formatted("    %s, %s bytes, %.1f us: %s\n", part.file.c_str(),
                          withSeparators(part.bytes).c_str(), part.microsecondsAfter, how(part).c_str());
    for (const io::ExportProof& part : proof.parts)
        if (part.device) text += device(*part.device, "    ");
    for (const std::string& note : toTexts(proof.notes)) text += "  " + note + "\n";
    return text;
}

} // namespace tristate::cli

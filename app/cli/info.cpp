#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/model_file.h"
#include "app/cli/report.h"
#include "app/cli/text.h"
#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/io/store/session_file.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace tristate::cli {

namespace {

struct InfoOptions {
    std::filesystem::path model;
    bool json = false;
};

std::string toText(const Size& size) {
    return formatted("units       %s\nparameters  %s\noperations  %s a sample\n",
                     dashed(size.architecture).c_str(), withSeparators(size.parameters).c_str(),
                     withSeparators(size.flops).c_str());
}

std::vector<int> originalUnits(const nn::Network& network) {
    std::vector<int> units;
    for (const auto* gates : network.gates()) units.push_back(gates->originalUnits());
    return units;
}

void describeSession(const InfoOptions& options) {
    const io::SavedSession session = io::openSession(options.model);
    const train::Checkpoint& checkpoint = *session.checkpoint;
    const Size size = sizeOf(checkpoint.network);
    const std::vector<int> original = originalUnits(checkpoint.network);
    if (!options.json) {
        std::cout << formatted("%s: a session after %lld minibatches\n", options.model.c_str(),
                               static_cast<long long>(checkpoint.trainer.step))
                  << "net         " << graph::toString(checkpoint.experiment.net) << '\n'
                  << toText(size) << "signature   " << checkpoint.network.signature() << '\n'
                  << "experiment\n"
                  << io::toJson(checkpoint.experiment) << '\n';
        return;
    }
    Json info{{"event", "done"},
              {"model", options.model.string()},
              {"format", "session"},
              {"net", graph::toString(checkpoint.experiment.net)},
              {"step", checkpoint.trainer.step},
              {"original_units", original}};
    addSize(info, size);
    info["signature"] = checkpoint.network.signature();
    info["experiment"] = Json::parse(io::toJson(checkpoint.experiment));
    printLine(info);
}

void describeModel(const InfoOptions& options) {
    const PlainModel model = readModel(options.model);
    const Size size = sizeOf(model.network);
    if (!options.json) {
        std::cout << options.model.string() << ": a network (" << model.format << ")\n"
                  << "input       " << toString(model.network.graph.input) << '\n'
                  << toText(size);
        for (const auto& [key, value] : model.metadata) std::cout << key << ": " << value << '\n';
        return;
    }
    Json info{{"event", "done"},
              {"model", options.model.string()},
              {"format", model.format},
              {"input", toString(model.network.graph.input)}};
    addSize(info, size);
    info["metadata"] = model.metadata;
    printLine(info);
}

void runInfo(const InfoOptions& options) {
    if (isSessionFile(options.model))
        describeSession(options);
    else
        describeModel(options);
}

} // namespace

void addInfo(CLI::App& app) {
    CLI::App* command = app.add_subcommand("info", "Tell what is in a model file");
    const auto options = std::make_shared<InfoOptions>();
    command->add_option("MODEL", options->model, "Session file, or exported .onnx, .safetensors or .json")
        ->required()
        ->type_name("");
    addJsonOption(*command, options->json);
    command->callback([options] { runInfo(*options); });
}

} // namespace tristate::cli

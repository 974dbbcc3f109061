#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/evaluation.h"
#include "app/cli/model_file.h"
#include "app/cli/range_arguments.h"
#include "app/cli/report.h"
#include "app/cli/setting_options.h"
#include "app/cli/text.h"
#include "core/io/store/session_file.h"
#include "core/train/evaluate.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace tristate::cli {

namespace {

struct EvalOptions {
    std::filesystem::path model;
    std::string data;
    RangeArguments range;
    int threads = 0;
    bool json = false;
};

struct Result {
    std::string data;
    Size size;
    train::Evaluation figures;
};

Result evaluateSession(const EvalOptions& options) {
    if (options.range.isGiven())
        throw CLI::ExcludesError("--input-range, --mean, --std", "a session, which holds its own");
    const io::SavedSession session = io::openSession(options.model);
    const nn::Network& network = session.checkpoint->network;
    data::DataSpec spec = session.checkpoint->experiment.data;
    if (!options.data.empty()) spec.source = options.data;
    const data::Dataset test = data::load(spec).test;
    return {test.name, sizeOf(network), train::evaluate(network, test, options.threads)};
}

Result evaluateModel(const EvalOptions& options) {
    if (options.data.empty()) throw CLI::RequiredError("--data (an exported network brings no data along)");
    nn::PlainNetwork network = readModel(options.model).network;
    data::DataSpec spec;
    spec.source = options.data;
    io::putInFront(network, options.range.range(spec));
    const data::Dataset test = data::load(spec).test;
    return {test.name, sizeOf(network), evaluate(network, test, options.threads)};
}

void runEval(const EvalOptions& options) {
    const auto [data, size, figures] =
        isSessionFile(options.model) ? evaluateSession(options) : evaluateModel(options);
    if (!options.json) {
        std::cout << formatted("%s on %s: %zu of %zu wrong, test error %.2f %%, loss %.4f\n",
                               options.model.c_str(), data.c_str(), figures.wrong, figures.samples,
                               figures.error, figures.loss);
        return;
    }
    Json done{{"event", "done"},        {"model", options.model.string()},
              {"data", data},           {"samples", figures.samples},
              {"wrong", figures.wrong}, {"test_error", figures.error},
              {"loss", figures.loss}};
    addSize(done, size);
    printLine(done);
}

} // namespace

void addEval(CLI::App& app) {
    CLI::App* command = app.add_subcommand("eval", "Measure a model on the test data");
    const auto options = std::make_shared<EvalOptions>();
    command->add_option("MODEL", options->model, "Session file, or exported .onnx, .safetensors or .json")
        ->required()
        ->type_name("");
    command->add_option(
        "--data", options->data,
        "Folder with the IDX files, or the name of a generated set; default: the session's own data");
    options->range.addTo(*command);
    addSettingOption(*command, "train.threads", options->threads);
    addJsonOption(*command, options->json);
    command->callback([options] { runEval(*options); });
}

} // namespace tristate::cli

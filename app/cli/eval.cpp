#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/loading.h"
#include "app/cli/model_file.h"
#include "app/cli/range_arguments.h"
#include "app/cli/report.h"
#include "app/cli/setting_options.h"
#include "app/cli/text.h"
#include "core/data/data_source.h"
#include "core/io/store/session_file.h"
#include "core/train/evaluate_plain.h"
#include "core/train/settings.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace tristate::cli {

namespace {

/// Of the data: --target and what else says how a table is read.
using GivenSettings = std::map<const train::Setting*, train::SettingValue>;

struct EvalOptions {
    std::filesystem::path model;
    GivenSettings data;
    RangeArguments range;
    int threads = 0;
    bool json = false;
};

struct Result {
    data::Dataset test;
    Size size;
    train::Evaluation figures;
};

bool hasData(const EvalOptions& options) {
    return options.data.contains(train::findSetting("data.source"));
}

/// The data of `experiment` with what was given.
data::DataSpec specOf(const EvalOptions& options, train::Experiment experiment = {}) {
    for (const auto& [setting, value] : options.data) setting->set(experiment, value);
    return experiment.data;
}

Result evaluateSession(const EvalOptions& options) {
    if (options.range.isGiven())
        throw CLI::ExcludesError("--input-range, --mean, --std", "a session, which holds its own");
    const io::SavedSession session = io::openSession(options.model);
    const nn::Network& network = session.checkpoint->network;
    data::Dataset test = loadData(specOf(options, session.checkpoint->experiment)).test;
    train::Evaluation figures = train::evaluate(network, test, options.threads);
    return {std::move(test), sizeOf(network), std::move(figures)};
}

Result evaluateModel(const EvalOptions& options) {
    if (!hasData(options)) throw CLI::RequiredError("--data (an exported network brings no data along)");
    nn::PlainNetwork network = readModel(options.model).network;
    const data::DataSpec spec = specOf(options);
    io::putInFront(network, options.range.range(spec));
    data::Dataset test = loadData(spec).test;
    train::Evaluation figures = train::evaluatePlain(network, test, options.threads);
    return {std::move(test), sizeOf(network), std::move(figures)};
}

std::string resultText(const EvalOptions& options, const Result& result) {
    const train::Evaluation& figures = result.figures;
    const std::string begin = formatted("%s on %s: ", options.model.c_str(), result.test.name.c_str());
    if (result.test.isRegression())
        return begin +
               formatted("%zu samples, test RMSE %s, loss %.4f\n", figures.samples,
                         train::errorText(train::metricOf(result.test), figures.error).c_str(),
                         figures.loss) +
               figuresText(result.test, figures);
    return begin + formatted("%zu of %zu wrong, test error %.2f %%, loss %.4f\n", figures.wrong,
                             figures.samples, figures.error, figures.loss);
}

void runEval(const EvalOptions& options) {
    const Result result = isSessionFile(options.model) ? evaluateSession(options) : evaluateModel(options);
    if (!options.json) {
        std::cout << resultText(options, result);
        return;
    }
    const train::Evaluation& figures = result.figures;
    Json done{{"event", "done"},          {"model", options.model.string()},
              {"data", result.test.name}, {"samples", figures.samples},
              {"wrong", figures.wrong},   {"test_error", figures.error},
              {"loss", figures.loss}};
    if (result.test.isRegression()) done.erase("wrong");
    addFigures(done, result.test, figures);
    addSize(done, result.size);
    printLine(done);
}

} // namespace

void addEval(CLI::App& app) {
    CLI::App* command = app.add_subcommand("eval", "Measure a model on the test data");
    const auto options = std::make_shared<EvalOptions>();
    command->add_option("MODEL", options->model, "Session file, or exported .onnx, .safetensors or .json")
        ->required()
        ->type_name("");
    addDataOptions(
        *command,
        [options = options.get()](const train::Setting& setting, const train::SettingValue& value) {
            options->data[&setting] = value;
        },
        "; default: the session's own data");
    options->range.addTo(*command);
    addSettingOption(*command, "train.threads", options->threads);
    addJsonOption(*command, options->json);
    command->callback([options] { runEval(*options); });
}

} // namespace tristate::cli

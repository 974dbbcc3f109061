#include "core/baselines/baselines.h"

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/foot.h"
#include "app/cli/interrupt.h"
#include "app/cli/outputs.h"
#include "app/cli/report.h"
#include "app/cli/setting_options.h"
#include "app/cli/text.h"
#include "core/base/error.h"
#include "core/baselines/baselines_table.h"
#include "core/io/files/atomic_file.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <stop_token>

namespace tristate::cli {

namespace {

using baselines::BaselineResult;
using baselines::Method;

struct BaselinesOptions {
    explicit BaselinesOptions(CLI::App& command) : experiment(command) {}

    ExperimentArguments experiment;
    std::vector<std::uint64_t> seeds;
    std::vector<int> widths;
    long long parameters = 0;
    std::vector<Method> methods;
    std::filesystem::path csv, out;
    bool json = false;
};

Json resultJson(const BaselineResult& result) {
    return {{"event", "result"},
            {"method", baselines::nameOf(result.method)},
            {"seed", result.seed},
            {"widths", result.widths},
            {"parameters", result.parameters},
            {"validation_error", result.validationError}, // null when it was not measured
            {"test_error", result.testError},
            {"epochs", result.epochs},
            {"seconds", result.seconds}};
}

using Cells = std::array<std::string, 8>;

std::string row(const Cells& cells) {
    static constexpr std::array kWidths = {-13, 5, -18, 10, 10, 8, 7, 8}; // negative: flush left
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i)
        text += formatted("%s%*s", i > 0 ? "  " : "", kWidths[i], cells[i].c_str());
    return text + "\n";
}

std::string heading() {
    return row({"method", "seed", "widths", "parameters", "validation", "test", "epochs", "seconds"});
}

std::string percent(double value) {
    return std::isnan(value) ? "-" : formatted("%.2f", value);
}

std::string toText(const BaselineResult& r) {
    return row({std::string(baselines::nameOf(r.method)), std::to_string(r.seed), dashed(r.widths),
                withSeparators(r.parameters), percent(r.validationError), percent(r.testError),
                std::to_string(r.epochs), formatted("%.1f", r.seconds)});
}

/// The mean over the seeds, method by method.
std::string meansText(const std::vector<BaselineResult>& results) {
    std::string text;
    for (const baselines::BaselineSummary& of : baselines::summarise(results))
        text += row({std::string(baselines::nameOf(of.method)), "mean", "",
                     withSeparators(std::llround(of.parameters.mean)), percent(of.validationError.mean),
                     percent(of.testError.mean), "", formatted("%.1f", of.seconds.mean)});
    return text;
}

void runBaselines(BaselinesOptions& options) {
    baselines::BaselinesPlan plan;
    plan.experiment = options.experiment.experiment();
    plan.seeds = options.seeds.empty() ? std::vector{plan.experiment.train.seed} : options.seeds;
    plan.widths = options.widths;
    plan.parameters = options.parameters;
    if (!options.methods.empty()) plan.methods = options.methods;

    if (!options.csv.empty()) requireFolderOf("--csv", options.csv);
    if (!options.out.empty()) makeFolder("--out", options.out);

    const InterruptGuard guard;
    const Foot foot;
    std::stop_source stop;
    std::vector<BaselineResult> results;
    try {
        compareBaselines(
            plan,
            [&](const std::string& what, double epoch, int epochs) {
                foot.show(what + formatted(", epoch %.1f of %d", epoch, epochs));
                if (guard.interrupted()) stop.request_stop();
            },
            [&](const BaselineResult& result) {
                foot.clear();
                results.push_back(result);
                if (options.json)
                    printLine(resultJson(result));
                else
                    std::cout << (results.size() == 1 ? heading() : "") << toText(result) << std::flush;
                if (!options.csv.empty()) io::writeAtomically(options.csv, baselines::toCsv(results));
            },
            stop.get_token(), options.out.empty() ? options.out : options.out / "runs");
    } catch (const Interrupted& interrupted) {
        foot.clear();
        throw EndedBySignal(interrupted.message(), guard.signal());
    }
    foot.clear();
    if (options.json)
        printLine({{"event", "done"}, {"results", results.size()}});
    else if (plan.seeds.size() > 1)
        std::cout << meansText(results);
}

void addSizeOptions(CLI::App& command, BaselinesOptions& options) {
    CLI::Option* widths = addWords(command, "--widths", '-',
                                   "Units to keep in every layer with gates, e.g. 6-10-13; default: as many "
                                   "as the gates keep",
                                   [&options](const std::vector<std::string>& words) {
                                       for (const std::string& word : words)
                                           options.widths.push_back(wholeNumber("--widths", word, 0));
                                   });
    widths->type_name("N-N-...");
    command
        .add_option_function<std::string>(
            "--parameters",
            [&options](const std::string& text) {
                options.parameters = wholeNumber("--parameters", text, 1LL);
            },
            "Keep the same share of every layer, with at most so many parameters")
        ->excludes(widths)
        ->type_name("N");
}

} // namespace

void addBaselines(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("baselines", "Compare the gates with pruning after training, at equal widths");
    const auto options = std::make_shared<BaselinesOptions>(*command);
    addSeeds(*command, options->seeds, "Repeat for each of these seeds; default: that of --seed");
    addSizeOptions(*command, *options);
    std::map<std::string, Method> names;
    for (const Method method : baselines::kMethods) names[std::string(baselines::nameOf(method))] = method;
    command
        ->add_option("--methods", options->methods,
                     "Some of gates, magnitude-l1, magnitude-l2, taylor, random, svd, scratch; default: all")
        ->delimiter(',')
        ->transform(CLI::CheckedTransformer(names, CLI::ignore_case).description(""))
        ->type_name("NAME,...");
    command->add_option("--csv", options->csv, "File for the table")->type_name("FILE");
    command
        ->add_option("--out", options->out,
                     "Folder for the runs; the same command again goes on where the one before ended")
        ->type_name("DIR");
    addJsonOption(*command, options->json);
    command->callback([options] { runBaselines(*options); });
}

} // namespace tristate::cli

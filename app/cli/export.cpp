#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/loading.h"
#include "app/cli/report.h"
#include "app/cli/setting_options.h"
#include "core/io/export/export_model.h"
#include "core/io/store/session_file.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <vector>

namespace tristate::cli {

namespace {

struct ExportOptions {
    std::filesystem::path session;
    std::vector<std::filesystem::path> files;
    std::string data;
    prune::MergeMode merge = prune::MergeMode::Auto;
    std::string prefix;
    bool uncompacted = false;
    bool json = false;
};

void runExport(const ExportOptions& options) {
    for (const std::filesystem::path& file : options.files) io::requireFormat(file);
    const io::SavedSession session = io::openSession(options.session);
    train::Experiment experiment = session.checkpoint->experiment;
    if (!options.data.empty()) experiment.data.source = options.data;
    const data::Dataset test = loadData(experiment.data).test;

    Json done{{"event", "done"}, {"session", options.session.string()}};
    for (const std::filesystem::path& file : options.files) {
        const io::ExportProof proof = io::exportModel(
            {.file = file,
             .network = session.checkpoint->network,
             .experiment = experiment,
             .test = test,
             .history = &session.history,
             .merge = options.merge,
             .closed = options.uncompacted ? prune::ClosedUnits::Zeroed : prune::ClosedUnits::Removed,
             .prefix = options.prefix});
        done["exports"].push_back(toJson(proof));
        if (!options.json) std::cout << toText(proof) << std::flush;
    }
    if (options.json) printLine(done);
}

} // namespace

void addExport(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "export", "Write the pruned network of a session, and prove that it equals the session's");
    const auto options = std::make_shared<ExportOptions>();
    command->add_option("SESSION", options->session, "Session file")->required()->type_name("");
    command
        ->add_option(
            "FILE", options->files,
            "Files to write; the extension tells the format: .onnx, .safetensors, .c or .json for the "
            "network, .html for a report, .csv or .svg for the curves, .zip or none (a folder) for a "
            "bundle")
        ->required()
        ->type_name("");
    command->add_option("--data", options->data,
                        "Where the test data are now; default: where they were when the session was saved");
    addSettingOption(*command, "train.merge", options->merge);
    command
        ->add_option("--prefix", options->prefix,
                     "Of the names in C: with digits the function is digits_predict(), so that several "
                     "networks fit one program")
        ->type_name("NAME");
    command->add_flag("--uncompacted", options->uncompacted,
                      "Keep the original widths: closed units stay as rows of zeros, nothing is merged");
    addJsonOption(*command, options->json);
    command->callback([options] { runExport(*options); });
}

} // namespace tristate::cli

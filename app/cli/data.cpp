#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/data_sets.h"
#include "app/cli/interrupt.h"
#include "app/cli/loading.h"
#include "app/cli/report.h"
#include "app/cli/setting_options.h"
#include "app/cli/survey_report.h"
#include "core/data/survey.h"
#include "core/train/proposal.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace tristate::cli {

namespace {

struct DataOptions {
    std::string source;
    train::Experiment experiment;
    SetOptions sets;
    bool json = false;
};

void runData(DataOptions& options) {
    options.sets.json = options.json;
    if (options.sets.list) return listSets(options.sets);
    if (!options.sets.get.empty()) return getSet(options.sets);
    if (options.source.empty()) throw CLI::RequiredError("PATH, --list or --get");
    options.experiment.data.source = options.source;
    data::Survey found;
    {
        const InterruptGuard guard;
        showLoading(guard,
                    [&](LoadProgress& progress) { found = data::survey(options.experiment.data, progress); });
    }
    const train::Experiment proposed = train::propose(options.experiment.data, found.splits);
    if (options.json)
        printLine(surveyJson(found, proposed));
    else
        std::cout << surveyText(found, proposed);
}

} // namespace

void addData(CLI::App& app) {
    CLI::App* command = app.add_subcommand("data", "Tell what is in a file or folder of data");
    const auto options = std::make_shared<DataOptions>();
    auto* path =
        command->add_option("PATH", options->source, "Table, folder, archive, or name of a generated set");
    path->type_name("");
    command
        ->add_flag("--list", options->sets.list,
                   "List the sets that many people know, and where they are on this machine")
        ->excludes(path);
    auto* get = command->add_option("--get", options->sets.get,
                                    "Load one of them from the network, or go on with that; its size and "
                                    "SHA-256 are checked");
    get->type_name("SET")->excludes(path);
    command
        ->add_option("--into", options->sets.into, "With --get: the folder; default: that of the user's sets")
        ->type_name("DIR")
        ->needs(get);
    command->add_option("--mirror", options->sets.mirror, "With --get: an address that has the files, too")
        ->type_name("URL")
        ->needs(get);
    addDataOptions(
        *command, [options = options.get()](const train::Setting& setting, const train::SettingValue& value) {
            setting.set(options->experiment, value);
        });
    addJsonOption(*command, options->json);
    command->callback([options] { runData(*options); });
}

} // namespace tristate::cli

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/data_sets.h"
#include "app/cli/report.h"
#include "app/cli/setting_options.h"
#include "app/cli/text.h"
#include "core/data/survey.h"
#include "core/graph/graph_text.h"
#include "core/train/proposal.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <iostream>
#include <memory>
#include <string>

namespace tristate::cli {

namespace {

using data::ColumnSummary;

struct DataOptions {
    std::string source;
    train::Experiment experiment;
    SetOptions sets;
    bool json = false;
};

const char* nameOf(ColumnSummary::Kind kind) {
    switch (kind) {
    case ColumnSummary::Kind::Category:
        return "category";
    case ColumnSummary::Kind::Target:
        return "target";
    case ColumnSummary::Kind::LeftOut:
        return "left out";
    case ColumnSummary::Kind::Number:
        break;
    }
    return "number";
}

/// "####      ", as long as the share of the most frequent one.
std::string bar(std::size_t count, std::size_t most) {
    constexpr std::size_t kLength = 30;
    const std::size_t length = most == 0 ? 0 : (count * kLength + most - 1) / most;
    return std::string(length, '#') + std::string(kLength - length, ' ');
}

/// With blanks behind it, up to 20 letters; printf counts the bytes of UTF-8.
std::string padded(const std::string& name) {
    constexpr std::ptrdiff_t kLetters = 20;
    const auto letters = std::count_if(name.begin(), name.end(), [](char c) { return (c & 0xc0) != 0x80; });
    return name + std::string(static_cast<std::size_t>(std::max<std::ptrdiff_t>(kLetters - letters, 0)), ' ');
}

constexpr std::size_t kMostLines = 50; ///< of classes or columns

std::string targetsText(const data::Dataset& train) {
    std::string text = formatted("task        regression, %zu to predict\n", train.targets.size());
    for (const data::Target& target : train.targets)
        text += formatted("  %s mean %g, deviation %g\n", padded(target.name).c_str(), target.mean,
                          target.deviation);
    return text;
}

std::string classesText(const data::Survey& found) {
    std::string text = formatted("classes     %d\n", found.splits.train.classes);
    const auto most = *std::max_element(found.trainCounts.begin(), found.trainCounts.end());
    for (std::size_t c = 0; c < std::min(found.trainCounts.size(), kMostLines); ++c)
        text += formatted("  %s %s %8zu + %zu\n", padded(found.splits.train.classNames[c]).c_str(),
                          bar(found.trainCounts[c], most).c_str(), found.trainCounts[c], found.testCounts[c]);
    if (found.trainCounts.size() > kMostLines)
        text += formatted("  and %zu classes more\n", found.trainCounts.size() - kMostLines);
    return text;
}

std::string columnText(const ColumnSummary& column) {
    std::string text = formatted("  %s %-9s", padded(column.name).c_str(), nameOf(column.kind));
    if (column.kind != ColumnSummary::Kind::LeftOut && column.isNumber)
        text += formatted(" %g to %g", column.least, column.most);
    else if (column.kind != ColumnSummary::Kind::LeftOut)
        text += formatted(" %zu different", column.different);
    if (column.missing > 0) text += formatted(", %zu missing", column.missing);
    return text + "\n";
}

void printText(const data::Survey& found, const train::Experiment& proposed) {
    const data::Splits& splits = found.splits;
    std::cout << formatted("%s: %s\n", proposed.data.source.c_str(), toText(found.kind).c_str());
    for (const Message& note : splits.notes) std::cout << train::commandText(note) << '\n';
    std::cout << formatted("samples     %zu to train with, %zu to test with\nshape       %s\n",
                           splits.train.size(), splits.test.size(), toString(splits.train.shape).c_str())
              << (splits.train.isRegression() ? targetsText(splits.train) : classesText(found));
    if (!found.columns.empty()) std::cout << "columns     " << found.columns.size() << '\n';
    for (std::size_t c = 0; c < std::min(found.columns.size(), kMostLines); ++c)
        std::cout << columnText(found.columns[c]);
    if (found.columns.size() > kMostLines)
        std::cout << "  and " << found.columns.size() - kMostLines << " columns more\n";
    for (const Message& warning : found.warnings) std::cout << "warning     " << toText(warning) << '\n';
    std::cout << "fingerprint " << found.fingerprint << "\nnet         " << graph::toString(proposed.net)
              << '\n';
}

Json surveyJson(const data::Survey& found, const train::Experiment& proposed) {
    const data::Splits& splits = found.splits;
    Json done{{"event", "done"},
              {"data", proposed.data.source},
              {"kind", toText(found.kind)},
              {"shape", toString(splits.train.shape)},
              {"train_samples", splits.train.size()},
              {"test_samples", splits.test.size()},
              {"classes", Json::array()},
              {"columns", Json::array()},
              {"notes", toTexts(splits.notes)},
              {"warnings", toTexts(found.warnings)},
              {"fingerprint", found.fingerprint},
              {"net", graph::toString(proposed.net)}};
    if (splits.train.isRegression()) {
        done["task"] = "regression";
        for (const data::Target& target : splits.train.targets)
            done["targets"].push_back(
                {{"name", target.name}, {"mean", target.mean}, {"deviation", target.deviation}});
    }
    for (std::size_t c = 0; c < found.trainCounts.size(); ++c)
        done["classes"].push_back({{"name", splits.train.classNames[c]},
                                   {"train", found.trainCounts[c]},
                                   {"test", found.testCounts[c]}});
    for (const ColumnSummary& column : found.columns) {
        Json entry{{"name", column.name}, {"type", nameOf(column.kind)}, {"missing", column.missing}};
        if (column.kind != ColumnSummary::Kind::LeftOut && column.isNumber) {
            entry["least"] = column.least;
            entry["most"] = column.most;
        } else {
            entry["different"] = column.different;
        }
        done["columns"].push_back(std::move(entry));
    }
    return done;
}

void runData(DataOptions& options) {
    options.sets.json = options.json;
    if (options.sets.list) return listSets(options.sets);
    if (!options.sets.get.empty()) return getSet(options.sets);
    if (options.source.empty()) throw CLI::RequiredError("PATH, --list or --get");
    options.experiment.data.source = options.source;
    const data::Survey found = data::survey(options.experiment.data);
    const train::Experiment proposed = train::propose(options.experiment.data, found.splits);
    if (options.json)
        printLine(surveyJson(found, proposed));
    else
        printText(found, proposed);
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
    for (const train::Setting& setting : train::settings()) {
        if (!setting.flag || !setting.data || std::strcmp(setting.path, "data.source") == 0) continue;
        addSettingOption(*command, setting,
                         [options = options.get(), &setting](const train::SettingValue& value) {
                             setting.set(options->experiment, value);
                         });
    }
    addJsonOption(*command, options->json);
    command->callback([options] { runData(*options); });
}

} // namespace tristate::cli

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/outputs.h"
#include "app/cli/progress.h"
#include "app/cli/setting_options.h"
#include "app/cli/text.h"
#include "app/study/study.h"
#include "core/base/error.h"
#include "core/io/files/atomic_file.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <stop_token>

namespace tristate::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* kAll = "all";
/// Where Debian's package dataset-fashion-mnist puts it.
constexpr const char* kFashionFolder = "/usr/share/datasets/fashion-mnist";

struct ReproduceOptions {
    std::string what;
    study::Settings settings;
    fs::path out = "reproduce";
    bool list = false;
};

/// The progress line of the run that goes on, and a line for each that is over. On standard error.
class RunProgress {
public:
    void show(const study::Job& job, const train::Point& point) {
        if (m_label != job.label) {
            m_line.emplace(job.experiment.train.epochs);
            m_label = job.label;
        }
        m_line->show(point);
    }
    void finish(const study::Result& result, bool remembered) {
        m_line.reset();
        m_label.clear();
        std::cerr << formatted("%-32s error %5.2f %%  %9s parameters  %s\n", result.label.c_str(),
                               result.error, withSeparators(result.parameters).c_str(),
                               remembered ? "remembered" : formatted("%.0f s", result.seconds).c_str());
    }

private:
    std::string m_label;
    std::optional<Progress> m_line;
};

io::Table tableOf(const std::vector<study::Result>& runs) {
    io::Table table{
        {"run", "net", "parameters", "error_percent", "validation_error_percent", "seconds", "signature"},
        {}};
    for (const study::Result& run : runs)
        table.rows.push_back({run.label, run.net, std::to_string(run.parameters),
                              formatted("%.4f", run.error),
                              run.validationError >= 0 ? formatted("%.4f", run.validationError) : "",
                              formatted("%.1f", run.seconds), run.signature});
    return table;
}

void write(const study::Report& report, const study::Runner& runner, const fs::path& folder,
           const std::string& name) {
    io::writeAtomically(folder / (name + ".csv"), io::toCsv(report.table));
    io::writeAtomically(folder / (name + "-runs.csv"), io::toCsv(tableOf(runner.results())));
    io::writeAtomically(folder / (name + ".svg"), io::toSvg(report.plots));
}

void reproduce(const study::Study& study, const ReproduceOptions& options, const InterruptGuard& guard) {
    RunProgress progress;
    std::stop_source stop;
    const auto show = [&](const study::Job& job, const train::Point& point) {
        progress.show(job, point);
        if (guard.interrupted()) stop.request_stop();
    };
    study::Runner runner(
        options.out / "runs",
        {.progress = show, .finished = [&](const auto& run, bool was) { progress.finish(run, was); }},
        stop.get_token());
    study::Workbench bench(runner, options.settings);
    const study::Report report = study.run(bench);
    write(report, runner, options.out, study.name);
    std::cout << "## " << study.name << ": " << study.title << "\n\n" << io::toMarkdown(report.table);
    for (const std::string& remark : report.remarks) std::cout << '\n' << remark << '\n';
    std::cout << '\n' << std::flush;
}

void list() {
    for (const study::Study& study : study::studies())
        std::cout << formatted("%-12s %s\n", study.name, study.title);
}

void runReproduce(const ReproduceOptions& options) {
    if (options.list) return list();
    if (options.what.empty()) throw CLI::RequiredError("WHAT");
    const auto wanted = options.what == kAll ? study::studies() : std::vector{study::studyOf(options.what)};
    makeFolder("--out", options.out);
    const InterruptGuard guard;
    try {
        for (const study::Study& study : wanted) reproduce(study, options, guard);
    } catch (const Interrupted& interrupted) {
        throw EndedBySignal(interrupted.message(), guard.signal());
    }
}

} // namespace

void addReproduce(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("reproduce", "Repeat a table or figure of the paper, ours beside the published");
    const auto options = std::make_shared<ReproduceOptions>();
    if (fs::is_directory(kFashionFolder)) options->settings.fashion = kFashionFolder;
    command->add_option("what", options->what, "One of --list, or all");
    command->add_flag("--list", options->list, "List what there is");
    command->add_option("--data", options->settings.data, "Folder with MNIST, or a set as in 'train'")
        ->type_name("DIR|NAME");
    command->add_option("--fashion", options->settings.fashion, "Folder with Fashion-MNIST, for the frontier")
        ->type_name("DIR");
    addSeeds(*command, options->settings.seeds,
             "One run of each setting for each of these seeds; default 1,2,3");
    addSettingOption(*command, "train.threads", options->settings.threads);
    command->add_option("--out", options->out, "Folder for tables, pictures and the finished runs")
        ->type_name("DIR")
        ->capture_default_str();
    command->add_flag("--quick", options->settings.quick,
                      "A few hundred minibatches a run, to see that it works; the figures mean nothing");
    command->callback([options] { runReproduce(*options); });
}

} // namespace tristate::cli

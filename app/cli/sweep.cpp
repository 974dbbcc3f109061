#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/outputs.h"
#include "app/cli/setting_options.h"
#include "app/cli/sweep_following.h"
#include "app/cli/sweep_report.h"
#include "core/base/fnv1a.h"
#include "core/base/threads.h"
#include "core/io/export/export_model.h"
#include "core/io/files/atomic_file.h"
#include "core/messages/studies.h"
#include "core/messages/sweeps.h"
#include "core/sweep/local_workers.h"
#include "core/sweep/pick.h"
#include "core/sweep/slurm_workers.h"
#include "core/sweep/worker.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <memory>
#include <optional>
#include <sys/prctl.h>
#include <unistd.h>
#include <utility>

namespace tristate::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char *kLocal = "local", *kSlurm = "slurm", *kNone = "none";

struct SweepOptions {
    explicit SweepOptions(CLI::App& command) : experiment(command) {}

    ExperimentArguments experiment;
    std::vector<sweep::Axis> axes;
    fs::path plan;
    int runs = 0;
    bool frontier = false;
    fs::path out, worker, status, measured;
    std::string engine = "local";
    int workers = 0;
    double seconds = 0; ///< 0: no limit
    std::optional<sweep::Locks> locks;
    std::string pick;
    fs::path exported;
    int parent = 0; ///< the process that started this worker
    bool threadsGiven = false;
    bool json = false;
};

sweep::Plan planOf(SweepOptions& options) {
    if (!options.plan.empty())
        return sweep::planFromJson(io::parseJson(io::readWholeFile(options.plan), options.plan.string()),
                                   options.plan.string());
    sweep::Plan plan{.base = options.experiment.experiment(), .axes = options.axes};
    if (options.experiment.model()) throw UsageError(say::kSweepFrom);
    plan.runs = options.runs;
    if (options.frontier)
        plan.mode = sweep::Mode::Frontier;
    else if (options.runs > 0)
        plan.mode = sweep::Mode::Random;
    blamingTheCommand([&plan] { sweep::validate(plan); });
    return plan;
}

/// Different for every process on every machine.
std::uint64_t seedOfWorker() {
    char host[65] = {};
    ::gethostname(host, sizeof host - 1);
    Fnv1a hash;
    hash.add(host + std::string("-") + std::to_string(::getpid()));
    return std::stoull(hash.hex(), nullptr, 16);
}

void runWorker(SweepOptions& options) {
    const InterruptGuard guard;
    if (options.parent > 0) { // it is to end with the one that started it, even if that is killed
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (::getppid() != options.parent) throw EndedBySignal(Message(say::kWorkerStopped), SIGTERM);
    }
    const sweep::Folder folder(options.worker);
    folder.requireVersion(TRISTATE_VERSION);
    sweep::WorkerSettings settings;
    settings.threads = options.threadsGiven ? options.experiment.experiment().train.threads : 1;
    settings.seed = seedOfWorker();
    settings.shallStop = [&guard] { return guard.interrupted(); };
    if (options.json) settings.finished = [](const sweep::Result& result) { printLine(runLine(result)); };
    if (sweep::work(folder, settings) == sweep::WorkerEnd::Stopped)
        throw EndedWithCheckpoint(Message(say::kWorkerStopped));
}

std::vector<std::string> workerCommand(SweepOptions& options, const fs::path& folder) {
    const fs::path program = fs::read_symlink("/proc/self/exe");
    std::vector<std::string> command = options.engine == kLocal ? sweep::childWorkerCommand(program, folder)
                                                                : sweep::workerCommand(program, folder);
    if (!options.threadsGiven) return command;
    command.insert(command.end(),
                   {"--threads", std::to_string(options.experiment.experiment().train.threads)});
    return command;
}

int workersOf(SweepOptions& options) {
    if (options.workers > 0) return options.workers;
    const int threads = options.threadsGiven ? threadCount(options.experiment.experiment().train.threads) : 1;
    return std::max(1, threadCount(0) / threads);
}

std::unique_ptr<sweep::Engine> startEngine(SweepOptions& options, const sweep::Folder& folder) {
    std::vector<std::string> command = workerCommand(options, folder.path());
    const int count = workersOf(options);
    if (options.engine == kSlurm)
        return std::make_unique<sweep::SlurmWorkers>(std::move(command), count, folder.path());
    return std::make_unique<sweep::LocalWorkers>(std::move(command), count);
}

/// Throws Error when the sweep did not come to its end, or to the end of its time.
void runToTheEnd(SweepOptions& options, const sweep::Folder& folder, Following& following,
                 const InterruptGuard& guard) {
    const auto engine = startEngine(options, folder);
    following.follow(*engine, guard);
    if (!following.isOver()) engine->stop();
    following.look();
    if (following.isOver()) return;
    const sweep::Counts counts = following.counts();
    if (guard.interrupted())
        throw EndedBySignal(Message(say::kSweepInterrupted, counts.done, counts.runs), guard.signal());
    if (!engine->complaint().empty()) throw Error(engine->complaint());
    if (!following.isTimeUp()) throw Error(say::kWorkersGaveUp, counts.done, counts.runs);
}

void coordinate(SweepOptions& options) {
    const InterruptGuard guard;
    const sweep::Plan plan = planOf(options);
    if (!options.pick.empty())
        blamingTheCommand([&] { sweep::parseConditions(options.pick, sweep::namesOf(plan)); });
    const sweep::Folder folder = sweep::Folder::begin(options.out, plan, TRISTATE_VERSION, options.locks);
    Following following(folder, options.seconds, options.json);
    if (!following.isOver() && options.engine == kNone) return printStatus(folder.path(), options.json);
    if (!following.isOver()) runToTheEnd(options, folder, following, guard);
    following.finish();
    if (!options.pick.empty()) printPick(folder, options.pick, options.exported, options.json);
}

void runSweep(SweepOptions& options) {
    if (!options.worker.empty()) return runWorker(options);
    if (!options.status.empty()) return printStatus(options.status, options.json);
    if (!options.measured.empty()) return measureAll(sweep::Folder(options.measured), options.json);
    if (options.out.empty()) throw CLI::RequiredError("--out");
    if (!options.exported.empty()) {
        requireFolderOf("--export", options.exported);
        io::requireFormat(options.exported);
    }
    if (!options.pick.empty() && options.axes.empty() && options.plan.empty())
        return printPick(sweep::Folder(options.out), options.pick, options.exported, options.json);
    coordinate(options);
}

void addPlanOptions(CLI::App& command, SweepOptions& options) {
    std::vector<CLI::Option*> settings = command.get_options();
    std::erase_if(settings, [&](const CLI::Option* option) {
        return option == command.get_help_ptr() || option->get_name() == "--threads";
    });
    settings.push_back(
        command
            .add_option_function<std::vector<std::string>>(
                "--vary",
                [&options](const std::vector<std::string>& words) {
                    for (const std::string& word : words)
                        options.axes.push_back(blamingTheCommand([&] { return sweep::parseAxis(word); }));
                },
                "What varies: a setting by its option, or net, and its values: lambda3=1e-4..1e-2:log:9, "
                "seed=1,2,3, seed=1..5; may be given several times, for every combination")
            ->allow_extra_args(false)
            ->type_name("NAME=VALUES"));
    settings.push_back(command
                           .add_option_function<std::string>(
                               "--runs",
                               [&options](const std::string& text) {
                                   options.runs =
                                       wholeNumber("--runs", text, 1, static_cast<int>(sweep::kMostRuns));
                               },
                               "So many random draws instead of every combination; ranges need no number "
                               "then: lambda3=1e-4..1e-2:log. With --frontier: at most so many runs")
                           ->type_name("N"));
    settings.push_back(command.add_flag(
        "--frontier", options.frontier,
        "Look where the curve of error against size is least known: the one setting with a range and no "
        "number of values is searched until --runs are done"));
    CLI::Option* plan =
        command.add_option("--plan", options.plan, "File that says all of it, instead of options")
            ->type_name("FILE.json");
    for (CLI::Option* setting : settings) plan->excludes(setting);
}

void addEngineOptions(CLI::App& command, SweepOptions& options) {
    command
        .add_option_function<std::string>(
            "--workers",
            [&options](const std::string& text) {
                options.workers = wholeNumber("--workers", text, 1, 4096);
            },
            "Worker processes, or tasks of a Slurm array; default: one for each core")
        ->type_name("N");
    command
        .add_option("--engine", options.engine,
                    "What starts the workers: this program; Slurm, as a job array; or none, so that only the "
                    "folder is written and you start them (--worker)")
        ->check(CLI::IsMember({kLocal, kSlurm, kNone}).description(""))
        ->type_name("local|slurm|none");
    command
        .add_option("--time-limit", options.seconds,
                    "Stop after so long; what is not finished has a checkpoint, and the same command goes on")
        ->type_name("SECONDS")
        ->check(CLI::PositiveNumber);
    command
        .add_option_function<std::string>(
            "--locks",
            [&options](const std::string& kind) {
                options.locks = kind == "flock" ? sweep::Locks::Flock : sweep::Locks::Heartbeat;
            },
            "How a new sweep marks runs as taken; default: heartbeat on network file systems, where locks "
            "may "
            "not be dependable, and flock elsewhere")
        ->check(CLI::IsMember({"flock", "heartbeat"}).description(""))
        ->type_name("flock|heartbeat");
    command
        .add_option("--worker", options.worker,
                    "Do runs of the sweep in this folder until all are done; start as many of these as you "
                    "like, on any machine that sees the folder")
        ->type_name("FOLDER");
    command.add_option("--parent", options.parent)->group(""); // for those that this program starts
}

} // namespace

void addSweep(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "sweep", "Train many networks that differ in what varies, and draw error against size");
    const auto options = std::make_shared<SweepOptions>(*command);
    CLI::Option* threads = command->get_option("--threads");
    addPlanOptions(*command, *options);
    command
        ->add_option("--out", options->out,
                     "Folder for the results; the same command again goes on where the one before ended")
        ->type_name("DIR");
    addEngineOptions(*command, *options);
    command->add_option("--status", options->status, "Only say how far the sweep in this folder is")
        ->type_name("FOLDER");
    command
        ->add_option(
            "--measure", options->measured,
            "Measure what a sample costs in time, on the exported C of every finished run in this folder, "
            "compiled here, and draw error against it as well")
        ->type_name("FOLDER");
    command
        ->add_option("--pick", options->pick,
                     "The smallest run with an error, e.g. \"error <= 1.0\"; or the most accurate one of a "
                     "size: \"parameters <= 5000 and operations <= 20000\"; \"microseconds <= 50\" is "
                     "measured as --measure "
                     "does")
        ->type_name("CONDITION");
    command->add_option("--export", options->exported, "File for the model of the run that --pick picks")
        ->type_name("FILE")
        ->needs("--pick");
    addJsonOption(*command, options->json);
    command->callback([options, threads] {
        options->threadsGiven = threads->count() > 0;
        runSweep(*options);
    });
}

} // namespace tristate::cli

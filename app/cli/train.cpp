#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/report.h"
#include "app/cli/run_log.h"
#include "app/cli/text.h"
#include "core/base/error.h"
#include "core/io/export_model.h"
#include "core/io/import_model.h"
#include "core/io/session_file.h"
#include "core/train/checkpoint.h"
#include "core/train/session.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

namespace tristate::cli {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using CheckpointPtr = std::shared_ptr<const train::Checkpoint>;

constexpr std::chrono::milliseconds kLookEvery{20};
constexpr const char* kSessionName = "session.tristate";

struct TrainOptions {
    explicit TrainOptions(CLI::App& command) : experiment(command) {}

    ExperimentArguments experiment;
    fs::path out;
    std::vector<fs::path> exports;
    bool json = false;
};

/// What can be known to fail before training fails before training.
void prepareOutputs(const TrainOptions& options) {
    if (!options.out.empty()) {
        std::error_code error;
        fs::create_directories(options.out, error);
        if (error)
            throw Error("--out " + options.out.string() + ": the folder cannot be made: " + error.message());
    }
    for (const fs::path& file : options.exports) {
        const fs::path name = file.has_filename() ? file : file.parent_path(); // a folder may end in '/'
        const fs::path folder = name.has_parent_path() ? name.parent_path() : fs::path(".");
        if (!fs::is_directory(folder))
            throw Error("--export " + file.string() + ": there is no folder " + folder.string());
    }
}

bool isOver(train::RunState state) {
    return state != train::RunState::Running && state != train::RunState::Loading;
}

/// Returns when the run is finished, paused by itself, failed, or interrupted by the user; whether it was the
/// last.
bool follow(train::Session& session, RunLog& log) {
    const InterruptGuard guard;
    bool interrupted = false;
    while (!isOver(session.state())) {
        std::this_thread::sleep_for(kLookEvery);
        log.take(session.drain());
        if (interrupted || !guard.interrupted()) continue;
        interrupted = true;
        session.pause();
    }
    log.take(session.drain());
    return interrupted && session.state() == train::RunState::Paused;
}

/// An interrupted or diverged run ends here, with what could be saved.
[[noreturn]] void giveUp(const TrainOptions& options, const std::string& what) {
    if (options.out.empty()) throw Error(what + " Nothing was saved, as there is no --out.");
    throw Error(what + " The run is saved in " + (options.out / kSessionName).string() + ".");
}

Json summary(const RunLog& log, const train::Checkpoint& checkpoint, double seconds) {
    Json done{{"event", "done"},
              {"epochs", std::lround(log.epoch())},
              {"step", log.step()},
              {"loss", log.loss()},
              {"test_error", log.testError()}};
    addSize(done, sizeOf(checkpoint.network));
    if (const double error = log.validationError(); !std::isnan(error)) done["validation_error"] = error;
    if (const double target = checkpoint.experiment.train.targetError; target > 0) {
        done["target_error"] = target;
        done["target_met"] = checkpoint.goal.state.isMet();
    }
    done["seconds"] = seconds;
    done["samples_per_second"] = log.samplesPerSecond();
    done["signature"] = checkpoint.network.signature();
    return done;
}

std::string goalText(const Json& done) {
    if (!done.contains("target_error")) return "";
    return formatted("validation error %.2f %%, the target of %.2f %% was %s\n",
                     done["validation_error"].get<double>(), done["target_error"].get<double>(),
                     done["target_met"].get<bool>() ? "met" : "not met");
}

std::string summaryText(const Json& done) {
    return formatted("%d epochs in %.1f s, %s samples/s\n", done["epochs"].get<int>(),
                     done["seconds"].get<double>(),
                     withSeparators(std::llround(done["samples_per_second"].get<double>())).c_str()) +
           formatted("test error %.2f %%, loss %.4f\n", done["test_error"].get<double>(),
                     done["loss"].get<double>()) +
           goalText(done) +
           formatted("open units %s, %s parameters, %s operations a sample\n",
                     dashed(done["architecture"].get<std::vector<int>>()).c_str(),
                     withSeparators(done["parameters"].get<long long>()).c_str(),
                     withSeparators(done["flops"].get<long long>()).c_str()) +
           "signature " + done["signature"].get<std::string>() + "\n";
}

void exportAll(const TrainOptions& options, const train::Checkpoint& checkpoint,
               const train::History& history, Json& done) {
    for (const fs::path& file : options.exports) {
        const io::ExportProof proof = io::exportModel({.file = file,
                                                       .network = checkpoint.network,
                                                       .experiment = checkpoint.experiment,
                                                       .test = checkpoint.data->test,
                                                       .history = &history,
                                                       .fold = checkpoint.experiment.train.fold});
        done["exports"].push_back(toJson(proof));
        if (!options.json) std::cout << toText(proof);
    }
}

/// Says what became of an imported model, and that it gives the outputs it gave.
void tellImport(const io::ImportedModel& model, const io::Comparison& equality, bool json) {
    if (json)
        return printLine({{"event", "import"},
                          {"file", model.file.string()},
                          {"net", nn::toString(model.network->spec())},
                          {"samples", equality.samples},
                          {"equal_predictions", equality.equalPredictions},
                          {"largest_difference", equality.largestDifference},
                          {"largest_logit", equality.largestLogit},
                          {"notes", model.notes}});
    for (const std::string& note : model.notes) std::cout << note << '\n';
    std::cout << io::toSentence(model, equality) << '\n';
}

/// A run that begins with the network of a model, proven equal to it on the test set.
CheckpointPtr startingFrom(const io::ImportedModel& model, const train::Experiment& experiment, bool json) {
    const auto data = std::make_shared<const data::Splits>(data::load(experiment.data));
    const io::ImportedStart start = io::startingFrom(model, experiment, data);
    tellImport(model, start.equality, json);
    return start.checkpoint;
}

void runTrain(TrainOptions& options) {
    const train::Experiment experiment = options.experiment.experiment();
    prepareOutputs(options);

    RunLog log(experiment, options.json);
    train::Session session;
    const auto begin = Clock::now();
    if (const auto model = options.experiment.model())
        session.start(startingFrom(*model, experiment, options.json));
    else
        session.start(experiment);
    const bool interrupted = follow(session, log);
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    if (session.state() == train::RunState::Failed) throw Error(log.trouble().value_or("The run failed."));

    const CheckpointPtr checkpoint = session.checkpoint().get();
    if (!options.out.empty()) io::saveSession(options.out / kSessionName, *checkpoint, log.history());
    if (interrupted)
        giveUp(options, "Interrupted after " + std::to_string(checkpoint->trainer.step) + " minibatches.");
    if (log.trouble()) giveUp(options, *log.trouble());

    Json done = summary(log, *checkpoint, seconds);
    if (!options.json) std::cout << summaryText(done);
    exportAll(options, *checkpoint, log.history(), done);
    if (options.json) printLine(done);
}

} // namespace

void addTrain(CLI::App& app) {
    CLI::App* command = app.add_subcommand("train", "Train a network and let it shrink");
    const auto options = std::make_shared<TrainOptions>(*command);
    command->add_option("--out", options->out, "Folder to leave session.tristate in; made if need be")
        ->type_name("DIR");
    command
        ->add_option(
            "--export", options->exports,
            "File for the pruned model, proven equal after writing, in any format of 'tristate export'; "
            "may be given several times")
        ->type_name("FILE")
        ->allow_extra_args(false);
    addJsonOption(*command, options->json);
    command->callback([options] { runTrain(*options); });
}

} // namespace tristate::cli

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/loading.h"
#include "app/cli/outputs.h"
#include "app/cli/report.h"
#include "app/cli/run_log.h"
#include "app/cli/target_report.h"
#include "app/cli/text.h"
#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/io/export/export_model.h"
#include "core/io/export/import_model.h"
#include "core/io/store/session_file.h"
#include "core/messages/studies.h"
#include "core/train/checkpoint.h"
#include "core/train/reach.h"
#include "core/train/session.h"
#include "core/train/settings.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace tristate::cli {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using CheckpointPtr = std::shared_ptr<const train::Checkpoint>;

constexpr std::chrono::milliseconds kLookEvery{20};
constexpr std::chrono::minutes kSaveEvery{1};
constexpr const char* kSessionName = "session.tristate";

struct TrainOptions {
    explicit TrainOptions(CLI::App& command) : experiment(command) {}

    ExperimentArguments experiment;
    fs::path resume;
    fs::path out;
    std::vector<fs::path> exports;
    double microseconds = 0; ///< that a sample may take; 0: as long as it takes
    bool json = false;
};

void prepareOutputs(const TrainOptions& options) {
    if (!options.out.empty()) makeFolder("--out", options.out);
    for (const fs::path& file : options.exports) {
        requireFolderOf("--export", file);
        io::requireFormat(file);
    }
}

bool isOver(train::RunState state) {
    return state != train::RunState::Running && state != train::RunState::Loading;
}

using Save = std::function<void(const train::Checkpoint&, const train::History&)>;

/// Saves a run now and then while it learns; the training does not wait for it.
class Autosave {
public:
    /// Without `save` it does nothing.
    Autosave(train::Session& session, RunLog& log, Save save)
        : m_session(session), m_log(log), m_save(std::move(save)) {}

    void look() {
        if (!m_save) return;
        if (!m_checkpoint.valid()) {
            if (Clock::now() - m_last >= kSaveEvery) m_checkpoint = m_session.checkpoint();
        } else if (m_checkpoint.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
            save();
            m_last = Clock::now();
        }
    }

private:
    /// A full disk is no reason to end a run: there may be room again at the next save.
    void save() {
        try {
            const CheckpointPtr checkpoint = m_checkpoint.get();
            m_log.take(m_session.drain()); // everything up to the checkpoint
            m_save(*checkpoint, m_log.history().upTo(checkpoint->trainer.step));
        } catch (const Error& error) {
            m_log.say(error.what());
        }
    }

    train::Session& m_session;
    RunLog& m_log;
    Save m_save;
    std::future<CheckpointPtr> m_checkpoint;
    Clock::time_point m_last = Clock::now();
};

/// Returns when the run is finished, paused by itself, failed, or interrupted; the signal if it was the last,
/// and 0 otherwise.
int follow(train::Session& session, RunLog& log, Autosave autosave, const InterruptGuard& guard) {
    bool interrupted = false;
    while (!isOver(session.state())) {
        std::this_thread::sleep_for(kLookEvery);
        log.take(session.drain());
        autosave.look();
        if (interrupted || !guard.interrupted()) continue;
        interrupted = true;
        session.pause();
    }
    log.take(session.drain());
    return interrupted && session.state() == train::RunState::Paused ? guard.signal() : 0;
}

fs::path sessionFile(const TrainOptions& options) {
    return options.out.empty() ? fs::path() : options.out / kSessionName;
}

/// How an interrupted or diverged run ends, and what of it could be saved.
Message brokenOff(const TrainOptions& options, const Message& what) {
    if (options.out.empty()) return Message(say::kBrokenOffAndLost, what);
    return Message(say::kBrokenOffAndSaved, what, sessionFile(options).string());
}

/// Of the end of a run.
struct Ending {
    const train::Checkpoint& checkpoint;
    train::Evaluation test; ///< of a regression
};

Ending endingOf(const train::Checkpoint& checkpoint) {
    const data::Dataset& test = checkpoint.data->test;
    if (!test.isRegression()) return {checkpoint, {}};
    return {checkpoint, train::evaluate(checkpoint.network, test, checkpoint.experiment.train.threads)};
}

Json summary(const RunLog& log, const Ending& ending, double seconds) {
    const train::Checkpoint& checkpoint = ending.checkpoint;
    Json done{{"event", "done"},
              {"epochs", std::lround(log.epoch())},
              {"step", log.step()},
              {"loss", log.loss()},
              {"test_error", log.testError()}};
    addFigures(done, checkpoint.data->test, ending.test);
    addSize(done, sizeOf(checkpoint.network));
    if (const double error = log.validationError(); !std::isnan(error)) done["validation_error"] = error;
    done["seconds"] = seconds;
    done["samples_per_second"] = log.samplesPerSecond();
    done["signature"] = checkpoint.network.signature();
    return done;
}

std::string summaryText(const Json& done, const Ending& ending) {
    const train::Metric metric = train::metricOf(ending.checkpoint.data->test);
    return formatted("%d epochs in %.1f s, %s samples/s\n", done["epochs"].get<int>(),
                     done["seconds"].get<double>(),
                     withSeparators(std::llround(done["samples_per_second"].get<double>())).c_str()) +
           formatted("test %s %s, loss %.4f\n", train::nameOf(metric),
                     train::errorText(metric, done["test_error"].get<double>()).c_str(),
                     done["loss"].get<double>()) +
           figuresText(ending.checkpoint.data->test, ending.test) + targetText(done, metric) +
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
                                                       .merge = checkpoint.experiment.train.merge});
        done["exports"].push_back(toJson(proof));
        if (!options.json) std::cout << toText(proof);
    }
}

/// Says what became of an imported model, and that it gives the outputs it gave.
void tellImport(const io::ImportedModel& model, const io::ImportedStart& start, bool json) {
    const io::Comparison& equality = start.equality;
    if (json)
        return printLine({{"event", "import"},
                          {"file", model.file.string()},
                          {"net", graph::toString(model.network->graph())},
                          {"samples", equality.samples},
                          {"equal_predictions", equality.equalPredictions},
                          {"largest_difference", equality.largestDifference},
                          {"largest_logit", equality.largestLogit},
                          {"file_error", equality.errorAfter},
                          {"truth", toTexts(start.truth)},
                          {"notes", toTexts(model.notes)}});
    for (const std::string& note : toTexts(model.notes)) std::cout << note << '\n';
    std::cout << toText(io::equality(model, equality)) << '\n';
    for (const std::string& line : toTexts(start.truth)) std::cout << line << '\n';
}

/// A run that begins with the network of a model, proven equal to it on the test set.
CheckpointPtr startingFrom(const io::ImportedModel& model, const train::Experiment& experiment,
                           const std::shared_ptr<const data::Splits>& data, RunLog& log, bool json) {
    const io::ImportedStart start = io::startingFrom(model, experiment, data);
    tellImport(model, start, json);
    log.begin(io::importEvent(start));
    return start.checkpoint;
}

/// What a person should know before a new run starts. Warnings stay off standard output, which programs read.
void warn(const train::Experiment& experiment) {
    const Message warning = train::reachWarning(experiment);
    if (!warning.empty()) std::cerr << "tristate: " << train::commandText(warning) << '\n';
}

/// Nobody has said how to train the model.
void tellPlainRecipe(const TrainOptions& options, const train::Experiment& experiment) {
    if (!options.experiment.isPlainRecipeOfModel()) return;
    const train::TrainConfig& train = experiment.train;
    if (options.json)
        return printLine({{"event", "recipe"},
                          {"recipe", "plain"},
                          {"data", experiment.data.source},
                          {"epochs", train.epochs},
                          {"lambda3", train.lambdas.lambda3}});
    std::cerr << "tristate: without --preset the model is trained by the plain recipe: data "
              << experiment.data.source
              << formatted(", %d epochs, lambda3 %g\n", train.epochs, train.lambdas.lambda3);
}

void runTrain(TrainOptions& options) {
    std::optional<io::SavedSession> saved;
    if (!options.resume.empty()) saved = io::openSession(options.resume);
    const train::Experiment experiment =
        saved ? saved->checkpoint->experiment : options.experiment.experiment();
    prepareOutputs(options);

    const InterruptGuard guard; // until the run is saved
    RunLog log(experiment, options.json);
    train::Session session;
    const auto begin = Clock::now();
    const auto model = options.experiment.model();
    if (!saved && !model) warn(experiment);
    const auto data = std::make_shared<const data::Splits>(loadData(experiment.data, guard));
    if (saved) {
        log.goOn(saved->history);
        session.start(saved->checkpoint, false, data);
    } else if (model) {
        const CheckpointPtr start = startingFrom(*model, experiment, data, log, options.json);
        tellPlainRecipe(options, experiment);
        warn(experiment);
        session.start(start);
    } else {
        session.start(experiment, false, nullptr, data);
    }
    const Save save = [&](const train::Checkpoint& checkpoint, const train::History& history) {
        if (!options.out.empty())
            io::saveSession(sessionFile(options), checkpoint, history,
                            saved ? saved->past : io::SessionPast());
    };
    const int signal = follow(session, log, {session, log, options.out.empty() ? Save() : save}, guard);
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    if (session.state() == train::RunState::Failed)
        throw Error(log.trouble().empty() ? Message(say::kRunFailed) : log.trouble());

    const CheckpointPtr checkpoint = session.checkpoint().get();
    save(*checkpoint, log.history());
    if (signal != 0) {
        const Message interrupted(say::kTrainingInterrupted, checkpoint->trainer.step);
        throw EndedBySignal(brokenOff(options, interrupted), signal);
    }
    if (!log.trouble().empty()) throw Error(brokenOff(options, log.trouble()));

    const Ending ending = endingOf(*checkpoint);
    Json done = summary(log, ending, seconds);
    addTarget(done, *checkpoint, options.microseconds);
    if (!options.json) std::cout << summaryText(done, ending);
    exportAll(options, *checkpoint, log.history(), done);
    if (options.json) printLine(done);
}

} // namespace

void addTrain(CLI::App& app) {
    CLI::App* command = app.add_subcommand("train", "Train a network and let it shrink");
    const auto options = std::make_shared<TrainOptions>(*command);
    CLI::Option* resume =
        command
            ->add_option("--resume", options->resume,
                         "Session to go on with, exactly where it was; it brings all settings")
            ->type_name("SESSION");
    for (CLI::Option* setting : command->get_options())
        if (setting != resume && setting != command->get_help_ptr()) resume->excludes(setting);
    command
        ->add_option("--out", options->out,
                     "Folder to leave session.tristate in, also once a minute; made if need be")
        ->type_name("DIR");
    command
        ->add_option(
            "--export", options->exports,
            "File for the pruned model, proven equal after writing, in any format of 'tristate export'; "
            "may be given several times")
        ->type_name("FILE")
        ->allow_extra_args(false);
    command
        ->add_option(
            "--target-microseconds", options->microseconds,
            "Say whether a sample takes at most so long, measured at the end on the exported C as it is "
            "compiled here")
        ->type_name("T")
        ->check(CLI::Range(1e-3, 1e9).description(""));
    addJsonOption(*command, options->json);
    command->callback([options] { runTrain(*options); });
}

} // namespace tristate::cli

#include "core/io/store/session_file.h"

#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/object_reader.h"
#include "core/io/recipes/json_fields.h"
#include "core/io/store/history_tensors.h"
#include "core/io/store/network_tensors.h"
#include "core/io/store/tensor_file.h"
#include "core/messages/files.h"
#include "core/messages/formats.h"

#include <charconv>
#include <cmath>

namespace tristate::io {

namespace {

const TensorFileFormat kFormat{"TRISTATE", 4, &say::kSavedRun};

/// As many steps as a double counts exactly: no run gets there, and sums with it do not overflow.
constexpr std::int64_t kMaxSteps = 1LL << 53;

/// 64 bits do not survive as a JSON number in every reader, so they are text.
std::string toHex(std::uint64_t word) {
    char text[16];
    const auto [end, error] = std::to_chars(text, text + sizeof text, word, 16);
    return {text, end};
}

Json rngToJson(const Rng& rng) {
    Json words = Json::array();
    for (const std::uint64_t word : rng.state()) words.push_back(toHex(word));
    return words;
}

Rng readRng(const TensorFileReader& reader, const Json& words) {
    Rng::State state{};
    bool understood = words.is_array() && words.size() == state.size();
    for (std::size_t i = 0; understood && i < state.size(); ++i) {
        const std::string text = words[i].is_string() ? words[i].get<std::string>() : "";
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), state[i], 16);
        understood = !text.empty() && error == std::errc() && end == text.data() + text.size();
    }
    if (!understood) reader.fail(Message(say::kRandomState, dumpJson(words, -1)));
    return Rng(state);
}

Json trainerToJson(const train::TrainerState& trainer) {
    return {{"step", trainer.step},
            {"position", trainer.order.position()},
            {"rng", rngToJson(trainer.order.rng())}};
}

train::TrainerState readTrainer(const TensorFileReader& reader, const Json& json) {
    train::TrainerState trainer;
    std::uint64_t position = 0;
    ObjectReader fields(json, reader.where(), "trainer");
    fields.read("step", trainer.step);
    fields.read("position", position);
    const Rng rng = readRng(reader, fields.require("rng"));
    fields.done();
    if (trainer.step < 0 || trainer.step > kMaxSteps)
        reader.fail(Message(say::kTrainerStep, trainer.step, kMaxSteps));
    try {
        trainer.order =
            data::SampleOrder::restored(reader.read<std::uint32_t>("order", {kAnySize}), position, rng);
    } catch (const Error& error) {
        reader.fail(error.message());
    }
    return trainer;
}

/// Before the tensors of the smallest network that met the target.
constexpr const char* kBestPrefix = "best.";
/// Before those of the network that the run began with, when it was imported.
constexpr const char* kImportedPrefix = "imported.";

Json goalToJson(const train::GoalState& state) {
    Json json{{"isPruning", state.isPruning}, {"strength", state.strength}};
    if (std::isfinite(state.estimate)) json["estimate"] = state.estimate;
    if (std::isfinite(state.excess)) {
        json["boost"] = state.boost;
        json["excess"] = state.excess;
    }
    if (state.isMet()) {
        json["bestError"] = state.bestError;
        json["bestParameters"] = state.bestParameters;
        json["bestStep"] = state.bestStep;
    }
    return json;
}

/// The file does not tell the estimator of the gates, the experiment does.
nn::Network readNetwork(const TensorFileReader& reader, const train::Experiment& experiment,
                        const std::string& prefix = "") {
    nn::Network network = readNetwork(reader, experiment.net, prefix);
    for (auto* gates : network.gates()) gates->estimator = experiment.train.estimator;
    return network;
}

train::Goal readGoal(const TensorFileReader& reader, const Json& json, const train::Experiment& experiment) {
    train::Goal goal;
    ObjectReader fields(json, reader.where(), "goal");
    fields.read("isPruning", goal.state.isPruning);
    fields.read("strength", goal.state.strength);
    fields.read("estimate", goal.state.estimate);
    fields.read("boost", goal.state.boost);
    fields.read("excess", goal.state.excess);
    fields.read("bestError", goal.state.bestError);
    fields.read("bestParameters", goal.state.bestParameters);
    fields.read("bestStep", goal.state.bestStep);
    fields.done();
    for (const double factor : {goal.state.strength, goal.state.boost})
        if (!(factor >= 0 && std::isfinite(factor))) reader.fail(Message(say::kGoalStrength, factor));
    if (!goal.state.isMet()) return goal;
    goal.best = std::make_shared<const nn::Network>(readNetwork(reader, experiment, kBestPrefix));
    return goal;
}

train::LiveSettings readLive(const TensorFileReader& reader, const Json& json) {
    train::LiveSettings live;
    fromJson(json, live, reader.where(), "live");
    try {
        validate(live);
    } catch (const Error& error) {
        reader.fail(error.message());
    }
    return live;
}

/// What was in force where an older version wrote nothing, as it knew nothing else.
train::Experiment settingsUnsaid(std::uint32_t version) {
    train::Experiment experiment;
    if (version < 2) {
        experiment.train.weightDecay = 0;
        experiment.train.merge = prune::MergeMode::Never;
    }
    return experiment;
}

/// A session inside of another one has no past.
enum class Nesting { Outer, Inner };
std::string sessionBytes(const train::Checkpoint& checkpoint, const train::History& history,
                         const SessionPast& past);
SavedSession readSession(const TensorFileReader& reader, Nesting nesting);

void addInner(TensorFileWriter& writer, const std::string& name, const train::Checkpoint& checkpoint,
              const train::History& history) {
    const std::string bytes = sessionBytes(checkpoint, history, {});
    writer.add(name, {std::ssize(bytes)},
               std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
}

SavedSession readInner(const TensorFileReader& reader, const std::string& name) {
    const auto bytes = reader.read<std::uint8_t>(name, {kAnySize});
    return readSession(
        TensorFileReader(kFormat, std::string(bytes.begin(), bytes.end()), reader.where() + ", " + name),
        Nesting::Inner);
}

std::string snapshotName(std::size_t index) {
    return "snapshot" + std::to_string(index + 1);
}

std::string runName(std::size_t index) {
    return "run" + std::to_string(index + 1);
}

void addPast(TensorFileWriter& writer, Json& header, const SessionPast& past) {
    for (std::size_t i = 0; i < past.snapshots.size(); ++i)
        addInner(writer, snapshotName(i), *past.snapshots[i], {});
    if (!past.snapshots.empty()) header["snapshots"] = past.snapshots.size();
    for (std::size_t i = 0; i < past.runs.size(); ++i) {
        const SavedRun& run = past.runs[i];
        addInner(writer, runName(i), *run.checkpoint, run.history);
        header["runs"].push_back(
            {{"name", run.name}, {"parent", run.parent}, {"branchStep", run.branchStep}});
    }
}

SavedRun readRun(const TensorFileReader& reader, const Json& json, std::size_t index) {
    SavedRun run;
    ObjectReader fields(json, reader.where(), "runs");
    fields.read("name", run.name);
    fields.read("parent", run.parent);
    fields.read("branchStep", run.branchStep);
    fields.done();
    SavedSession inner = readInner(reader, runName(index));
    run.checkpoint = std::move(inner.checkpoint);
    run.history = std::move(inner.history);
    return run;
}

SessionPast readPast(const TensorFileReader& reader, ObjectReader& fields) {
    SessionPast past;
    std::uint64_t snapshots = 0; // each has to be there, so the file bounds their number
    fields.read("snapshots", snapshots);
    for (std::uint64_t i = 0; i < snapshots; ++i) {
        auto snapshot = readInner(reader, snapshotName(i)).checkpoint;
        if (!past.snapshots.empty() && snapshot->trainer.step <= past.snapshots.back()->trainer.step)
            reader.fail(Message(say::kSnapshotsDoNotRise));
        past.snapshots.push_back(std::move(snapshot));
    }
    const Json* runs = fields.find("runs");
    if (!runs) return past;
    if (!runs->is_array()) reader.fail(Message(say::kRunsNoList));
    for (std::size_t i = 0; i < runs->size(); ++i) past.runs.push_back(readRun(reader, (*runs)[i], i));
    return past;
}

/// The content of a session file.
std::string sessionBytes(const train::Checkpoint& checkpoint, const train::History& history,
                         const SessionPast& past) {
    TensorFileWriter writer;
    addNetwork(writer, checkpoint.network);
    if (checkpoint.goal.best) addNetwork(writer, *checkpoint.goal.best, kBestPrefix);
    if (checkpoint.imported) addNetwork(writer, *checkpoint.imported, kImportedPrefix);
    const auto& permutation = checkpoint.trainer.order.permutation();
    writer.add("order", {std::ssize(permutation)}, std::span<const std::uint32_t>(permutation));
    addHistory(writer, history, checkpoint.network);
    Json header = {{"experiment", experimentToJson(checkpoint.experiment)},
                   {"live", toJson(checkpoint.live)},
                   {"trainer", trainerToJson(checkpoint.trainer)},
                   {"events", eventsToJson(history)}};
    if (checkpoint.experiment.train.hasTarget()) header["goal"] = goalToJson(checkpoint.goal.state);
    if (checkpoint.imported) header["imported"] = true;
    addPast(writer, header, past);
    return writer.finish(kFormat, header);
}

SavedSession readSession(const TensorFileReader& reader, Nesting nesting) {
    ObjectReader fields(reader.header(), reader.where(), "");
    SavedSession session;
    auto checkpoint = std::make_shared<train::Checkpoint>();
    checkpoint->experiment = settingsUnsaid(reader.version());
    fromJson(fields.require("experiment"), checkpoint->experiment, reader.where());
    checkpoint->live = readLive(reader, fields.require("live"));
    checkpoint->trainer = readTrainer(reader, fields.require("trainer"));
    checkpoint->network = readNetwork(reader, checkpoint->experiment);
    if (const Json* goal = fields.find("goal"))
        checkpoint->goal = readGoal(reader, *goal, checkpoint->experiment);
    bool isImported = false;
    fields.read("imported", isImported);
    if (isImported)
        checkpoint->imported =
            std::make_shared<const nn::Network>(readNetwork(reader, checkpoint->experiment, kImportedPrefix));
    fields.require("events");
    if (nesting == Nesting::Outer) session.past = readPast(reader, fields);
    fields.done();
    session.history = readHistory(reader, checkpoint->network);
    session.checkpoint = std::move(checkpoint);
    return session;
}

} // namespace

void saveSession(const std::filesystem::path& file, const train::Checkpoint& checkpoint,
                 const train::History& history, const SessionPast& past) {
    std::string bytes;
    try {
        bytes = sessionBytes(checkpoint, history, past);
    } catch (const Error& error) {
        throw Error(say::kCannotWrite, file.string(), error.message());
    }
    writeAtomically(file, bytes);
}

SavedSession openSession(const std::filesystem::path& file) {
    return readSession(TensorFileReader(kFormat, readWholeFile(file), file.string()), Nesting::Outer);
}

} // namespace tristate::io

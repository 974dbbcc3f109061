#include "core/io/session_file.h"

#include "core/base/error.h"
#include "core/io/atomic_file.h"
#include "core/io/history_tensors.h"
#include "core/io/network_tensors.h"
#include "core/io/object_reader.h"
#include "core/io/tensor_file.h"

#include <charconv>

namespace tristate::io {

namespace {

const TensorFileFormat kFormat{"TRISTATE", 2, "a saved run of Tristate Lab"};

/// As many steps as a double counts exactly: no run gets there, and sums with it do not overflow.
constexpr std::int64_t kMostSteps = 1LL << 53;

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
    if (!understood)
        reader.fail("the random state trainer.rng is " + dumpJson(words, -1) +
                    ", expected four hexadecimal words");
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
    if (trainer.step < 0 || trainer.step > kMostSteps)
        reader.fail("trainer.step is " + std::to_string(trainer.step) + ", expected 0 to " +
                    std::to_string(kMostSteps));
    try {
        trainer.order =
            data::SampleOrder::restored(reader.read<std::uint32_t>("order", {kAnySize}), position, rng);
    } catch (const Error& error) {
        reader.fail(error.what());
    }
    return trainer;
}

train::LiveSettings readLive(const TensorFileReader& reader, const Json& json) {
    train::LiveSettings live;
    fromJson(json, live, reader.where(), "live");
    try {
        validate(live);
    } catch (const Error& error) {
        reader.fail(error.what());
    }
    return live;
}

} // namespace

void saveSession(const std::filesystem::path& file, const train::Checkpoint& checkpoint,
                 const train::History& history) {
    TensorFileWriter writer;
    addNetwork(writer, checkpoint.network);
    const auto& permutation = checkpoint.trainer.order.permutation();
    writer.add("order", {std::ssize(permutation)}, std::span<const std::uint32_t>(permutation));
    try {
        addHistory(writer, history, checkpoint.network);
    } catch (const Error& error) {
        throw Error("cannot write '" + file.string() + "': " + error.what());
    }
    const Json header = {{"experiment", experimentToJson(checkpoint.experiment)},
                         {"live", toJson(checkpoint.live)},
                         {"trainer", trainerToJson(checkpoint.trainer)},
                         {"events", eventsToJson(history)}};
    writeAtomically(file, writer.finish(kFormat, header));
}

SavedSession openSession(const std::filesystem::path& file) {
    const TensorFileReader reader(kFormat, readWholeFile(file), file.string());
    ObjectReader fields(reader.header(), reader.where(), "");
    auto checkpoint = std::make_shared<train::Checkpoint>();
    fromJson(fields.require("experiment"), checkpoint->experiment, reader.where());
    checkpoint->live = readLive(reader, fields.require("live"));
    checkpoint->trainer = readTrainer(reader, fields.require("trainer"));
    checkpoint->network = readNetwork(reader, checkpoint->experiment.net);
    for (auto* gates : checkpoint->network.gates()) gates->estimator = checkpoint->experiment.train.estimator;
    fields.require("events");
    fields.done();
    train::History history = readHistory(reader, checkpoint->network);
    return {std::move(checkpoint), std::move(history)};
}

} // namespace tristate::io

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/foot.h"
#include "app/cli/interrupt.h"
#include "app/cli/loading.h"
#include "app/cli/report.h"
#include "app/cli/setting_options.h"
#include "app/cli/text.h"
#include "core/base/error.h"
#include "core/io/store/session_file.h"
#include "core/messages/forces.h"
#include "core/nn/size.h"
#include "core/train/gate_trace.h"
#include "core/train/held_gate.h"
#include "core/train/settings.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

namespace tristate::cli {

namespace {

using train::GateAccount;
using train::GateLedger;
using train::GateRef;

struct WhyOptions {
    std::filesystem::path session;
    std::string layer;
    int unit = -1;
    bool depth = false;
    bool hold = false;
    int threads = 0;
    bool json = false;
};

/// A saved run with all that a replay needs.
struct SavedRun {
    std::shared_ptr<const train::Checkpoint> oldest; ///< that it can be replayed from
    std::shared_ptr<const train::Checkpoint> end;
    std::vector<train::Event> events;

    const data::Dataset& data() const { return oldest->data->train; }
};

std::shared_ptr<const train::Checkpoint>
withData(const train::Checkpoint& state, const std::shared_ptr<const data::Splits>& data, int threads) {
    auto copy = std::make_shared<train::Checkpoint>(state);
    copy->data = data;
    copy->experiment.train.threads = threads;
    return copy;
}

SavedRun openRun(const WhyOptions& options) {
    const io::SavedSession session = io::openSession(options.session);
    const train::Checkpoint& end = *session.checkpoint;
    const auto data = std::make_shared<const data::Splits>(loadData(end.experiment.data));
    std::shared_ptr<const train::Checkpoint> oldest;
    if (!session.past.snapshots.empty())
        oldest = session.past.snapshots.front();
    else if (end.imported)
        oldest = train::freshCheckpointFrom(end.imported, end.experiment, data);
    else
        oldest = train::freshCheckpoint(end.experiment, data);
    return {withData(*oldest, data, options.threads), withData(end, data, options.threads),
            session.history.events()};
}

/// By its name, "fc1", or its number among the layers with gates, from 1 on.
int layerOf(const std::string& word, const nn::Network& network) {
    const auto gated = nn::gatedSizes(network.builtSizes());
    const auto found =
        std::find_if(gated.begin(), gated.end(), [&](const auto& layer) { return layer.name == word; });
    if (found != gated.end()) return static_cast<int>(found - gated.begin());
    const bool isNumber = !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
    if (isNumber && word.size() < 6) return std::stoi(word) - 1; // whether it exists, the trace says
    std::string names;
    for (const auto& layer : gated) names += (names.empty() ? "" : ", ") + layer.name;
    throw Error(say::kUnknownGatedLayer, word, names);
}

Json pushesJson(const std::vector<train::GatePush>& pushes, const data::Dataset& data) {
    Json list = Json::array();
    for (const train::GatePush& push : pushes) {
        Json loss = Json::object();
        for (std::size_t part = 0; part < push.loss.size(); ++part)
            loss[toText(train::lossPartName(data, static_cast<int>(part)))] = push.loss[part];
        list.push_back({{"step", push.step},
                        {"push", push.push},
                        {"moved", push.moved},
                        {"loss", std::move(loss)},
                        {"samples", push.samples}});
    }
    return list;
}

Json accountJson(const GateAccount& account, const data::Dataset& data) {
    Json forces = Json::object(), loss = Json::object();
    for (std::size_t i = 0; i < train::kForces; ++i)
        forces[train::keyOf(static_cast<train::Force>(i))] = account.moved[i];
    for (std::size_t part = 0; part < account.loss.size(); ++part)
        loss[toText(train::lossPartName(data, static_cast<int>(part)))] = account.loss[part];
    return {{"to", account.to},
            {"gate", account.after},
            {"minibatches_learnt", account.learnt},
            {"forces", std::move(forces)},
            {"loss", std::move(loss)},
            {"sum", account.total()},
            {"pushed_down", pushesJson(account.down, data)},
            {"pushed_up", pushesJson(account.up, data)}};
}

Json standingJson(const train::Standing& standing) {
    return {{"error", standing.evaluation.error},
            {"loss", standing.evaluation.loss},
            {"units", standing.units},
            {"parameters", standing.parameters}};
}

std::string gateText(const GateLedger& ledger, const nn::Network& network) {
    const std::string layer =
        nn::gatedSizes(network.builtSizes())[static_cast<std::size_t>(ledger.gate.layer)].name;
    return ledger.gate.isDepth() ? "gate d of " + layer
                                 : formatted("unit %d of %s", ledger.gate.unit, layer.c_str());
}

std::string pushesText(const GateAccount& account, const data::Dataset& data) {
    const auto& pushes = account.total() < 0 ? account.down : account.up;
    if (pushes.empty()) return {};
    std::string text = "minibatches that pushed most\n";
    for (const train::GatePush& push : pushes) {
        const auto part = std::max_element(push.loss.begin(), push.loss.end(),
                                           [&](double a, double b) { return push.push < 0 ? a > b : a < b; });
        text +=
            formatted("  %10lld  %+.6f  most by %s\n", static_cast<long long>(push.step) + 1, push.push,
                      toText(train::lossPartName(data, static_cast<int>(part - push.loss.begin()))).c_str());
    }
    return text;
}

std::string whyText(const GateLedger& ledger, const SavedRun& run) {
    const GateAccount& account = ledger.why();
    std::string text = gateText(ledger, run.end->network) + ": ";
    const auto sentences = train::story(ledger, account, run.data());
    text += train::commandText(sentences.front()) + '\n';
    for (std::size_t i = 1; i < sentences.size(); ++i) text += train::commandText(sentences[i]) + '\n';
    text += "forces\n";
    for (const train::NamedForce& force : train::forcesOf(account, run.data(), 0))
        if (force.moved != 0)
            text += formatted("  %-36s %+.6f\n", train::commandText(force.name).c_str(), force.moved);
    return text + formatted("  %-36s %+.6f\n", "together", account.total()) + pushesText(account, run.data());
}

std::string heldText(const train::HeldGate& held, train::Metric metric) {
    const auto line = [&](const char* what, const train::Standing& standing) {
        return formatted("  %-10s %s %s, %s units, %s parameters\n", what, train::nameOf(metric),
                         train::errorText(metric, standing.evaluation.error).c_str(),
                         withSeparators(standing.units).c_str(), withSeparators(standing.parameters).c_str());
    };
    return formatted("held open from minibatch %lld on\n", static_cast<long long>(held.from)) +
           line("as it was", held.without) + line("held open", held.with);
}

/// Shows how far a replay is at the foot of the terminal; Ctrl-C ends it.
class Replaying {
public:
    template <class Work>
    auto run(std::int64_t to, Work work) {
        auto result =
            work(m_stop.get_token(), train::ReplayProgress([&](std::int64_t step) {
                     if (step % 16 == 0)
                         m_foot.show(formatted("minibatch %lld of %lld", static_cast<long long>(step),
                                               static_cast<long long>(to)));
                     if (m_guard.interrupted()) m_stop.request_stop();
                 }));
        m_foot.clear();
        if (!result) throw EndedBySignal(Message(say::kTraceInterrupted), m_guard.signal());
        return result;
    }

private:
    InterruptGuard m_guard;
    Foot m_foot;
    std::stop_source m_stop;
};

train::HeldGate hold(const SavedRun& run, const GateLedger& ledger, Replaying& replaying) {
    if (ledger.isHigh || !ledger.untilTurn) throw Error(say::kNeverCloses, ledger.from, ledger.all.to);
    const std::int64_t end = run.end->trainer.step;
    const auto before = replaying.run(end, [&](const auto& stop, const auto& progress) {
        return train::replay(*run.oldest, run.events, train::holdFrom(ledger), stop, progress);
    });
    return *replaying.run(end, [&](const auto& stop, const auto& progress) {
        return train::holdOpen(*before, run.end, run.events, ledger.gate, stop, progress);
    });
}

void runWhy(const WhyOptions& options) {
    if (options.depth == (options.unit >= 0)) throw CLI::RequiredError("one of --unit and --depth");
    const SavedRun run = openRun(options);
    const GateRef gate{layerOf(options.layer, run.end->network), options.depth ? -1 : options.unit};
    Replaying replaying;
    const auto trace = replaying.run(run.end->trainer.step, [&](const auto& stop, const auto& progress) {
        return train::traceGate(*run.oldest, run.events, run.end->trainer.step, gate, stop, progress);
    });
    if (trace->state->network.signature() != run.end->network.signature())
        throw Error(say::kReplayDiffers, options.session.string());
    const GateLedger& ledger = trace->ledger;
    std::optional<train::HeldGate> held;
    if (options.hold) held = hold(run, ledger, replaying);
    if (!options.json) {
        std::cout << whyText(ledger, run);
        if (held) std::cout << heldText(*held, train::metricOf(run.data()));
        return;
    }
    Json done{
        {"event", "done"},
        {"model", options.session.string()},
        {"layer", nn::gatedSizes(run.end->network.builtSizes())[static_cast<std::size_t>(gate.layer)].name},
        {"unit", gate.unit},
        {"from", ledger.from},
        {"gate_before", ledger.before},
        {"high", ledger.isHigh},
        {"left", ledger.hasLeft},
        {"until_turn", ledger.untilTurn ? accountJson(*ledger.untilTurn, run.data()) : Json()},
        {"all", accountJson(ledger.all, run.data())}};
    if (gate.isDepth()) done.erase("unit");
    if (held)
        done["held_open"] = {{"from", held->from},
                             {"without", standingJson(held->without)},
                             {"with", standingJson(held->with)}};
    printLine(done);
}

} // namespace

void addWhy(CLI::App& app) {
    CLI::App* command = app.add_subcommand("why", "Tell what closed a gate of a saved run, or keeps it open");
    const auto options = std::make_shared<WhyOptions>();
    command->add_option("SESSION", options->session, "Session file")->required()->type_name("");
    command
        ->add_option("--layer", options->layer,
                     "Layer with gates: its name (fc1) or its number among them, from 1 on")
        ->required()
        ->type_name("LAYER");
    auto* unit = command->add_option_function<std::string>(
        "--unit",
        [options = options.get()](const std::string& text) {
            options->unit = wholeNumber("--unit", text, 0);
        },
        "Unit of the layer, from 0 on, as the network was built");
    unit->type_name("N");
    command->add_flag("--depth", options->depth, "The gate d of the layer instead")->excludes(unit);
    command->add_flag("--hold-open", options->hold,
                      "Also train again with the gate held open since it closed, and compare");
    addSettingOption(*command, "train.threads", options->threads);
    addJsonOption(*command, options->json);
    command->callback([options] { runWhy(*options); });
}

} // namespace tristate::cli

// Writes a session of a branched run with all that the window may leave in one, for the golden sessions;
// README.md says how. It is compiled against the library of the commit that is to write it, and is no part of
// the build.
//
//     run_with_past NET FILE

#include "core/graph/graph_text.h"
#include "core/io/session_file.h"
#include "core/train/run.h"

#include <iostream>
#include <string>

using namespace tristate;
using train::Checkpoint;
using CheckpointPtr = std::shared_ptr<const Checkpoint>;

namespace {

/// Trains up to `step`, and returns the state there.
CheckpointPtr upTo(train::Run& run, std::int64_t step) {
    while (run.checkpoint()->trainer.step < step) run.step();
    run.flush();
    return run.checkpoint();
}

train::Experiment experimentOf(const char* net) {
    train::Experiment experiment;
    experiment.name = "with a past";
    experiment.net = graph::parseGraph(net);
    experiment.data.source = "moons";
    experiment.data.trainSamples = 120;
    experiment.data.testSamples = 200;
    experiment.data.validation = 40;
    experiment.data.points = {{0.25, 0.75, 1}, {0.5, 0.125, 0}};
    experiment.train.epochs = 20;
    experiment.train.batch = 30;
    experiment.train.rate = 0.02;
    experiment.train.warmupEpochs = 1;
    experiment.train.frozenEpochs = 4;
    experiment.train.patience = 5;
    experiment.train.depthGates = true;
    experiment.train.lambdas = {1e-3, 1e-4, 0.02, 0.05};
    experiment.train.targetError = 20;
    return experiment;
}

} // namespace

int main(int, char** arguments) {
    const train::Experiment experiment = experimentOf(arguments[1]);
    const auto data = std::make_shared<const data::Splits>(data::load(experiment.data));

    train::Mailbox mailbox;
    io::SessionPast past;
    train::Run first(train::Run::fresh(experiment, data), mailbox);
    past.snapshots.push_back(first.checkpoint());
    upTo(first, 5);
    first.edit({.layer = 0, .unit = 2, .open = false});
    first.edit({.layer = 1, .unit = 1, .open = false});
    upTo(first, 6);
    first.edit({.layer = 1, .unit = 1, .open = true});
    const CheckpointPtr fork = upTo(first, 8);
    past.snapshots.push_back(fork);
    train::History history;
    history.add(mailbox.take());
    const train::History behindTheBranch = history.upTo(8);
    const CheckpointPtr left = upTo(first, 14);
    history.add(mailbox.take());
    past.runs.push_back({"Run 1", "", 0, left, history});

    history = behindTheBranch;
    train::Run branch(fork, mailbox);
    train::LiveSettings live = fork->live;
    live.rate = 0.01;
    live.lambdas.lambda3 = 0.04;
    branch.setLive(live);
    past.snapshots.push_back(upTo(branch, 13));
    const CheckpointPtr now = upTo(branch, 22);
    history.add(mailbox.take());
    io::saveSession(arguments[2], *now, history, past);
    std::cout << "signatures " << now->network.signature() << ' ' << left->network.signature() << '\n';
}

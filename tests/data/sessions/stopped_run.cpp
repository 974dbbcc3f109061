// Writes a session that stops in the middle of a run, for the golden sessions; README.md says how. It is
// compiled against the library of the commit that is to write it, and is no part of the build.
//
//     stopped_run NET SOURCE STEPS FILE

#include "core/graph/graph_text.h"
#include "core/io/session_file.h"
#include "core/train/checkpoint.h"
#include "core/train/session.h"

#include <iostream>
#include <string>

using namespace tristate;

int main(int, char** arguments) {
    train::Experiment experiment;
    experiment.name = "stopped";
    experiment.net = graph::parseGraph(arguments[1]);
    experiment.data.source = arguments[2];
    experiment.data.trainSamples = 300;
    experiment.data.testSamples = 100;
    experiment.data.validation = 40;
    experiment.train.epochs = 12;
    experiment.train.batch = 52; // five minibatches an epoch
    experiment.train.rate = 0.02;
    experiment.train.warmupEpochs = 1;
    experiment.train.frozenEpochs = 2;
    experiment.train.patience = 6;
    experiment.train.lambdas.lambda3 = 0.04;

    train::Session session;
    train::History history;
    session.start(experiment, true);
    session.wait();
    session.step(std::stoi(arguments[3]));
    session.wait();
    history.add(session.drain());
    const auto checkpoint = session.checkpoint().get();
    io::saveSession(arguments[4], *checkpoint, history);
    std::cout << checkpoint->trainer.step << " minibatches, signature " << checkpoint->network.signature()
              << '\n';
}

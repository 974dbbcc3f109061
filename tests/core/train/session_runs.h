#pragma once

#include "core/graph/graph_text.h"
#include "core/train/history.h"
#include "core/train/session.h"
#include "tests/support/tiny_experiment.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <thread>
#include <utility>

namespace tristate::train {

/// A toy set that load() knows, so that the worker's own loading is part of the test.
inline Experiment moons(int epochs) {
    Experiment experiment = test::tinyExperiment();
    experiment.net = graph::parseGraph("2-24-2");
    experiment.data = {.source = "moons", .trainSamples = 400, .testSamples = 100};
    experiment.train.epochs = epochs;
    return experiment;
}

/// Collects mail until an event of this kind is there; fails after a generous while.
class Collector {
public:
    explicit Collector(Session& session) : m_session(session) {}

    const Event* waitFor(EventKind kind, std::size_t from = 0) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (std::chrono::steady_clock::now() < deadline) {
            collect();
            for (std::size_t i = from; i < history.events().size(); ++i)
                if (history.events()[i].kind == kind) return &history.events()[i];
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        ADD_FAILURE() << "the event did not come";
        return nullptr;
    }
    void collect() {
        Mail mail = m_session.drain();
        if (mail.frame) frame = mail.frame;
        history.add(std::move(mail));
    }

    History history;
    std::shared_ptr<const Frame> frame;

private:
    Session& m_session;
};

} // namespace tristate::train

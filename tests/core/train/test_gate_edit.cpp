#include "core/graph/graph_text.h"
#include "core/train/checkpoint.h"
#include "core/train/session.h"
#include "core/train/trainer.h"
#include "tests/support/tiny_experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <optional>
#include <thread>

namespace tristate::train {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(GateEdit, CutsAndRevives) {
    auto network = makeNetwork(test::tinyExperiment());
    const auto* layer = network.gates()[0];
    apply({.layer = 0, .unit = 7, .open = false}, network, 42);
    EXPECT_EQ(layer->width[7], 0.0f);
    EXPECT_EQ(layer->closedSince[7], 42);
    apply({.layer = 0, .unit = 7, .open = false}, network, 50);
    EXPECT_EQ(layer->closedSince[7], 42) << "it is closed since the first time";
    apply({.layer = 0, .unit = 7, .open = true}, network, 60);
    EXPECT_EQ(layer->width[7], 1.0f);
    EXPECT_EQ(layer->closedSince[7], -1);
}

TEST(GateEdit, FindsUnitsByTheirOriginalIndex) {
    auto network = makeNetwork(test::tinyExperiment());
    ASSERT_TRUE(network.keepUnits(0, {2, 9, 11}));
    apply({.layer = 0, .unit = 9, .open = false}, network, 0);
    EXPECT_EQ(network.gates()[0]->width[1], 0.0f);
    EXPECT_THAT(toText(refusal(network, {.layer = 0, .unit = 9, .open = true})), IsEmpty());
    EXPECT_THAT(toText(refusal(network, {.layer = 0, .unit = 3, .open = true})),
                HasSubstr("Unit 3 of fc1 was removed"));
    EXPECT_THAT(toText(refusal(network, {.layer = 0, .unit = 24, .open = true})),
                HasSubstr("does not exist"));
    EXPECT_THAT(toText(refusal(network, {.layer = 1, .unit = 0, .open = true})),
                HasSubstr("no gated layer 2"));
}

TEST(GateEdit, KeepsTheLastOpenUnit) {
    auto network = makeNetwork(test::tinyExperiment());
    ASSERT_TRUE(network.keepUnits(0, {2, 9}));
    apply({.layer = 0, .unit = 2, .open = false}, network, 0);
    EXPECT_THAT(toText(refusal(network, {.layer = 0, .unit = 9, .open = false})), HasSubstr("last open one"));
    EXPECT_THAT(toText(refusal(network, {.layer = 0, .unit = 2, .open = false})), IsEmpty())
        << "closed already";
}

/// Waits for the next event of a kind; null after a generous while.
std::optional<Event> waitFor(Session& session, EventKind kind, Mail& last) {
    for (int i = 0; i < 30'000; ++i) {
        Mail mail = session.drain();
        if (mail.snapshot) last.snapshot = mail.snapshot;
        for (auto& point : mail.points) last.points.push_back(std::move(point));
        for (const auto& event : mail.events)
            if (event.kind == kind) return event;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return std::nullopt;
}

TEST(GateEdit, ReachesARunThatIsPausedAndIsReported) {
    Experiment experiment = test::tinyExperiment();
    experiment.net = graph::parseGraph("2-24-2");
    experiment.data = {.source = "moons", .trainSamples = 400, .testSamples = 100};
    Session session(Session::Priority::Normal, Session::Snapshots::Mailed);
    session.start(experiment, true);
    session.step(5);
    session.wait();
    session.editGate({.layer = 0, .unit = 4, .open = false});
    Mail mail;
    const auto cut = waitFor(session, EventKind::UnitPruned, mail);
    ASSERT_TRUE(cut);
    EXPECT_EQ(cut->step, 5);
    EXPECT_EQ(cut->unit, 4);
    EXPECT_THAT(toText(cut->message), HasSubstr("Unit 4 of fc1"));
    EXPECT_EQ(session.checkpoint().get()->network.gates()[0]->width[4], 0.0f);
    Mail after = session.drain();
    for (auto& point : after.points) mail.points.push_back(std::move(point));
    ASSERT_FALSE(mail.points.empty());
    EXPECT_EQ(mail.points.back().gates[0][4], 0.0f) << "what is on screen follows at once";
    EXPECT_TRUE(std::isfinite(mail.points.back().loss));

    session.editGate({.layer = 0, .unit = 99, .open = false});
    const auto refused = waitFor(session, EventKind::EditRefused, mail);
    ASSERT_TRUE(refused);
    EXPECT_THAT(toText(refused->message), HasSubstr("Unit 99 of fc1 does not exist"));
}

} // namespace
} // namespace tristate::train

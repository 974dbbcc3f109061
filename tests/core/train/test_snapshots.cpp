#include "core/graph/graph_text.h"
#include "core/train/checkpoint.h"
#include "core/train/run.h"
#include "core/train/session.h"
#include "core/train/snapshots.h"
#include "tests/support/tiny_experiment.h"

#include <gtest/gtest.h>

#include <vector>

namespace tristate::train {
namespace {

TEST(SnapshotPace, SpendsAHundredthOfTheTrainingTime) {
    SnapshotPace pace;
    pace.copied(0.02);
    pace.trained(1.99);
    EXPECT_FALSE(pace.isDue());
    pace.trained(0.02);
    EXPECT_TRUE(pace.isDue());
    pace.copied(0.001); // a smaller network by now
    EXPECT_FALSE(pace.isDue());
    pace.trained(0.9);
    EXPECT_FALSE(pace.isDue()) << "cheap copies are still no more than one a second";
    pace.trained(0.2);
    EXPECT_TRUE(pace.isDue());
}

TEST(MostDispensable, IsTheOneThatLeavesTheSmallestGap) {
    EXPECT_EQ(mostDispensable(std::vector<std::int64_t>{0, 10, 20}), 1u);
    EXPECT_EQ(mostDispensable(std::vector<std::int64_t>{0, 10, 20, 22, 40}), 2u);
    EXPECT_EQ(mostDispensable(std::vector<std::int64_t>{0, 100, 200, 210, 220}), 3u);
}

TEST(MostDispensable, KeepsALongRunEvenlySpread) {
    constexpr std::size_t kMax = 50;
    std::vector<std::int64_t> steps;
    for (std::int64_t step = 0; step <= 100'000; step += 10) {
        steps.push_back(step);
        if (steps.size() <= kMax) continue;
        steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(mostDispensable(steps)));
    }
    EXPECT_EQ(steps.size(), kMax);
    EXPECT_EQ(steps.front(), 0);
    EXPECT_EQ(steps.back(), 100'000);
    for (std::size_t i = 1; i < steps.size(); ++i)
        EXPECT_LE(steps[i] - steps[i - 1], 3 * 100'000 / static_cast<std::int64_t>(kMax));
}

TEST(Snapshots, ArriveWithTheMailOfASessionThatWasAskedForThem) {
    Experiment experiment = test::tinyExperiment();
    experiment.net = graph::parseGraph("2-8-2");
    experiment.data = {.source = "moons", .trainSamples = 200, .testSamples = 50};
    experiment.train.epochs = 3;
    Session asked(Session::Priority::Normal, Session::Snapshots::Mailed), bare;
    asked.start(experiment, true);
    asked.wait();
    const auto first = asked.drain().snapshot;
    ASSERT_TRUE(first);
    EXPECT_EQ(first->trainer.step, 0);
    asked.resume();
    asked.wait();
    const auto last = asked.drain().snapshot;
    ASSERT_TRUE(last) << "a finished run can be gone back to";
    EXPECT_EQ(last->trainer.step, 15);
    bare.start(experiment);
    bare.wait();
    EXPECT_FALSE(bare.drain().snapshot);
}

TEST(Snapshots, KeepUpInSlowMotion) {
    Mailbox mailbox;
    train::Run run(
        freshCheckpoint(test::tinyExperiment(), std::make_shared<const data::Splits>(test::tinyData())),
        mailbox);
    run.mailSnapshots();
    EXPECT_TRUE(mailbox.take().snapshot);
    auto slow = run.live();
    slow.pauseSeconds = 2;
    run.setLive(slow);
    run.step();
    const auto snapshot = mailbox.take().snapshot;
    ASSERT_TRUE(snapshot) << "two seconds have passed for whoever looks";
    EXPECT_EQ(snapshot->trainer.step, 1);
}

/// However late somebody looks, the run can be told from its beginning.
TEST(Snapshots, TheFirstOneIsNotLostToANewerOne) {
    Mailbox mailbox;
    train::Run run(
        freshCheckpoint(test::tinyExperiment(), std::make_shared<const data::Splits>(test::tinyData())),
        mailbox);
    run.mailSnapshots();
    for (int step = 0; step < 3; ++step) {
        run.step();
        run.flush(); // as a pause does
    }
    const Mail mail = mailbox.take();
    ASSERT_TRUE(mail.beginning && mail.snapshot);
    EXPECT_EQ(mail.beginning->trainer.step, 0);
    EXPECT_EQ(mail.snapshot->trainer.step, 3);
    for (int step = 0; step < 2; ++step) {
        run.step();
        run.flush();
    }
    const Mail later = mailbox.take();
    EXPECT_EQ(later.snapshot->trainer.step, 5);
    EXPECT_FALSE(later.beginning) << "it was taken";
}

TEST(Points, AreNotShiftedByAPause) {
    Experiment experiment = test::tinyExperiment();
    experiment.train.batch = 5; // 100 minibatches an epoch, a point every fifth
    Mailbox mailbox;
    train::Run run(freshCheckpoint(experiment, std::make_shared<const data::Splits>(test::tinyData())),
                   mailbox);
    for (int step = 0; step < 12; ++step) {
        run.step();
        if (step == 6) run.flush(); // as a pause does
    }
    std::vector<std::int64_t> steps;
    for (const Point& point : mailbox.take().points) steps.push_back(point.step);
    EXPECT_EQ(steps, (std::vector<std::int64_t>{5, 7, 10}));
}

} // namespace
} // namespace tristate::train

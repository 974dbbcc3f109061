#include "core/base/error.h"
#include "core/io/store/snapshot_store.h"
#include "tests/core/io/small_run.h"

#include <gtest/gtest.h>

#include <fstream>

namespace tristate::io {
namespace {

namespace fs = std::filesystem;

class SnapshotStoreTest : public testing::Test {
protected:
    SnapshotStoreTest() { fs::create_directories(directory); }
    ~SnapshotStoreTest() override { fs::remove_all(directory); }

    /// One state of a run at any step: what the store does depends on the step and the size only.
    std::shared_ptr<const train::Checkpoint> at(std::int64_t step) const {
        auto snapshot = std::make_shared<train::Checkpoint>(state);
        snapshot->trainer.step = step;
        snapshot->data = data;
        return snapshot;
    }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory), {}));
    }
    std::size_t bytesOfOne() const {
        SnapshotStore store(directory);
        store.add(at(0));
        return store.bytesInMemory();
    }

    const fs::path directory =
        fs::path(testing::TempDir()) /
        (std::string("snapshots-") + testing::UnitTest::GetInstance()->current_test_info()->name());
    const data::Dataset train = clouds(300, 1);
    const train::Checkpoint state = trained(smallExperiment(), train, 40);
    const std::shared_ptr<const data::Splits> data =
        std::make_shared<const data::Splits>(data::Splits{train, {}, clouds(30, 2)});
};

TEST_F(SnapshotStoreTest, FindsTheNearestNotAfter) {
    SnapshotStore store(directory);
    EXPECT_EQ(store.atOrBefore(5), nullptr);
    for (const int step : {0, 100, 200}) store.add(at(step));
    EXPECT_EQ(store.atOrBefore(0)->trainer.step, 0);
    EXPECT_EQ(store.atOrBefore(199)->trainer.step, 100);
    EXPECT_EQ(store.atOrBefore(9999)->trainer.step, 200);
    EXPECT_EQ(files(), 0u);
}

TEST_F(SnapshotStoreTest, OfALongRunTheNewestReplacesOneThatIsTooNear) {
    SnapshotStore store(directory, {.most = 10});
    for (const int step : {0, 200, 400, 600, 800, 1000}) store.add(at(step));
    store.add(at(1010)); // the newest always stays
    EXPECT_EQ(store.steps().back(), 1010);
    for (const int step : {1020, 1030, 1090}) store.add(at(step));
    EXPECT_EQ(store.steps(), (std::vector<std::int64_t>{0, 200, 400, 600, 800, 1000, 1090}));
    store.add(at(1120)); // far enough from 1000 to stay beside 1090
    store.add(at(1130));
    EXPECT_EQ(store.steps(), (std::vector<std::int64_t>{0, 200, 400, 600, 800, 1000, 1090, 1130}));
}

TEST_F(SnapshotStoreTest, TheOldestGoToDiskAndComeBackBitForBit) {
    SnapshotStore store(directory, {.memoryBytes = 2 * bytesOfOne()});
    for (int step = 0; step < 50; step += 10) store.add(at(step));
    EXPECT_TRUE(store.isOverMemory());
    store.spill();
    EXPECT_FALSE(store.isOverMemory());
    EXPECT_EQ(files(), 3u);
    EXPECT_LE(store.bytesInMemory(), 2 * bytesOfOne());
    EXPECT_GT(store.bytesOnDisk(), 0u);
    const auto back = store.atOrBefore(0);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->data, data) << "what the run was last seen with";
    EXPECT_EQ(signatureAfter(*back, train, 25), signatureAfter(*at(0), train, 25));
}

TEST_F(SnapshotStoreTest, LimitsHoldHoweverLongTheRun) {
    const std::size_t one = bytesOfOne();
    SnapshotStore store(directory, {.most = 12, .memoryBytes = 3 * one, .diskBytes = 5 * one});
    for (int step = 0; step < 3000; step += 10) {
        store.add(at(step));
        store.spill();
        ASSERT_LE(store.steps().size(), 12u);
        ASSERT_LE(store.bytesInMemory(), 3 * one);
        ASSERT_LE(store.bytesOnDisk(), 5 * one);
    }
    EXPECT_EQ(store.steps().front(), 0);
    EXPECT_EQ(store.steps().back(), 2990);
    EXPECT_LE(files(), 12u) << "files of what was given up are gone";
}

TEST_F(SnapshotStoreTest, ARunThatWentBackDropsWhatCameAfter) {
    SnapshotStore store(directory);
    for (const int step : {0, 100, 200, 300}) store.add(at(step));
    store.add(at(150));
    EXPECT_EQ(store.steps(), (std::vector<std::int64_t>{0, 100, 150}));
    store.dropFrom(100);
    EXPECT_EQ(store.steps(), (std::vector<std::int64_t>{0}));
}

TEST_F(SnapshotStoreTest, ABranchSharesFilesAndKeepsThemAlive) {
    auto store = std::make_unique<SnapshotStore>(directory, SnapshotLimits{.memoryBytes = 0});
    for (const int step : {0, 100, 200, 300}) store->add(at(step));
    store->spill();
    auto branch = store->branch(150);
    EXPECT_EQ(branch->steps(), (std::vector<std::int64_t>{0, 100}));
    store.reset();
    EXPECT_EQ(files(), 2u);
    EXPECT_EQ(branch->atOrBefore(120)->trainer.step, 100);
    branch.reset();
    EXPECT_EQ(files(), 0u);
}

TEST_F(SnapshotStoreTest, ARetiredStoreTakesNoMemory) {
    SnapshotStore store(directory);
    for (int step = 0; step < 300; step += 10) store.add(at(step));
    store.retire(4);
    EXPECT_EQ(store.steps().size(), 4u);
    EXPECT_TRUE(store.isOverMemory());
    store.spill();
    EXPECT_EQ(store.bytesInMemory(), 0u);
    EXPECT_EQ(store.atOrBefore(290)->trainer.step, 290) << "the last state stays";
    EXPECT_EQ(store.atOrBefore(290)->data, nullptr);
}

TEST_F(SnapshotStoreTest, ADiskThatCannotBeWrittenIsAnErrorAndTheLimitHolds) {
    SnapshotStore store(directory / "gone", {.memoryBytes = 0});
    store.add(at(0));
    store.add(at(10));
    EXPECT_THROW(store.spill(), Error);
    EXPECT_EQ(store.steps(), (std::vector<std::int64_t>{10})) << "the newest always stays";
    EXPECT_NO_THROW(store.spill());
}

} // namespace
} // namespace tristate::io

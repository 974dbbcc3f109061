#include "core/graph/graph_text.h"
#include "core/io/files/atomic_file.h"
#include "core/io/store/session_file.h"
#include "core/nn/size.h"
#include "core/train/evaluate.h"
#include "core/train/replay.h"
#include "core/train/run.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <ostream>
#include <set>
#include <stdexcept>

// Sessions that older programs left, one or more for every version of the format:
// tests/data/sessions/README.md says which program wrote each. What is expected here is what that program
// printed.

using namespace tristate;
using namespace tristate::io;
using testing::ElementsAre;

namespace {

struct Golden {
    std::string name; ///< begins with the version: "v1-complete"
    std::string net, source;
    std::int64_t step;
    double epoch;
    std::string signature;
    std::vector<int> units; ///< open, of each gated layer
    double testError;       ///< percent

    int version() const { return name[1] - '0'; }
    std::filesystem::path file() const {
        return std::filesystem::path(TRISTATE_SOURCE_DIR) / "tests/data/sessions" / (name + ".tristate");
    }
    friend void PrintTo(const Golden& golden, std::ostream* out) { *out << golden.name; }
};

const Golden kGolden[] = {
    {"v1-complete", "2-10-8-2", "moons", 80, 20, "83f3614207696d2a", {8, 6}, 14.5},
    {"v1-stopped", "1x28x28:4c5s2-p2-6c3s2-10-10", "digits", 33, 6.6, "c115dfa05f65d2fc", {4, 6, 10}, 64},
    {"v2-complete", "2-10-8-2", "circles", 80, 20, "7be45f7aeb668312", {3, 2}, 22.5},
    {"v2-convolutional",
     "1x28x28:5c5s2b-p2-d10-5c3s2-g-8b-10",
     "digits",
     50,
     10,
     "00241a637f0f7484",
     {3, 2, 8, 8},
     50},
    {"v2-stopped",
     "1x28x28:4c5s2b-p2-d10-6c3s2-g-8b-10",
     "digits",
     33,
     6.6,
     "d5381cac24415c6a",
     {4, 6, 24, 8},
     68},
    {"v3-target", "2-10-8f-3", "gaussians", 64, 16, "7327486463b9273c", {4, 8}, 10 / 3.0},
    {"v3-imported", "2-4-8-3", "gaussians", 48, 8, "c43f18eab3fed255", {4, 8}, 3},
    {"v3-past", "2-6-5-2", "moons", 22, 22 / 3.0, "cdb5dfd7e8624cb8", {5, 5}, 26},
    {"v4-convolutional",
     "1x28x28:5c5s2bl0.1-p2-d10-6c3-a2-g-8b-5",
     "digits",
     40,
     8,
     "a0b790599d4a2353",
     {4, 5, 14, 7},
     22.5},
    {"v4-past", "2-6l0.125-5-2", "moons", 22, 22 / 3.0, "54007ca51733e4ee", {5, 5}, 14},
};

const Golden& golden(const std::string& name) {
    return *std::find_if(std::begin(kGolden), std::end(kGolden),
                         [&](const Golden& golden) { return golden.name == name; });
}

/// Of the format, as the file tells it.
int versionOf(const std::filesystem::path& file) {
    return readWholeFile(file)[8];
}

bool isComplete(const SavedSession& session) {
    return session.history.events().back().kind == train::EventKind::Finished;
}

/// Goes on to the end of the run, and for two epochs more where it had ended.
std::shared_ptr<const train::Checkpoint> wentOn(const SavedSession& session, train::Mailbox& mailbox) {
    train::Checkpoint from = *session.checkpoint;
    if (isComplete(session)) from.experiment.train.epochs += 2;
    train::Run run(std::make_shared<const train::Checkpoint>(std::move(from)), mailbox);
    while (!run.finished())
        if (!run.step()) throw std::runtime_error("the loss is no number");
    run.flush();
    return run.checkpoint();
}

class GoldenSessions : public testing::TestWithParam<Golden> {
protected:
    const Golden& m_golden = GetParam();
    const SavedSession m_session = openSession(m_golden.file());
    const train::Checkpoint& m_checkpoint = *m_session.checkpoint;
};

TEST_P(GoldenSessions, OpenWithWhatWasInThem) {
    EXPECT_EQ(versionOf(m_golden.file()), m_golden.version());
    EXPECT_EQ(graph::toString(m_checkpoint.experiment.net), m_golden.net);
    EXPECT_EQ(m_checkpoint.experiment.data.source, m_golden.source);
    EXPECT_EQ(m_checkpoint.trainer.step, m_golden.step);
    EXPECT_EQ(m_checkpoint.network.signature(), m_golden.signature);
    EXPECT_EQ(nn::openUnits(m_checkpoint.network), m_golden.units);

    const auto& points = m_session.history.points(); // one for each minibatch of such small data
    ASSERT_EQ(std::ssize(points), m_golden.step);
    EXPECT_EQ(points.back().step, m_golden.step);
    EXPECT_DOUBLE_EQ(points.back().epoch, m_golden.epoch);
    EXPECT_EQ(points.back().open, m_golden.units);
    EXPECT_EQ(points.back().gates.size(), m_golden.units.size());
    EXPECT_EQ(std::ssize(m_session.history.columns()), m_golden.step);
    EXPECT_EQ(m_session.history.events().front().kind, train::EventKind::Started);
    EXPECT_EQ(isComplete(m_session), m_checkpoint.experiment.train.epochs == m_golden.epoch);
}

TEST_P(GoldenSessions, HaveTheTestErrorThatWasPrinted) {
    const data::Splits data = data::load(m_checkpoint.experiment.data);
    EXPECT_DOUBLE_EQ(train::evaluate(m_checkpoint.network, data.test, 1).error, m_golden.testError);
}

TEST_P(GoldenSessions, GoOn) {
    train::Mailbox mailbox;
    const auto end = wentOn(m_session, mailbox);
    const auto perEpoch =
        static_cast<std::int64_t>(std::llround(static_cast<double>(m_golden.step) / m_golden.epoch));
    EXPECT_EQ(end->trainer.step, end->experiment.train.epochs * perEpoch);
    EXPECT_TRUE(end->network.signature() != m_golden.signature || end->goal.best)
        << "only a run with a target may end with a network that it had before";

    train::History history = m_session.history;
    history.add(mailbox.take());
    const test::TempDir folder;
    saveSession(folder / "again.tristate", *end, history, m_session.past);
    const SavedSession again = openSession(folder / "again.tristate");
    EXPECT_EQ(again.checkpoint->network.signature(), end->network.signature());
    EXPECT_EQ(std::ssize(again.history.points()), end->trainer.step);
    EXPECT_EQ(again.past.snapshots.size(), m_session.past.snapshots.size());
}

INSTANTIATE_TEST_SUITE_P(Every, GoldenSessions, testing::ValuesIn(kGolden), [](const auto& instance) {
    std::string name = instance.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(GoldenSession, IsThereForEveryVersionUpToTheOneThatIsWrittenNow) {
    const test::TempDir folder;
    saveSession(folder / "now.tristate", *openSession(golden("v1-complete").file()).checkpoint, {});
    std::vector<int> expected(static_cast<std::size_t>(versionOf(folder / "now.tristate")));
    std::iota(expected.begin(), expected.end(), 1);
    std::set<int> found;
    for (const Golden& golden : kGolden) found.insert(golden.version());
    EXPECT_THAT(found, testing::ElementsAreArray(expected))
        << "tests/data/sessions/README.md says how to add one";
}

TEST(GoldenSession, OfVersion1HasTheSettingsThatItDidNotKnow) {
    const auto checkpoint = openSession(golden("v1-complete").file()).checkpoint;
    EXPECT_EQ(checkpoint->experiment.train.weightDecay, 0);
    EXPECT_EQ(checkpoint->experiment.train.merge, prune::MergeMode::Never);
    EXPECT_EQ(checkpoint->experiment.train.estimator, nn::GateEstimator::Threshold);
    EXPECT_EQ(checkpoint->experiment.train.cost, objective::CostModel::Neurons);
}

TEST(GoldenSession, OfVersion2HasItsEstimatorAndItsCosts) {
    const auto dense = openSession(golden("v2-complete").file()).checkpoint;
    EXPECT_EQ(dense->experiment.train.estimator, nn::GateEstimator::HardConcrete);
    EXPECT_EQ(dense->network.gates()[0]->estimator, nn::GateEstimator::HardConcrete);
    const auto convolutional = openSession(golden("v2-convolutional").file()).checkpoint;
    EXPECT_EQ(convolutional->experiment.train.cost, objective::CostModel::Parameters);
    EXPECT_EQ(convolutional->experiment.train.augmentation.rotate, 5);
}

TEST(GoldenSession, WithATargetHasTheBestNetworkThatMetIt) {
    const auto checkpoint = openSession(golden("v3-target").file()).checkpoint;
    EXPECT_EQ(checkpoint->experiment.train.targetError, 12);
    EXPECT_EQ(checkpoint->goal.state.bestError, 5);
    EXPECT_EQ(checkpoint->goal.state.bestParameters, 79);
    ASSERT_NE(checkpoint->goal.best, nullptr);
    EXPECT_EQ(nn::totalParameters(nn::openSizes(*checkpoint->goal.best)), 79);
}

TEST(GoldenSession, OfAnImportedNetworkHasTheNetworkItBeganWith) {
    const auto checkpoint = openSession(golden("v3-imported").file()).checkpoint;
    ASSERT_NE(checkpoint->imported, nullptr);
    EXPECT_EQ(graph::toString(checkpoint->imported->graph()), "2-4-8-3");
    const data::Splits data = data::load(checkpoint->experiment.data);
    EXPECT_DOUBLE_EQ(train::evaluate(*checkpoint->imported, data.test, 1).error, 10 / 3.0)
        << "the error of v3-target, from which it was exported";
}

TEST(GoldenSession, WithAPastHasItsSnapshotsRunsAndGatesSetByHand) {
    for (const auto& [name, signature] :
         {std::pair("v3-past", "0b13d214599066c7"), std::pair("v4-past", "6b9b601d6282a679")}) {
        SCOPED_TRACE(name);
        const SavedSession session = openSession(golden(name).file());
        EXPECT_EQ(session.checkpoint->experiment.data.points.size(), 2u);
        std::vector<std::int64_t> steps;
        for (const auto& snapshot : session.past.snapshots) steps.push_back(snapshot->trainer.step);
        EXPECT_THAT(steps, ElementsAre(0, 8, 13));
        ASSERT_EQ(session.past.runs.size(), 1u);
        EXPECT_EQ(session.past.runs[0].name, "Run 1");
        EXPECT_EQ(session.past.runs[0].checkpoint->trainer.step, 14);
        EXPECT_EQ(session.past.runs[0].checkpoint->network.signature(), signature);
        EXPECT_EQ(session.past.runs[0].history.points().size(), 14u);

        const auto cut = train::editsAt(session.history.events(), 5);
        ASSERT_EQ(cut.size(), 2u);
        EXPECT_EQ(cut[0].unit, 2);
        EXPECT_FALSE(cut[0].open);
        EXPECT_EQ(train::editsAt(session.history.events(), 6).size(), 1u);

        train::Checkpoint start = *session.past.snapshots[0];
        start.data = std::make_shared<const data::Splits>(data::load(start.experiment.data));
        const auto replayed = train::replay(start, session.history.events(), 8);
        ASSERT_NE(replayed, nullptr);
        EXPECT_EQ(nn::openUnits(replayed->network), nn::openUnits(session.past.snapshots[1]->network));
    }
}

} // namespace

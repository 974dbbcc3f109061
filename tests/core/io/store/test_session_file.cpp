#include "core/io/recipes/json_fields.h"
#include "core/io/store/session_folders.h"
#include "tests/core/io/store/saved_run.h"

#include <gmock/gmock.h>

#include <bit>

using namespace tristate;
using namespace tristate::io;

namespace {

/// Equal bit by bit, NaN included.
bool sameBits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

void expectEqual(const train::Point& a, const train::Point& b) {
    EXPECT_EQ(a.step, b.step);
    EXPECT_TRUE(sameBits(a.epoch, b.epoch) && sameBits(a.loss, b.loss) && sameBits(a.error, b.error));
    EXPECT_TRUE(sameBits(a.evaluationLoss, b.evaluationLoss) &&
                sameBits(a.evaluationError, b.evaluationError));
    EXPECT_EQ(a.open, b.open);
    EXPECT_EQ(a.parameters, b.parameters);
    EXPECT_EQ(a.samplesPerSecond, b.samplesPerSecond);
    EXPECT_EQ(a.lambdas, b.lambdas);
    EXPECT_EQ(a.gates, b.gates);
    EXPECT_EQ(a.depths, b.depths);
}

/// A saved run in the form of older versions.
class OldSessionFile : public SessionFile {
protected:
    /// As version 2 wrote it: without the settings that came later.
    static std::string asVersion2(std::string bytes) {
        Json header = parseJson(headerOf(bytes), "header");
        EXPECT_EQ(header["experiment"]["train"].erase("targetError"), 1u);
        EXPECT_EQ(header["experiment"]["data"].erase("classes"), 1u);
        bytes[8] = 2;
        return withHeader(bytes, dumpJson(header, -1));
    }

    /// As version 1 wrote it: without the settings and the arrays that came since.
    static std::string asVersion1(const std::string& newest) {
        std::string bytes = asVersion2(newest);
        Json header = parseJson(headerOf(bytes), "header");
        for (const char* key : {"weightDecay", "stepEpochs", "stepFactor", "rotate", "scale", "shear",
                                "elastic", "elasticSmoothness", "flip", "estimator", "cost",
                                "lambdaWarmupEpochs", "binariseEpoch", "merge"})
            EXPECT_EQ(header["experiment"]["train"].erase(key), 1u) << key;
        Json tensors = Json::array();
        for (const Json& tensor : header["tensors"])
            if (!tensor["name"].get<std::string>().ends_with(".linearSince")) tensors.push_back(tensor);
        EXPECT_LT(tensors.size(), header["tensors"].size());
        header["tensors"] = tensors;
        bytes[8] = 1;
        return withHeader(bytes, dumpJson(header, -1));
    }
};

TEST_F(SessionFile, TheRunHasLostUnits) {
    const auto gates = m_checkpoint.network.gates();
    EXPECT_LT(gates[0]->units(), gates[0]->originalUnits());
    EXPECT_GT(gates[0]->original.back(), gates[0]->units() - 1);
    EXPECT_EQ(m_checkpoint.network.parameters().front()->slots.size(), 2u);
}

TEST_F(SessionFile, EverythingComesBack) {
    const SavedSession opened = openSession(m_file);
    const train::Checkpoint& back = *opened.checkpoint;
    EXPECT_EQ(back.experiment, m_checkpoint.experiment);
    EXPECT_EQ(back.live, m_checkpoint.live);
    EXPECT_EQ(back.network.signature(), m_checkpoint.network.signature());
    EXPECT_EQ(back.network.graph(), m_checkpoint.network.graph());
    EXPECT_EQ(back.trainer.step, kSteps);
    EXPECT_EQ(back.trainer.order.permutation(), m_checkpoint.trainer.order.permutation());
    EXPECT_EQ(back.trainer.order.position(), m_checkpoint.trainer.order.position());
    EXPECT_EQ(back.trainer.order.rng().state(), m_checkpoint.trainer.order.rng().state());
    EXPECT_EQ(back.data, nullptr);
    for (std::size_t i = 0; i < 2; ++i) {
        const auto* before = m_checkpoint.network.gates()[i];
        const auto* after = back.network.gates()[i];
        EXPECT_EQ(after->original, before->original);
        EXPECT_EQ(after->closedSince, before->closedSince);
        EXPECT_EQ(after->depthLearnable, before->depthLearnable);
        EXPECT_TRUE((after->width == before->width).all());
    }
}

TEST_F(SessionFile, TheNetworkThatARunWasImportedFromComesBack) {
    EXPECT_EQ(openSession(m_file).checkpoint->imported, nullptr) << "this run began with drawn weights";
    Rng rng(77);
    train::Checkpoint checkpoint = m_checkpoint;
    checkpoint.imported = std::make_shared<const nn::Network>(checkpoint.experiment.net, rng);
    saveSession(m_file, checkpoint, m_history);
    const SavedSession opened = openSession(m_file);
    ASSERT_NE(opened.checkpoint->imported, nullptr);
    EXPECT_EQ(opened.checkpoint->imported->signature(), checkpoint.imported->signature());
    EXPECT_EQ(opened.checkpoint->network.signature(), m_checkpoint.network.signature());
}

TEST_F(SessionFile, ARunGoesOnBitForBit) {
    const std::string uninterrupted = trained(smallExperiment(), m_data, kSteps + 250).network.signature();
    EXPECT_EQ(signatureAfter(m_checkpoint, m_data, 250), uninterrupted);
    EXPECT_EQ(signatureAfter(*openSession(m_file).checkpoint, m_data, 250), uninterrupted);
}

TEST_F(SessionFile, ALayerThatLearnsItsDepthComesBack) {
    train::Experiment experiment = smallExperiment();
    experiment.train.depthGates = true;
    experiment.train.lambdas = {.lambda4 = 0.05};
    experiment.train.optimizer = train::OptimizerKind::Sgd;
    experiment.train.merge = prune::MergeMode::Never;
    const train::Checkpoint checkpoint = trained(experiment, m_data, 200);
    EXPECT_GT(checkpoint.network.gates()[0]->depth, 0.0f);
    saveSession(m_file, checkpoint, {});
    const SavedSession opened = openSession(m_file);
    EXPECT_TRUE(opened.checkpoint->network.gates()[0]->depthLearnable);
    EXPECT_EQ(opened.checkpoint->network.gates()[0]->depth, checkpoint.network.gates()[0]->depth);
    EXPECT_TRUE(opened.history.points().empty());
    EXPECT_EQ(signatureAfter(*opened.checkpoint, m_data, 100), signatureAfter(checkpoint, m_data, 100));
}

TEST_F(SessionFile, TheHistoryComesBackBitForBit) {
    const train::History back = openSession(m_file).history;
    ASSERT_EQ(back.points().size(), m_history.points().size());
    for (std::size_t i = 0; i < back.points().size(); ++i)
        expectEqual(back.points()[i], m_history.points()[i]);
    EXPECT_EQ(back.columns(), m_history.columns());
    ASSERT_EQ(back.events().size(), 2u);
    EXPECT_EQ(back.events()[1].kind, train::EventKind::UnitsRemoved);
    EXPECT_EQ(back.events()[1].message, m_history.events()[1].message);
    EXPECT_EQ(back.events()[1].layer, 1);
    EXPECT_EQ(back.events()[1].live, m_checkpoint.live);
}

TEST_F(SessionFile, SavingTwiceGivesTheSameBytes) {
    const SavedSession opened = openSession(m_file);
    saveSession(m_folder / "again", *opened.checkpoint, opened.history);
    EXPECT_EQ(readWholeFile(m_folder / "again"), readWholeFile(m_file));
}

TEST_F(SessionFile, TheLastVersionsAreStillRead) {
    for (const char version : {2, 3}) { // what versions 3 and 4 added is not in this file
        std::string bytes = readWholeFile(m_file);
        bytes[8] = version;
        bytes.resize(bytes.size() - sizeof(std::uint32_t));
        const auto crc = static_cast<std::uint32_t>(
            ::crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
        bytes.append(reinterpret_cast<const char*>(&crc), sizeof crc);
        writeAtomically(m_folder / "older", bytes);
        EXPECT_EQ(openSession(m_folder / "older").checkpoint->network.signature(),
                  m_checkpoint.network.signature());
    }
}

TEST_F(SessionFile, SnapshotsAndOtherRunsComeBack) {
    const auto at = [&](int steps) {
        return std::make_shared<const train::Checkpoint>(trained(smallExperiment(), m_data, steps));
    };
    SessionPast past{.snapshots = {at(0), at(40), at(90)}, .runs = {}};
    past.runs.push_back({"harder", "Run 1", 40, at(60), m_history});
    saveSession(m_file, m_checkpoint, m_history, past);
    const SavedSession opened = openSession(m_file);
    EXPECT_EQ(opened.checkpoint->network.signature(), m_checkpoint.network.signature());
    ASSERT_EQ(opened.past.snapshots.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(opened.past.snapshots[i]->trainer.step, past.snapshots[i]->trainer.step);
        EXPECT_EQ(signatureAfter(*opened.past.snapshots[i], m_data, 20),
                  signatureAfter(*past.snapshots[i], m_data, 20));
    }
    ASSERT_EQ(opened.past.runs.size(), 1u);
    EXPECT_EQ(opened.past.runs[0].name, "harder");
    EXPECT_EQ(opened.past.runs[0].parent, "Run 1");
    EXPECT_EQ(opened.past.runs[0].branchStep, 40);
    EXPECT_EQ(opened.past.runs[0].history.points().size(), m_history.points().size());
    EXPECT_EQ(opened.past.runs[0].checkpoint->network.signature(),
              past.runs[0].checkpoint->network.signature());
}

TEST_F(SessionFile, TheFoldersOfItsDataAreKnownBeforeAnyIsRead) {
    const auto stateWith = [this](const char* source) {
        auto state = std::make_shared<train::Checkpoint>(m_checkpoint);
        state->experiment.data.source = source;
        return state;
    };
    SavedSession session{.checkpoint = stateWith("digits"), .history = {}, .past = {}};
    EXPECT_THAT(foldersOf(session), testing::IsEmpty());
    session.past.snapshots = {stateWith("/a"), stateWith("noise:1x2x4"), stateWith("/a")};
    session.past.runs.resize(2);
    session.past.runs[0].checkpoint = stateWith("spiral");
    session.past.runs[1].checkpoint = stateWith("./digits");
    EXPECT_THAT(foldersOf(session), testing::ElementsAre("/a", "./digits"));
}

TEST_F(OldSessionFile, AVersion1FileGoesOnAsItWouldHave) {
    train::Experiment experiment = smallExperiment();
    experiment.train.weightDecay = 0;
    experiment.train.merge = prune::MergeMode::Never;
    const train::Checkpoint checkpoint = trained(experiment, m_data, 200);
    saveSession(m_file, checkpoint, {});
    test::store(m_folder / "old", asVersion1(readWholeFile(m_file)));
    const SavedSession opened = openSession(m_folder / "old");
    EXPECT_EQ(opened.checkpoint->experiment, experiment);
    EXPECT_EQ(signatureAfter(*opened.checkpoint, m_data, 100), signatureAfter(checkpoint, m_data, 100));
}

TEST_F(OldSessionFile, AVersion2FileGoesOnAsItWouldHave) {
    const train::Checkpoint checkpoint = trained(smallExperiment(), m_data, 200);
    saveSession(m_file, checkpoint, {});
    test::store(m_folder / "old", asVersion2(readWholeFile(m_file)));
    const SavedSession opened = openSession(m_folder / "old");
    EXPECT_EQ(opened.checkpoint->experiment, checkpoint.experiment);
    EXPECT_EQ(signatureAfter(*opened.checkpoint, m_data, 100), signatureAfter(checkpoint, m_data, 100));
}

} // namespace

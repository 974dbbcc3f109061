#include "core/io/files/atomic_file.h"
#include "core/io/recipes/json_fields.h"
#include "core/io/store/session_file.h"
#include "core/io/store/session_folders.h"
#include "core/messages/common.h"
#include "core/messages/runs.h"
#include "tests/core/io/error_of.h"
#include "tests/core/io/small_run.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cstring>
#include <functional>
#include <limits>
#include <sys/resource.h>
#include <zlib.h>

using namespace tristate;
using namespace tristate::io;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

constexpr int kSteps = 333;

train::Point pointAt(std::int64_t step, const nn::Network& network) {
    Rng rng(static_cast<std::uint64_t>(step));
    train::Point point{.step = step,
                       .epoch = static_cast<double>(step) / 7,
                       .loss = rng.uniform(),
                       .error = 100 * rng.uniform(),
                       .evaluationLoss = step % 2 ? rng.uniform() : train::kNotMeasured,
                       .evaluationError = step % 2 ? rng.uniform() : train::kNotMeasured,
                       .open = {static_cast<int>(step), 5},
                       .parameters = 1LL << 40,
                       .samplesPerSecond = std::numeric_limits<double>::infinity(),
                       .lambdas = {1, 2, 3, rng.uniform()},
                       .gates = {},
                       .depths = {}};
    if (step % 3 == 0) return point; // its column was thinned out
    for (const auto* gates : network.gates()) {
        std::vector<float>& column = point.gates.emplace_back();
        for (int i = 0; i < gates->originalUnits(); ++i) column.push_back(static_cast<float>(rng.uniform()));
        point.depths.push_back(static_cast<float>(rng.uniform()));
    }
    return point;
}

train::History historyOf(const train::Checkpoint& checkpoint) {
    train::History history;
    for (int step = 1; step <= 20; ++step) history.add(pointAt(step, checkpoint.network));
    history.add(train::Event{train::EventKind::Started, 0, 0, Message(say::kRunStarts), -1, checkpoint.live});
    history.add(train::Event{train::EventKind::UnitsRemoved, 7, 1.0 / 3,
                             Message(say::kVerbatim, "2 \"units\" left \xE2\x80\xA6"), 1, checkpoint.live});
    return history;
}

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

/// A saved run that has lost units, and its bytes.
class SessionFile : public testing::Test {
protected:
    SessionFile() { saveSession(m_file, m_checkpoint, m_history); }

    /// The sentence of opening a file of these bytes, or "no error".
    std::string openingError(const std::string& bytes) {
        test::store(m_mergeer / "damaged", bytes);
        return errorOf([this] { openSession(m_mergeer / "damaged"); });
    }

    static std::string headerOf(const std::string& bytes) {
        std::uint64_t size = 0;
        std::memcpy(&size, bytes.data() + 12, sizeof size);
        return bytes.substr(20, size);
    }

    /// The file with another header, and a checksum that fits again.
    static std::string withHeader(const std::string& bytes, const std::string& header) {
        const std::size_t dataBegin = 20 + headerOf(bytes).size();
        const std::uint64_t size = header.size();
        std::string changed = bytes.substr(0, 12);
        changed.append(reinterpret_cast<const char*>(&size), sizeof size);
        changed += header + bytes.substr(dataBegin, bytes.size() - dataBegin - 4);
        const auto crc = static_cast<std::uint32_t>(
            ::crc32_z(0, reinterpret_cast<const unsigned char*>(changed.data()), changed.size()));
        changed.append(reinterpret_cast<const char*>(&crc), sizeof crc);
        return changed;
    }

    /// The same after a change of the header's text.
    std::string headerError(const std::string& from, const std::string& to) {
        const std::string bytes = readWholeFile(m_file);
        std::string header = headerOf(bytes);
        const std::size_t at = header.find(from);
        EXPECT_NE(at, std::string::npos) << from << " in " << header;
        header.replace(at, from.size(), to);
        return openingError(withHeader(bytes, header));
    }

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

    const data::Dataset m_data = clouds(300, 1);
    const train::Checkpoint m_checkpoint = trained(smallExperiment(), m_data, kSteps);
    const train::History m_history = historyOf(m_checkpoint);
    test::TempDir m_mergeer;
    const std::filesystem::path m_file = m_mergeer / "run.tristate";
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
    EXPECT_EQ(back.network.spec(), m_checkpoint.network.spec());
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
    saveSession(m_mergeer / "again", *opened.checkpoint, opened.history);
    EXPECT_EQ(readWholeFile(m_mergeer / "again"), readWholeFile(m_file));
}

TEST_F(SessionFile, TheLastVersionsAreStillRead) {
    for (const char version : {2, 3}) { // what versions 3 and 4 added is not in this file
        std::string bytes = readWholeFile(m_file);
        bytes[8] = version;
        bytes.resize(bytes.size() - sizeof(std::uint32_t));
        const auto crc = static_cast<std::uint32_t>(
            ::crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
        bytes.append(reinterpret_cast<const char*>(&crc), sizeof crc);
        writeAtomically(m_mergeer / "older", bytes);
        EXPECT_EQ(openSession(m_mergeer / "older").checkpoint->network.signature(),
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

TEST_F(SessionFile, APastThatCannotBeIsRefused) {
    EXPECT_THAT(headerError("\"events\":", "\"snapshots\":2,\"events\":"), HasSubstr("snapshot1"));
    EXPECT_THAT(headerError("\"events\":", "\"runs\":7,\"events\":"), HasSubstr("runs are no list"));
    EXPECT_THAT(headerError("\"events\":", "\"runs\":[{}],\"events\":"), HasSubstr("run1"));
    const auto twice = std::make_shared<const train::Checkpoint>(m_checkpoint);
    saveSession(m_file, m_checkpoint, m_history, {.snapshots = {twice, twice}, .runs = {}});
    EXPECT_THAT(errorOf([&] { openSession(m_file); }), HasSubstr("do not rise"));
}

TEST_F(SessionFile, AFileCutShortIsRefused) {
    const std::string whole = readWholeFile(m_file);
    for (int part = 0; part < 37; ++part) {
        const std::string error =
            openingError(whole.substr(0, whole.size() * static_cast<std::size_t>(part) / 37));
        EXPECT_THAT(error, StartsWith((m_mergeer / "damaged").string() + ": ")) << part;
        EXPECT_THAT(error, HasSubstr(part == 0 ? "not a saved run" : "cut short")) << part;
    }
    for (const std::size_t missing : {1u, 2u, 4u, 5u})
        EXPECT_THAT(openingError(whole.substr(0, whole.size() - missing)), HasSubstr("cut short or damaged"));
    for (std::size_t size = 0; size < 30; ++size) EXPECT_NE(openingError(whole.substr(0, size)), "no error");
    EXPECT_THAT(openingError(whole + "x"), HasSubstr("damaged"));
}

TEST_F(SessionFile, AChangedByteIsNoticedEverywhere) {
    const std::string whole = readWholeFile(m_file);
    for (std::size_t at = 0; at < whole.size(); at += at < 200 ? 1 : 97) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        EXPECT_THAT(openingError(changed), StartsWith((m_mergeer / "damaged").string() + ": ")) << at;
    }
}

TEST_F(SessionFile, ANewerVersionIsRefused) {
    std::string bytes = readWholeFile(m_file);
    bytes[8] = 5;
    EXPECT_EQ(openingError(bytes),
              (m_mergeer / "damaged").string() +
                  ": of version 5, expected at most 4; a newer Tristate Lab has written it");
    EXPECT_THAT(openingError("PK\3\4 something else"), HasSubstr("not a saved run of Tristate Lab"));
}

TEST_F(SessionFile, AVersion1FileGoesOnAsItWouldHave) {
    train::Experiment experiment = smallExperiment();
    experiment.train.weightDecay = 0;
    experiment.train.merge = prune::MergeMode::Never;
    const train::Checkpoint checkpoint = trained(experiment, m_data, 200);
    saveSession(m_file, checkpoint, {});
    test::store(m_mergeer / "old", asVersion1(readWholeFile(m_file)));
    const SavedSession opened = openSession(m_mergeer / "old");
    EXPECT_EQ(opened.checkpoint->experiment, experiment);
    EXPECT_EQ(signatureAfter(*opened.checkpoint, m_data, 100), signatureAfter(checkpoint, m_data, 100));
}

TEST_F(SessionFile, AVersion2FileGoesOnAsItWouldHave) {
    const train::Checkpoint checkpoint = trained(smallExperiment(), m_data, 200);
    saveSession(m_file, checkpoint, {});
    test::store(m_mergeer / "old", asVersion2(readWholeFile(m_file)));
    const SavedSession opened = openSession(m_mergeer / "old");
    EXPECT_EQ(opened.checkpoint->experiment, checkpoint.experiment);
    EXPECT_EQ(signatureAfter(*opened.checkpoint, m_data, 100), signatureAfter(checkpoint, m_data, 100));
}

TEST_F(SessionFile, AHeaderThatCannotBeIsRefused) {
    EXPECT_THAT(headerError("\"8-24-12-3\"", "\"8-24-13-3\""),
                HasSubstr("tensor 'columns.gates2' is f32 [14x12], expected f32 [14x13]"));
    EXPECT_THAT(headerError("\"8-24-12-3\"", "\"8-12-12-3\""), HasSubstr("expected rising indices below 12"));
    EXPECT_THAT(headerError("\"batch\":32", "\"batch\":0"),
                HasSubstr("train.batch is 0, expected 1 to 65536"));
    EXPECT_THAT(headerError("\"step\":333", "\"step\":-333"), HasSubstr("trainer.step is -333, expected 0"));
    EXPECT_THAT(headerError("\"rng\":[\"", "\"rng\":[\"x"), HasSubstr("expected four hexadecimal words"));
    EXPECT_THAT(headerError("\"position\":", "\"position\":99999"),
                HasSubstr("position lies beyond its end"));
    EXPECT_THAT(headerError("\"live\":{", "\"alive\":{"), HasSubstr("live is missing"));
    EXPECT_THAT(headerError("\"kind\":\"started\"", "\"kind\":\"begun\""),
                HasSubstr("events.kind is \"begun\""));
    EXPECT_THAT(headerError("\"name\":\"order\"", "\"name\":\"odor\""),
                HasSubstr("tensor 'order' is missing"));
    EXPECT_THAT(headerError("\"name\":\"order\"", "\"name\":\"fc1.bias\""),
                HasSubstr("tensor 'fc1.bias' comes twice"));
    EXPECT_THAT(headerError("\"type\":\"u32\"", "\"type\":\"i32\""),
                HasSubstr("tensor 'order' is i32 [300], expected u32"));
    EXPECT_THAT(headerError("\"type\":\"u32\"", "\"type\":\"u33\""), HasSubstr("has the type 'u33'"));
    EXPECT_THAT(headerError("\"shape\":[300]", "\"shape\":[9000000000000000000]"),
                HasSubstr("is larger than the file"));
    EXPECT_THAT(headerError("\"shape\":[300]", "\"shape\":[300,1000000]"),
                HasSubstr("is larger than the file"));
    EXPECT_THAT(headerError("\"shape\":[300]", "\"shape\":[-1]"), HasSubstr("no whole number"));
    EXPECT_THAT(headerError("\"shape\":[300]", "\"shape\":[299]"), HasSubstr("it is no permutation"));
    EXPECT_THAT(headerError("\"offset\":0", "\"offset\":18446744073709551615"), HasSubstr("beyond the end"));
    EXPECT_THAT(headerError("{", "["), HasSubstr("header: not JSON at line 1"));
}

/// The most memory that this process ever had, in bytes.
std::size_t peakMemory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

TEST_F(SessionFile, TakesNoMemoryForWidthsThatAreNotInTheFile) {
    const std::size_t before = peakMemory();
    EXPECT_THAT(headerError("\"8-24-12-3\"", "\"8-1000000-250-3\""),
                HasSubstr("tensor 'columns.gates1' is f32 [14x24], expected f32 [14x1000000]"))
        << "the units that are left fit, so the network could be read";
    EXPECT_THAT(headerError("\"8-24-12-3\"", "\"1000000-250-12-3\""), HasSubstr("expected f32 ["));
    EXPECT_THAT(headerError("\"8-24-12-3\"", "\"8-24-12-1000000\""), HasSubstr("expected f32 [1000000x"));
    EXPECT_THAT(headerError("\"gates1.original\"", "\"gates1.forgotten\""),
                HasSubstr("tensor 'fc2.weight' is f32 ["));
    EXPECT_LT(peakMemory() - before, std::size_t{100} << 20);
}

TEST_F(SessionFile, TensorsThatOverlapAreRefused) {
    const std::string bytes = readWholeFile(m_file);
    Json header = parseJson(headerOf(bytes), "header");
    Json again = header["tensors"][0];
    for (int copy = 0; copy < 1000; ++copy) {
        again["name"] = "copy" + std::to_string(copy);
        header["tensors"].push_back(again);
    }
    EXPECT_THAT(openingError(withHeader(bytes, dumpJson(header, -1))), HasSubstr("its tensors overlap"));
}

TEST_F(SessionFile, CurvesOfAnotherNetworkAreRefusedAndTheOldFileStays) {
    const std::string before = readWholeFile(m_file);
    train::History history = m_history;
    train::Point point = pointAt(50, m_checkpoint.network);
    point.gates[1].pop_back();
    history.add(point);
    EXPECT_EQ(errorOf([&] { saveSession(m_file, m_checkpoint, history); }),
              "cannot write '" + m_file.string() +
                  "': the curves are of another network than the one to be saved");
    EXPECT_EQ(readWholeFile(m_file), before);
}

TEST_F(SessionFile, ErrorsNameTheFile) {
    EXPECT_THAT(errorOf([&] { saveSession(m_mergeer / "no/run", m_checkpoint, m_history); }),
                HasSubstr("No such file or directory"));
    EXPECT_THAT(errorOf([&] { openSession(m_mergeer / "no"); }), HasSubstr((m_mergeer / "no").string()));
}

} // namespace

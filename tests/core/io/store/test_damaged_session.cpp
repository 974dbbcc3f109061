#include "core/io/files/json.h"
#include "tests/core/io/store/saved_run.h"

#include <gmock/gmock.h>

#include <sys/resource.h>

using namespace tristate;
using namespace tristate::io;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

class DamagedSession : public SessionFile {};

TEST_F(DamagedSession, APastThatCannotBeIsRefused) {
    EXPECT_THAT(headerError("\"events\":", "\"snapshots\":2,\"events\":"), HasSubstr("snapshot1"));
    EXPECT_THAT(headerError("\"events\":", "\"runs\":7,\"events\":"), HasSubstr("runs are no list"));
    EXPECT_THAT(headerError("\"events\":", "\"runs\":[{}],\"events\":"), HasSubstr("run1"));
    const auto twice = std::make_shared<const train::Checkpoint>(m_checkpoint);
    saveSession(m_file, m_checkpoint, m_history, {.snapshots = {twice, twice}, .runs = {}});
    EXPECT_THAT(errorOf([&] { openSession(m_file); }), HasSubstr("do not rise"));
}

TEST_F(DamagedSession, AFileCutShortIsRefused) {
    const std::string whole = readWholeFile(m_file);
    for (int part = 0; part < 37; ++part) {
        const std::string error =
            openingError(whole.substr(0, whole.size() * static_cast<std::size_t>(part) / 37));
        EXPECT_THAT(error, StartsWith((m_folder / "damaged").string() + ": ")) << part;
        EXPECT_THAT(error, HasSubstr(part == 0 ? "not a saved run" : "cut short")) << part;
    }
    for (const std::size_t missing : {1u, 2u, 4u, 5u})
        EXPECT_THAT(openingError(whole.substr(0, whole.size() - missing)), HasSubstr("cut short or damaged"));
    for (std::size_t size = 0; size < 30; ++size) EXPECT_NE(openingError(whole.substr(0, size)), "no error");
    EXPECT_THAT(openingError(whole + "x"), HasSubstr("damaged"));
}

TEST_F(DamagedSession, AChangedByteIsNoticedEverywhere) {
    const std::string whole = readWholeFile(m_file);
    for (std::size_t at = 0; at < whole.size(); at += at < 200 ? 1 : 97) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        EXPECT_THAT(openingError(changed), StartsWith((m_folder / "damaged").string() + ": ")) << at;
    }
}

TEST_F(DamagedSession, ANewerVersionIsRefused) {
    std::string bytes = readWholeFile(m_file);
    bytes[8] = 5;
    EXPECT_EQ(openingError(bytes),
              (m_folder / "damaged").string() +
                  ": of version 5, expected at most 4; a newer Tristate Lab has written it");
    EXPECT_THAT(openingError("PK\3\4 something else"), HasSubstr("not a saved run of Tristate Lab"));
}

TEST_F(DamagedSession, AHeaderThatCannotBeIsRefused) {
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

TEST_F(DamagedSession, TakesNoMemoryForWidthsThatAreNotInTheFile) {
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

TEST_F(DamagedSession, TensorsThatOverlapAreRefused) {
    const std::string bytes = readWholeFile(m_file);
    Json header = parseJson(headerOf(bytes), "header");
    Json again = header["tensors"][0];
    for (int copy = 0; copy < 1000; ++copy) {
        again["name"] = "copy" + std::to_string(copy);
        header["tensors"].push_back(again);
    }
    EXPECT_THAT(openingError(withHeader(bytes, dumpJson(header, -1))), HasSubstr("its tensors overlap"));
}

TEST_F(DamagedSession, CurvesOfAnotherNetworkAreRefusedAndTheOldFileStays) {
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

TEST_F(DamagedSession, ErrorsNameTheFile) {
    EXPECT_THAT(errorOf([&] { saveSession(m_folder / "no/run", m_checkpoint, m_history); }),
                HasSubstr("No such file or directory"));
    EXPECT_THAT(errorOf([&] { openSession(m_folder / "no"); }), HasSubstr((m_folder / "no").string()));
}

} // namespace

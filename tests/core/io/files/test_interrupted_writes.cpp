#include "core/io/export/export_model.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/child_process.h"
#include "core/io/files/zip.h"
#include "core/io/formats/json/plain_json.h"
#include "core/io/formats/onnx/onnx_bytes.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "core/io/store/session_file.h"
#include "tests/core/io/error_of.h"
#include "tests/core/io/small_run.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tristate;
using namespace tristate::io;
using testing::HasSubstr;
using testing::StartsWith;
namespace fs = std::filesystem;

namespace {

/// Two states of a run, and everything that can be written of them.
class InterruptedWrites : public testing::Test {
protected:
    InterruptedWrites() {
        for (const train::Checkpoint* state : {&m_old, &m_new}) {
            const nn::PlainNetwork network = prune::exportNetwork(state->network);
            m_networks.push_back(toPlainJson(network, {}));
        }
        train::Point point;
        point.step = 1;
        point.open = {24, 12};
        m_history.add(point);
        point.step = 2;
        m_history.add(point);
    }

    static train::Checkpoint run(const data::Dataset& data, int steps) {
        train::Experiment experiment = smallExperiment();
        experiment.train.threads = 1; // a forked process has none of the team's
        return trained(experiment, data, steps);
    }

    void write(const fs::path& file, const train::Checkpoint& state) const {
        if (file.extension() == ".tristate") return saveSession(file, state, m_history);
        exportModel({.file = file,
                     .network = state.network,
                     .experiment = state.experiment,
                     .test = m_data,
                     .history = &m_history});
    }

    /// Fails unless the file is whole and of one of the two states.
    void expectWhole(const fs::path& file) const {
        const std::string kind = file.extension();
        if (kind.empty()) {
            for (const auto& entry : fs::directory_iterator(file))
                if (!entry.path().filename().string().starts_with(".")) expectWhole(entry.path());
            return;
        }
        if (kind == ".tristate") {
            const std::string found = openSession(file).checkpoint->network.signature();
            EXPECT_TRUE(found == m_old.network.signature() || found == m_new.network.signature());
        } else {
            expectWhole(kind, readWholeFile(file));
        }
    }

    void expectWhole(const std::string& kind, const std::string& bytes) const {
        if (kind == ".onnx") expectKnown(fromOnnx(bytes, "file").network);
        if (kind == ".safetensors") expectKnown(fromSafetensors(bytes, "file").network);
        if (kind == ".json" && bytes.find("keptUnits") != bytes.npos)
            expectKnown(fromPlainJson(bytes, "file").network);
        if (kind == ".zip")
            for (const auto& [name, content] : fromZip(bytes, "file"))
                expectWhole(fs::path(name).extension(), content);
        if (kind == ".c") {
            EXPECT_TRUE(bytes.ends_with("}\n"));
        }
        if (kind == ".svg") {
            EXPECT_TRUE(bytes.ends_with("</svg>\n"));
        }
        if (kind == ".html") {
            EXPECT_TRUE(bytes.ends_with("</html>\n"));
        }
        if (kind == ".csv") {
            EXPECT_EQ(std::count(bytes.begin(), bytes.end(), '\n'), 3) << bytes;
        }
    }

    void expectKnown(const nn::PlainNetwork& network) const {
        EXPECT_THAT(m_networks, testing::Contains(toPlainJson(network, {})));
    }

    /// Replaces the file again and again in a process that is killed after so many microseconds.
    void killWhileWriting(const fs::path& file, useconds_t delay) const {
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            for (;;) {
                write(file, m_new);
                write(file, m_old);
            }
        }
        ::usleep(delay);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
    }

    /// Expects a sentence and the old file when the new one does not fit.
    void expectOldFile(const fs::path& file, const std::string& reason) const {
        const std::string sentence = errorOf([&] { write(file, m_new); });
        EXPECT_THAT(sentence, StartsWith("cannot write '" + file.string())) << file;
        EXPECT_THAT(sentence, HasSubstr(reason)) << file;
    }

    const data::Dataset m_data = clouds(60, 1);
    const train::Checkpoint m_old = run(m_data, 100);
    const train::Checkpoint m_new = run(m_data, 160);
    train::History m_history;
    std::vector<std::string> m_networks;
    test::TempDir m_folder;
};

const std::vector<std::string> kKinds{".tristate", ".onnx", ".safetensors", ".c",   ".json",
                                      ".html",     ".csv",  ".svg",         ".zip", ""};

/// Without a compiler: the proof of C source would take all the time, and is no write.
class NoCompiler {
public:
    NoCompiler() { ::setenv("PATH", "/nonexistent", 1); }
    ~NoCompiler() { ::setenv("PATH", m_path.c_str(), 1); }

private:
    std::string m_path = std::getenv("PATH") ? std::getenv("PATH") : "";
};

TEST_F(InterruptedWrites, AKilledProcessLeavesTheOldOrTheNewFile) {
    constexpr int kKills = 200;
    constexpr useconds_t kMaxSave = 20'000, kMaxExport = 250'000;
    const NoCompiler path;
    for (const std::string& kind : kKinds) write(m_folder / ("run" + kind), m_old);
    const std::size_t files = m_folder.names().size();
    Rng rng(1);
    for (int i = 0; i < kKills; ++i) {
        // Every other kill hits a session or curves, which are hardly more than a write.
        const auto which = static_cast<std::size_t>(i / 2) % kKinds.size();
        const std::string kind = i % 2 == 0 ? kKinds[which] : i % 4 == 1 ? ".tristate" : ".csv";
        const bool quick = kind == ".tristate" || kind == ".csv" || kind == ".svg";
        const fs::path file = m_folder / ("run" + kind);
        killWhileWriting(file, static_cast<useconds_t>(rng.below(quick ? kMaxSave : kMaxExport)));
        expectWhole(file);
    }
    // What was left on the way is gone with the first saves a minute later.
    const auto minutesAgo = fs::file_time_type::clock::now() - std::chrono::minutes(2);
    for (const auto& entry : fs::recursive_directory_iterator(m_folder.path()))
        fs::last_write_time(entry.path(), minutesAgo);
    write(m_folder / "run.tristate", m_new);
    write(m_folder / "run", m_new);
    EXPECT_EQ(m_folder.names().size(), files);
    EXPECT_EQ(std::distance(fs::directory_iterator(m_folder / "run"), {}), 7);
}

TEST_F(InterruptedWrites, WhatDoesNotFitLeavesTheOldFile) {
    const NoCompiler path;
    for (const std::string& kind : kKinds) write(m_folder / ("run" + kind), m_old);
    const std::size_t files = m_folder.names().size();
    {
        const test::FileSizeLimit limit(50);
        if (!limit.isSet()) GTEST_SKIP() << "the size of files cannot be limited here";
        for (const std::string& kind : kKinds) expectOldFile(m_folder / ("run" + kind), "File too large");
    }
    for (const std::string& kind : kKinds) expectWhole(m_folder / ("run" + kind));
    EXPECT_EQ(openSession(m_folder / "run.tristate").checkpoint->network.signature(),
              m_old.network.signature());
    EXPECT_EQ(m_folder.names().size(), files);
}

/// Where the test may mount, a real full disk: in a process of its own, as it takes the right to.
TEST_F(InterruptedWrites, AFullDiskLeavesTheOldFile) {
    constexpr int kMayNotMount = 77;
    const NoCompiler path;
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        const bool mounted = ::unshare(CLONE_NEWNS) == 0 &&
                             ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                             ::mount("none", m_folder.path().c_str(), "tmpfs", 0, "size=1m") == 0;
        if (!mounted) ::_exit(kMayNotMount);
        for (const std::string& kind : kKinds) write(m_folder / ("run" + kind), m_old);
        errorOf([&] { writeAtomically(m_folder / "fill", std::string(1 << 20, 'x')); });
        for (std::size_t size = 1 << 19; size >= 4096; size /= 2)
            for (int i = 0; i < 2; ++i)
                errorOf([&] {
                    writeAtomically(m_folder / ("fill" + std::to_string(size) + "-" + std::to_string(i)),
                                    std::string(size, 'x'));
                });
        for (const std::string& kind : kKinds) {
            expectOldFile(m_folder / ("run" + kind), "No space left on device");
            expectWhole(m_folder / ("run" + kind));
        }
        ::_exit(HasFailure() ? 1 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == kMayNotMount) GTEST_SKIP() << "no right to mount here";
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

} // namespace

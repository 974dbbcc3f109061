#include "core/io/files/atomic_file.h"
#include "tests/core/io/error_of.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tristate;
using namespace tristate::io;
using testing::ElementsAre;
using testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

TEST(AtomicFile, WritesAndReplacesTheWholeFile) {
    const test::TempDir folder;
    const std::string binary("\0\n\xff one", 7);
    writeAtomically(folder / "a", binary);
    EXPECT_EQ(readWholeFile(folder / "a"), binary);
    writeAtomically(folder / "a", "2");
    EXPECT_EQ(readWholeFile(folder / "a"), "2");
    writeAtomically(folder / "a", "");
    EXPECT_EQ(readWholeFile(folder / "a"), "");
    const std::string large(10'000'000, 'x');
    writeAtomically(folder / "a", large);
    EXPECT_EQ(readWholeFile(folder / "a"), large);
    EXPECT_THAT(folder.names(), ElementsAre("a"));
}

TEST(AtomicFile, WritesBesideTheCurrentFolder) {
    const test::TempDir folder;
    const fs::path before = fs::current_path();
    fs::current_path(folder.path());
    writeAtomically("plain-name", "here");
    fs::current_path(before);
    EXPECT_EQ(readWholeFile(folder / "plain-name"), "here");
}

TEST(AtomicFile, ANewFileHasTheUsualPermissionsAndAnOldOneKeepsIts) {
    const test::TempDir folder;
    const mode_t mask = ::umask(022);
    writeAtomically(folder / "new", "x");
    ::umask(mask);
    EXPECT_EQ(fs::status(folder / "new").permissions(), static_cast<fs::perms>(0644));
    fs::permissions(folder / "new", static_cast<fs::perms>(0600));
    writeAtomically(folder / "new", "y");
    EXPECT_EQ(fs::status(folder / "new").permissions(), static_cast<fs::perms>(0600));
}

TEST(AtomicFile, TheLongestNameIsNotTooLong) {
    const test::TempDir folder;
    const std::string name(255, 'n');
    writeAtomically(folder / name, "x");
    EXPECT_THAT(folder.names(), ElementsAre(name));
}

TEST(AtomicFile, KeepsASymbolicLink) {
    const test::TempDir folder;
    writeAtomically(folder / "target", "old");
    fs::create_symlink("target", folder / "link");
    writeAtomically(folder / "link", "new");
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_EQ(readWholeFile(folder / "target"), "new");
}

TEST(AtomicFile, AFullDiskLeavesTheOldFileAndNothingElse) {
    const test::TempDir folder;
    writeAtomically(folder / "a", "old");
    std::string message;
    {
        const test::FileSizeLimit limit(1000);
        if (!limit.isSet()) GTEST_SKIP() << "the size of files cannot be limited here";
        message = errorOf([&] { writeAtomically(folder / "a", std::string(100'000, 'x')); });
    }
    EXPECT_EQ(message, "cannot write '" + (folder / "a").string() + "': File too large");
    EXPECT_EQ(readWholeFile(folder / "a"), "old");
    EXPECT_THAT(folder.names(), ElementsAre("a"));
}

TEST(AtomicFile, ErrorsNameTheFileAndTheReason) {
    const test::TempDir folder;
    writeAtomically(folder / "file", "x");
    const auto writeError = [](const fs::path& file) { return errorOf([&] { writeAtomically(file, "y"); }); };
    const auto readError = [](const fs::path& file) { return errorOf([&] { readWholeFile(file); }); };

    const fs::path noFolder = folder / "missing/a";
    EXPECT_EQ(writeError(noFolder), "cannot write '" + noFolder.string() + "': folder '" +
                                        (folder / "missing").string() + "': No such file or directory");
    EXPECT_THAT(writeError(folder / "file/a"), HasSubstr("Not a directory"));
    EXPECT_EQ(writeError(folder.path()), "cannot write '" + folder.path().string() + "': Is a directory");
    EXPECT_THAT(writeError("/proc/a"), HasSubstr("cannot write '/proc/a'"));
    EXPECT_THAT(writeError(""), HasSubstr("cannot write ''"));
    EXPECT_THAT(writeError(folder / std::string(256, 'n')), HasSubstr("File name too long"));

    EXPECT_EQ(readError(folder / "no"),
              "cannot read '" + (folder / "no").string() + "': No such file or directory");
    EXPECT_THAT(readError(folder.path()), HasSubstr("Is a directory"));
    EXPECT_THAT(readError("/dev/zero"), HasSubstr("it is not a regular file"));
    EXPECT_THAT(folder.names(), ElementsAre("file"));
    EXPECT_EQ(readWholeFile(folder / "file"), "x");
}

TEST(AtomicFile, NeverReplacesADeviceOrAPipe) {
    EXPECT_EQ(errorOf([] { writeAtomically("/dev/full", "x"); }),
              "cannot write '/dev/full': it is not a regular file");
    EXPECT_TRUE(fs::is_character_file("/dev/full"));
    const test::TempDir folder;
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_THAT(errorOf([&] { writeAtomically(folder / "pipe", "x"); }), HasSubstr("not a regular file"));
    EXPECT_THAT(errorOf([&] { readWholeFile(folder / "pipe"); }), HasSubstr("not a regular file"));
}

TEST(AtomicFile, AKilledProcessLeavesOneWholeFile) {
    const test::TempDir folder;
    const std::string before(3'000'000, 'a'), after(3'000'000, 'b');
    writeAtomically(folder / "f", before);
    for (const useconds_t delay : {500u, 2000u, 5000u, 10'000u}) {
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            for (;;) {
                writeAtomically(folder / "f", after);
                writeAtomically(folder / "f", before);
            }
        }
        ::usleep(delay);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const std::string found = readWholeFile(folder / "f");
        EXPECT_TRUE(found == before || found == after) << found.size() << " bytes";
    }
}

/// A file like those that a save makes, from so many seconds ago.
void makeStaged(const fs::path& file, int age) {
    test::store(file, "half");
    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::seconds(age));
}

TEST(AtomicFile, ASaveRemovesWhatAKilledOneLeft) {
    const test::TempDir folder;
    makeStaged(folder / ".tristate-999999-1", 120);
    makeStaged(folder / ".tristate-999999-2", 0); // its process may be about to mark it
    makeStaged(folder / ".tristate-notes", 120);  // not one of ours
    makeStaged(folder / ".tristate-999999-3", 120);
    const int inUse = ::open((folder / ".tristate-999999-3").c_str(), O_RDONLY);
    ASSERT_EQ(::flock(inUse, LOCK_SH), 0);
    writeAtomically(folder / "f", "x");
    EXPECT_THAT(folder.names(), testing::UnorderedElementsAre("f", ".tristate-999999-2", ".tristate-notes",
                                                              ".tristate-999999-3"));
    ::close(inUse);
    writeAtomically(folder / "f", "x");
    EXPECT_THAT(folder.names(), testing::UnorderedElementsAre("f", ".tristate-999999-2", ".tristate-notes"));
}

} // namespace

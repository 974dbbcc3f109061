#include "core/io/files/child_process.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

using namespace tristate;
using namespace tristate::io;
namespace fs = std::filesystem;

namespace {

void age(const fs::path& file) {
    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::seconds(120));
}

TEST(TemporaryFolder, TheNextOneRemovesWhatAKilledProcessLeft) {
    const test::TempDir parent;
    const char* before = std::getenv("TMPDIR");
    const std::string old = before ? before : "";
    ::setenv("TMPDIR", parent.path().c_str(), 1);
    fs::create_directory(parent / "tristate-aB3dE6");
    test::store(parent / "tristate-aB3dE6" / "model.c", "int x;");
    fs::create_directory(parent / "tristate-of-somebody");
    for (const char* name : {"tristate-aB3dE6", "tristate-of-somebody"}) age(parent / name);
    {
        const TemporaryFolder first;
        EXPECT_FALSE(fs::exists(parent / "tristate-aB3dE6"));
        EXPECT_TRUE(fs::exists(parent / "tristate-of-somebody"));
        age(first / "");
        const TemporaryFolder second;
        EXPECT_TRUE(fs::exists(first / "")) << "it is in use";
        EXPECT_EQ(parent.names().size(), 3u);
    }
    EXPECT_EQ(parent.names().size(), 1u);
    before ? ::setenv("TMPDIR", old.c_str(), 1) : ::unsetenv("TMPDIR");
}

} // namespace

#include "core/base/error.h"
#include "core/io/sets/known_sets.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>

namespace tristate::io {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string problemOf(const std::string& json) {
    try {
        setsFromJson(json, "the list");
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(KnownSets, HaveAnAddressAndAChecksumForEveryFile) {
    std::set<std::string> names, sums;
    for (const KnownSet& set : knownSets()) {
        EXPECT_TRUE(names.insert(set.name).second) << set.name;
        EXPECT_GT(set.bytes(), 1'000'000u) << set.name;
        for (const std::string& address : set.addresses)
            EXPECT_TRUE(address.starts_with("http") && address.ends_with("/")) << address;
        for (const SetFile& file : set.files) EXPECT_TRUE(sums.insert(file.sha256).second) << file.name;
    }
    EXPECT_EQ(names,
              (std::set<std::string>{"cifar-10", "cifar-100", "emnist", "fashion-mnist", "kmnist", "mnist"}));
    EXPECT_EQ(requireSet("cifar-10").title, "CIFAR-10");
    try {
        requireSet("nmist");
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("the sets are mnist, fashion-mnist, kmnist"));
    }
}

TEST(KnownSets, AreFoundWhereTheyWereLoadedOrInstalled) {
    const test::TempDir dir;
    KnownSet set{
        .name = "tiny", .title = "Tiny", .addresses = {"http://x/"}, .files = {{"a", 1, ""}, {"b", 1, ""}}};
    const auto found = [&] { return installedAt(set, dir / "sets"); };
    fs::create_directories(dir / "sets/tiny");
    fs::create_directories(dir / "share/datasets/tiny");
    dir.write("sets/tiny/a", "1");
    dir.write("sets/tiny/b.part", "");
    EXPECT_EQ(found(), "") << "not whole";
    dir.write("share/datasets/tiny/a", "");
    dir.write("share/datasets/tiny/b", "");
    ASSERT_EQ(::setenv("XDG_DATA_DIRS", ("/nowhere:" + (dir / "share").string()).c_str(), 1), 0);
    EXPECT_EQ(found(), (dir / "share/datasets/tiny").string());
    ::unsetenv("XDG_DATA_DIRS");
    dir.write("sets/tiny/b", "");
    EXPECT_EQ(found(), "") << "cut off";
    dir.write("sets/tiny/b", "2");
    EXPECT_EQ(found(), (dir / "sets/tiny").string()) << "what the user loaded goes first";
    set.files.pop_back();
    EXPECT_EQ(found(), (dir / "sets/tiny/a").string()) << "one file is its own source";
}

TEST(KnownSets, LieInTheFolderOfTheUsersData) {
    ASSERT_EQ(::setenv("XDG_DATA_HOME", "/somewhere", 1), 0);
    EXPECT_EQ(userSetsFolder(), "/somewhere/tristate-lab/sets");
    ::unsetenv("XDG_DATA_HOME");
    EXPECT_THAT(userSetsFolder().string(), HasSubstr("/.local/share/tristate-lab/sets"));
}

TEST(KnownSets, RefuseAListThatCannotBe) {
    const std::string sum(64, 'a');
    const auto list = [](const std::string& name, const std::string& digits) {
        return R"([{"name": "n", "title": "t", "addresses": ["http://x/"], "files": [{"name": ")" + name +
               R"(", "bytes": 3, "sha256": ")" + digits + R"("}]}])";
    };
    EXPECT_EQ(problemOf(list("a.bin", sum)), "");
    EXPECT_THAT(problemOf(list("a.bin", "abc")), HasSubstr("has no SHA-256"));
    EXPECT_THAT(problemOf(list("../a.bin", sum)), HasSubstr("is no name of a file"));
    EXPECT_THAT(problemOf("[{\"name\": \"n\"}]"), HasSubstr("addresses"));
    EXPECT_THAT(problemOf("nothing"), HasSubstr("the list"));
}

} // namespace
} // namespace tristate::io

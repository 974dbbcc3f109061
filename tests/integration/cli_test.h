#pragma once

#include "tests/integration/cli_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace tristate::cli {

/// A run of a second or less, with so little test data that every epoch measures it.
inline const std::string kSmall =
    "train --net 784-24-16-10 --data digits --samples 600 --test-samples 150 --batch "
    "32 --warmup 0 --lambda3 0.01 ";

/// A folder of the test's own, gone afterwards.
class Cli : public testing::Test {
protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        m_folder = std::filesystem::path(testing::TempDir()) / (std::string("cli_") + test->name());
        std::filesystem::remove_all(m_folder);
        std::filesystem::create_directories(m_folder);
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    std::string path(const std::string& name) const { return (m_folder / name).string(); }
    std::string write(const std::string& name, const std::string& content) const {
        std::ofstream(m_folder / name) << content;
        return path(name);
    }

private:
    std::filesystem::path m_folder;
};

inline void expectOneSentence(const Outcome& outcome, const std::string& mentions, int exitCode = 1) {
    EXPECT_EQ(outcome.exitCode, exitCode) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_THAT(outcome.err, testing::HasSubstr(mentions));
}

/// The words of the command are to blame.
inline void expectUsage(const Outcome& outcome, const std::string& mentions) {
    expectOneSentence(outcome, mentions, 2);
}

} // namespace tristate::cli

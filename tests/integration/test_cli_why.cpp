#include "tests/integration/cli_test.h"

#include <cmath>

namespace tristate::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class CliWhy : public Cli {
protected:
    /// A run in which neurons close.
    std::string session() {
        const Outcome outcome = run("train --net 784-24-16-10 --data digits --samples 600 --test-samples 150 "
                                    "--batch 32 --warmup 0 --epochs 4 --freeze 0 --lambda3 0.2 --out '" +
                                    path("out") + "'");
        EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
        return "'" + path("out") + "/session.tristate' ";
    }
};

double sumOf(const json& object) {
    double sum = 0;
    for (const auto& [name, value] : object.items()) sum += value.get<double>();
    return sum;
}

TEST_F(CliWhy, AddsUpWhatMovedAGate) {
    const std::string file = session();
    int unit = 0;
    json done;
    do { // one that closed
        const Outcome outcome = run("why --json " + file + "--layer fc1 --unit " + std::to_string(unit++));
        ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
        done = outcome.done();
    } while (unit < 24 && (done["high"] || done["until_turn"].is_null()));
    ASSERT_FALSE(done["high"].get<bool>());
    EXPECT_EQ(done["layer"], "fc1");
    EXPECT_EQ(done["unit"], unit - 1);
    EXPECT_EQ(done["from"], 0);
    EXPECT_EQ(done["gate_before"], 1.0);
    const json& closed = done["until_turn"];
    EXPECT_LT(closed["gate"].get<double>(), 0.5);
    EXPECT_NEAR(sumOf(closed["forces"]), closed["gate"].get<double>() - 1, 1e-6);
    EXPECT_NEAR(sumOf(closed["loss"]), closed["forces"]["loss"].get<double>(), 1e-6);
    EXPECT_LT(closed["forces"]["lambda3"].get<double>(), -0.3);
    EXPECT_EQ(closed["loss"].size(), 10u);
    EXPECT_LE(closed["to"].get<int>(), done["all"]["to"].get<int>());
    ASSERT_FALSE(closed["pushed_down"].empty());
    EXPECT_EQ(closed["pushed_down"][0]["samples"].size(), 32u);

    const Outcome text =
        run("why " + file + "--layer 1 --hold-open --threads 1 --unit " + std::to_string(unit - 1));
    ASSERT_EQ(text.exitCode, 0) << text.err;
    EXPECT_THAT(text.out, HasSubstr("Since the beginning the gate went from 1.00 to 0."));
    EXPECT_THAT(text.out, HasSubstr("lambda3 (cost of width) pushed it down by"));
    EXPECT_THAT(text.out, HasSubstr("minibatches that pushed most"));
    EXPECT_THAT(text.out, HasSubstr("held open from minibatch"));
}

TEST_F(CliWhy, SaysWhatCannotBeAsked) {
    const std::string file = session();
    expectOneSentence(run("why " + file + "--layer conv9 --unit 1"), "'conv9'; there are: fc1, fc2");
    expectOneSentence(run("why " + file + "--layer 7 --unit 1"), "There is no gated layer 7");
    expectOneSentence(run("why " + file + "--layer fc1 --unit 99"), "Unit 99 of fc1 does not exist");
    expectOneSentence(run("why " + file + "--layer fc1 --depth"), "fc1 does not learn");
    EXPECT_EQ(run("why " + file + "--layer fc1").exitCode, 2);
    EXPECT_EQ(run("why " + file + "--layer fc1 --unit 1 --depth").exitCode, 2);
    expectUsage(run("why " + file + "--layer fc1 --unit x"), "--unit");
    expectOneSentence(run("why '" + path("none.tristate") + "' --layer fc1 --unit 1"), "none.tristate");
}

} // namespace
} // namespace tristate::cli

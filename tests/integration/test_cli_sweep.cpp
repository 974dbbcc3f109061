#include "core/io/files/child_process.h"
#include "tests/integration/cli_test.h"

#include <unistd.h>

namespace tristate::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// Runs of some ten milliseconds.
const std::string kToy =
    "sweep --data moons --net 2-16-2 --samples 400 --test-samples 100 --epochs 6 --warmup 0 "
    "--freeze 1 --batch 20 ";
const std::string kGrid = kToy + "--vary lambda3=1e-4..1e-1:log:4 --vary seed=1..3 ";

std::string longer(int epochs) {
    std::string command = kToy;
    return command.replace(command.find("--epochs 6"), 10, "--epochs " + std::to_string(epochs));
}

class CliSweep : public Cli {
protected:
    std::string out(const std::string& name) const { return "--out '" + path(name) + "' "; }
    /// The digest of a sweep that one worker did.
    std::string reference() const {
        return run(kGrid + out("reference") + "--workers 1 --json").done()["digest"];
    }
    std::string content(const std::string& name) const {
        std::ifstream file(path(name));
        return {std::istreambuf_iterator<char>(file), {}};
    }
    json status(const std::string& name) const {
        return run("sweep --json --status '" + path(name) + "'").done();
    }

    /// Begins the sweep and lets another program start workers; its exit code.
    int startedBy(const std::string& name, const std::string& launcher,
                  const std::string& behind = "") const {
        EXPECT_EQ(run(kGrid + out(name) + "--engine none").exitCode, 0);
        return std::system((launcher + " '" TRISTATE_CLI "' sweep --worker '" + path(name) + "'" + behind +
                            " >'" + path(name + ".log") + "' 2>&1")
                               .c_str());
    }
};

TEST_F(CliSweep, EveryRunIsALineAndTheLastSaysHowItEnded) {
    const Outcome outcome = run(kGrid + out("out") + "--workers 2 --json");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    const auto lines = outcome.jsonLines();
    ASSERT_EQ(lines.size(), 12u + 1);
    for (std::size_t i = 0; i < 12; ++i) {
        EXPECT_EQ(lines[i]["event"], "run");
        EXPECT_TRUE(lines[i]["settings"].contains("lambda3"));
        EXPECT_GT(lines[i]["parameters"], 0);
    }
    const json done = lines.back();
    EXPECT_EQ(done["event"], "done");
    EXPECT_EQ(done["runs"], 12);
    EXPECT_EQ(done["failed"], 0);
    EXPECT_EQ(done["skipped"], 0);
    EXPECT_GT(done["seconds"], 0);
    EXPECT_TRUE(fs::exists(path("out/frontier.svg")));
    EXPECT_EQ(status("out")["digest"], done["digest"]);

    const Outcome again = run(kGrid + out("out") + "--json");
    EXPECT_EQ(again.jsonLines().size(), 1u);
    EXPECT_EQ(again.done()["skipped"], 12);
    EXPECT_EQ(again.done()["digest"], done["digest"]);
}

TEST_F(CliSweep, OneWorkerOrFourGiveTheSameBits) {
    const std::string expected = reference();
    for (const char* options : {"--workers 4", "--workers 2 --threads 2", "--locks heartbeat --workers 3"})
        EXPECT_EQ(run(kGrid + out(std::to_string(std::hash<std::string>()(options))) + "--json " + options)
                      .done()["digest"],
                  expected)
            << options;
}

TEST_F(CliSweep, ARunIsTheOneThatTrainGives) {
    const json run1 = run(kToy + "--vary lambda3=0.01 --json --workers 1 " + out("out")).jsonLines().at(0);
    const json alone = run("train " + kToy.substr(6) + "--lambda3 0.01 --json").done();
    for (const char* key : {"signature", "test_error", "parameters", "flops", "architecture", "step"})
        EXPECT_EQ(run1[key], alone[key]) << key;
}

TEST_F(CliSweep, AnInterruptedSweepGoesOnWithTheSameCommand) {
    const std::string slow = longer(400) + "--vary seed=1..6 --workers 2 --json ";
    const Outcome first = runAndInterrupt(slow + out("out"), SIGTERM);
    EXPECT_EQ(first.exitCode, 128 + SIGTERM) << first.err;
    EXPECT_THAT(first.err, HasSubstr("the same command goes on"));
    EXPECT_THAT(first.out, Not(HasSubstr("\"done\"")));
    EXPECT_EQ(status("out")["running"], 0) << "no worker is left behind";
    EXPECT_GE(status("out")["done"], 1);
    const json second = run(slow + out("out")).done();
    EXPECT_GE(second["skipped"], 1);
    EXPECT_EQ(second["digest"], run(slow + out("other")).done()["digest"]);
}

TEST_F(CliSweep, AWorkerThatIsStoppedLeavesACheckpointAnd75) {
    ASSERT_EQ(run(longer(4000) + "--vary seed=1,2 --engine none " + out("out")).exitCode, 0);
    EXPECT_EQ(WEXITSTATUS(std::system(("'" TRISTATE_CLI "' sweep --worker '" + path("out") +
                                       "' 2>/dev/null & sleep 0.4; kill -TERM $!; wait $!")
                                          .c_str())),
              75);
    std::size_t checkpoints = 0;
    for (const auto& entry : fs::recursive_directory_iterator(path("out")))
        checkpoints += entry.path().filename() == "session.tristate";
    EXPECT_GE(checkpoints, 1u);
}

TEST_F(CliSweep, PickExportsTheSmallestOfAnError) {
    const std::string pick = "--pick 'error <= 60' --export '" + path("small.onnx") + "' ";
    const Outcome outcome = run(kGrid + out("out") + pick + "--json");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const json picked = outcome.done();
    EXPECT_EQ(picked["event"], "pick");
    for (const json& line : outcome.jsonLines())
        if (line["event"] == "run") {
            EXPECT_GE(line["parameters"], picked["parameters"]);
        }
    EXPECT_EQ(run("info --json '" + path("small.onnx") + "'").done()["parameters"],
              picked["exports"][0]["parameters_after"]);
    const Outcome later = run("sweep --json " + out("out") + "--pick 'error <= 60'");
    EXPECT_EQ(later.done()["run"], picked["run"]);
    expectOneSentence(run("sweep " + out("out") + "--pick 'error <= 0 and parameters <= 1'"), "no run");
    expectUsage(run("sweep " + out("out") + "--pick 'colour <= 1'"), "colour");
}

TEST_F(CliSweep, TimesAreMeasuredWhereSomebodyAsks) {
    ASSERT_EQ(run(kToy + "--vary lambda3=1e-3,0.3 " + out("out")).exitCode, 0);
    EXPECT_FALSE(fs::exists(path("out/latency.json")));
    const json picked =
        run("sweep --json " + out("out") + "--pick 'error <= 100 and microseconds <= 1e6'").done();
    EXPECT_GT(picked["microseconds"], 0);
    EXPECT_LT(picked["microseconds"], 1e6);
    EXPECT_TRUE(fs::exists(path("out/latency.json")));
    EXPECT_EQ(run("sweep --json " + out("out") + "--pick 'microseconds <= 1e6 and error <= 100'")
                  .done()["microseconds"],
              picked["microseconds"])
        << "a run is measured once";
    const Outcome all = run("sweep --json --measure '" + path("out") + "'");
    EXPECT_EQ(all.jsonLines().size(), 2u);
    EXPECT_NE(content("out/frontier.svg").find("microseconds a sample"), std::string::npos);
    expectOneSentence(run("sweep " + out("out") + "--pick 'error <= 100 and microseconds <= 1e-6'"),
                      "no run");
    expectOneSentence(run("sweep --measure '" + path("none") + "'"), "no sweep");
}

TEST_F(CliSweep, AFrontierSpendsItsBudget) {
    const json done =
        run(kToy + "--vary lambda3=1e-4..3e-1:log --frontier --runs 11 --json " + out("out")).done();
    EXPECT_EQ(done["runs"], 11);
    EXPECT_EQ(run(kToy + "--vary lambda3=1e-4..3e-1:log --runs 7 --json " + out("random")).done()["runs"], 7);
}

TEST_F(CliSweep, AFileSaysTheSameAsOptions) {
    const std::string plan =
        write("plan.json", R"({"vary": [{"setting": "seed", "values": [1, 2]}], "experiment":
        {"net": "2-16-2", "data": {"source": "moons", "trainSamples": 200}, "train": {"epochs": 10}}})");
    const json done = run("sweep --plan '" + plan + "' --json " + out("out")).done();
    EXPECT_EQ(done["runs"], 2);
    EXPECT_EQ(run("sweep --plan '" + plan + "' --seed 1 --json " + out("out")).exitCode, 2);
}

TEST_F(CliSweep, BadInputIsOneSentence) {
    expectUsage(run(kToy + "--vary lambda9=1,2 " + out("out")), "lambda9");
    expectUsage(run(kToy + "--vary lambda3=1e-2..1e-4:log:3 " + out("out")), "is empty");
    expectUsage(run(kToy + out("out")), "nothing varies");
    expectUsage(run(kToy + "--vary lambda3=1e-4..1e-2:log " + out("out")), "how many");
    EXPECT_FALSE(fs::exists(path("out"))) << "nothing was begun";
    expectOneSentence(run("sweep --worker '" + path("none") + "'"), "no sweep");
    expectOneSentence(run("sweep --status '" + path("none") + "'"), "no sweep");
    ASSERT_EQ(run(kGrid + out("out") + "--engine none").exitCode, 0);
    expectOneSentence(run(kGrid + "--vary batch=20 " + out("out")), "another sweep");
    write("x", "");
    expectOneSentence(run(kGrid + "--out '" + path("") + "'"), "holds other things");
    const std::string slurm =
        "/usr/bin/env PATH=/none '" TRISTATE_CLI "' " + kGrid + out("out") + "--engine slurm 2>'";
    EXPECT_EQ(WEXITSTATUS(std::system((slurm + path("errors") + "'").c_str())), 1);
    EXPECT_EQ(content("errors"), "tristate: there is no program 'sbatch' on this machine\n");
}

TEST_F(CliSweep, AnotherVersionOrAHalfWrittenFileIsRefusedAndNothingLost) {
    ASSERT_EQ(run(kGrid + out("out") + "--workers 2").exitCode, 0);
    const std::string text = content("out/sweep.json");
    std::string newer = text;
    newer.replace(newer.find("\"version\": \"") + 12, 1, "9");
    write("out/sweep.json", newer);
    expectOneSentence(run("sweep --worker '" + path("out") + "'"), "version 9");
    expectOneSentence(run(kGrid + out("out")), "version 9");
    write("out/sweep.json", text.substr(0, text.size() / 2));
    expectOneSentence(run(kGrid + out("out")), "sweep.json");
    write("out/sweep.json", text);
    EXPECT_EQ(run(kGrid + out("out") + "--json").done()["skipped"], 12);
}

TEST_F(CliSweep, AFullDiskIsASentenceAndTheSweepGoesOnLater) {
    ASSERT_EQ(run(kGrid + out("out") + "--engine none").exitCode, 0);
    const std::string limited = "ulimit -f 2; trap '' XFSZ; '" TRISTATE_CLI "' " + kGrid + out("out") +
                                "--workers 3 >/dev/null 2>'" + path("errors") + "'";
    EXPECT_EQ(WEXITSTATUS(std::system(("bash -c \"" + limited + "\"").c_str())), 1);
    const std::string errors = content("errors");
    EXPECT_EQ(std::count(errors.begin(), errors.end(), '\n'), 1) << errors;
    EXPECT_THAT(errors, HasSubstr("cannot write"));
    EXPECT_EQ(run(kGrid + out("out") + "--json").done()["digest"], reference());
}

TEST_F(CliSweep, MpirunStartsWorkers) {
    if (!io::findProgram("mpirun")) GTEST_SKIP() << "no mpirun";
    const std::string expected = reference();
    for (const int ranks : {1, 2, 3}) {
        const std::string name = "mpi" + std::to_string(ranks);
        const std::string launcher =
            "mpirun --allow-run-as-root --oversubscribe --enable-recovery --mca oob_tcp_if_include lo "
            "--mca pml ob1 --mca btl self,vader -n " +
            std::to_string(ranks);
        EXPECT_EQ(startedBy(name, launcher), 0);
        EXPECT_EQ(status(name)["digest"], expected) << ranks;
    }
}

TEST_F(CliSweep, GnuParallelStartsWorkers) {
    if (!io::findProgram("parallel")) GTEST_SKIP() << "no parallel";
    const std::string expected = reference();
    EXPECT_EQ(startedBy("out", "seq 3 | parallel --will-cite -N0 -j 3"), 0);
    EXPECT_EQ(status("out")["digest"], expected);
}

/// A cluster of this machine alone, as root or not.
TEST_F(CliSweep, SlurmStartsWorkersAsAnArray) {
    const std::string expected = reference();
    const fs::path state = fs::path(testing::TempDir()) / ("slurm-" + std::to_string(::getpid()));
    const std::string command = "timeout 100 '" TRISTATE_SOURCE_DIR "/tests/integration/slurm_node.sh' '" +
                                state.string() + "' '" TRISTATE_CLI "' " + kGrid + out("my out") +
                                "--engine slurm --workers 2 --json --time-limit 60 >'" + path("lines") +
                                "' 2>&1";
    const int code = WEXITSTATUS(std::system(command.c_str()));
    fs::remove_all(state);
    if (code == 77) GTEST_SKIP() << "no Slurm, or it does not come up";
    EXPECT_EQ(code, 0) << content("lines");
    EXPECT_EQ(status("my out")["digest"], expected);
    EXPECT_TRUE(fs::exists(path("my out/slurm/worker-1.log")));
}

} // namespace
} // namespace tristate::cli

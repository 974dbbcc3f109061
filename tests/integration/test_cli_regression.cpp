#include "tests/integration/cli_test.h"

#include <cmath>

namespace tristate::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// The table that comes with the program, with a short recipe.
const std::string kHouses = "train --data houses --warmup 2 --freeze 10 --batch 16 --patience 50 ";

class CliRegression : public Cli {};

TEST_F(CliRegression, ATableWithANumberIsLearntExportedAndMeasured) {
    const std::string out = path("out"), onnx = path("net.onnx"), plain = path("net.json");
    const Outcome outcome = run(kHouses + "--epochs 40 --json --out '" + out + "' --export '" + onnx +
                                "' --export '" + plain + "'");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const json done = outcome.done();
    EXPECT_EQ(done["task"], "regression");
    EXPECT_EQ(done["metric"], "rmse");
    EXPECT_EQ(done["test_error"], done["test_rmse"]);
    EXPECT_GT(done["test_r2"].get<double>(), 0.85);
    EXPECT_LT(done["test_mae"].get<double>(), done["test_rmse"].get<double>());
    for (const json& proof : done["exports"]) {
        EXPECT_EQ(proof["metric"], "rmse");
        EXPECT_EQ(proof["equal_predictions"], 80);
        EXPECT_NEAR(proof["test_error_after"].get<double>(), done["test_rmse"].get<double>(), 0.05);
    }
    const json session = run("eval --json '" + out + "/session.tristate'").done();
    EXPECT_EQ(session["test_rmse"], done["test_rmse"]);
    EXPECT_FALSE(session.contains("wrong"));
    for (const std::string& file : {onnx, plain}) {
        const json file_ = run("eval --json --data houses --target price '" + file + "'").done();
        EXPECT_NEAR(file_["test_rmse"].get<double>(), done["test_rmse"].get<double>(), 0.05) << file;
        EXPECT_EQ(file_["samples"], 80);
    }
    EXPECT_THAT(run("info '" + onnx + "'").out, HasSubstr("task: regression"));
}

TEST_F(CliRegression, ThePersonReadsRmseAndNoPercent) {
    const Outcome outcome = run(kHouses + "--epochs 3");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("test RMSE "));
    EXPECT_THAT(outcome.out, HasSubstr("price: RMSE "));
    EXPECT_THAT(outcome.out, testing::Not(HasSubstr("%")));
}

TEST_F(CliRegression, ATargetErrorIsAnRmse) {
    const json done = run(kHouses + "--epochs 40 --json --target-error 80").done();
    EXPECT_EQ(done["target_met"], true);
    EXPECT_LE(done["validation_error"].get<double>(), 80);
    EXPECT_GT(done["validation_error"].get<double>(), 1) << "in the unit of the price";
}

TEST_F(CliRegression, DataTellsTheTaskAndProposesANet) {
    const json found = run("data --json houses").done();
    EXPECT_EQ(found["task"], "regression");
    EXPECT_EQ(found["targets"][0]["name"], "price");
    EXPECT_EQ(found["net"], "11-norm-44-22-1-norm");
    EXPECT_TRUE(found["classes"].empty());
    EXPECT_THAT(run("data houses").out, HasSubstr("task        regression, 1 to predict"));
    EXPECT_EQ(run("data --json --target district houses").done()["classes"].size(), 5u);
    const json several = run("data --json --target price,area houses").done();
    EXPECT_EQ(several["net"], "10-norm-40-20-2-norm");
}

TEST_F(CliRegression, AnotherTableCanBeMeasured) {
    ASSERT_EQ(run(kHouses + "--epochs 2 --export '" + path("net.json") + "'").exitCode, 0);
    const std::string other = write("other.csv", "a,b\n1.5,2.5\n2.5,3.5\n3,4\n5,6.5\n1,2\n2,3\n");
    expectOneSentence(run("eval --data '" + other + "' --task regression '" + path("net.json") + "'"),
                      "has samples of 1");
    expectOneSentence(
        run("eval --data houses --target price,age --leave-out street '" + path("net.json") + "'"),
        "has samples of 9");
    expectUsage(run("eval --data houses --task numbers '" + path("net.json") + "'"), "expected one of guess");
}

TEST_F(CliRegression, AFolderOfTrainAndTestTablesIsData) {
    std::string train = "x,y\n", test = "x,y\n";
    for (int i = 0; i < 60; ++i) train += std::to_string(i) + "," + std::to_string(3 * i) + ".5\n";
    for (int i = 0; i < 7; ++i) test += std::to_string(i) + "," + std::to_string(3 * i) + ".5\n";
    write("train.csv", train);
    write("test.csv", test);
    const json found = run("data --json '" + path("") + "'").done();
    EXPECT_EQ(found["train_samples"], 60);
    EXPECT_EQ(found["test_samples"], 7);
    write("test.csv", "x\n1\n2\n"); // as in a competition
    const json alone = run("data --json '" + path("") + "'").done();
    EXPECT_EQ(alone["test_samples"], 12);
    EXPECT_THAT(alone["notes"].dump(), HasSubstr("has other columns and is left aside"));
}

} // namespace
} // namespace tristate::cli

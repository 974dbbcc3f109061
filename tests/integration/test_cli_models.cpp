#include "tests/integration/cli_test.h"

namespace tristate::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

class CliModels : public Cli {};

TEST_F(CliModels, ASavedRunAndItsExportMeasureTheSame) {
    const std::string out = path("out/of/here"), onnx = out + "/net.onnx";
    const Outcome outcome = run(kSmall + "--epochs 2 --json --out '" + out + "' --export '" + onnx + "'");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const json done = outcome.done();
    ASSERT_EQ(done["exports"].size(), 1u);
    EXPECT_EQ(done["exports"][0]["equal_predictions"], 150);

    const std::string session = out + "/session.tristate";
    EXPECT_EQ(run("info --json '" + session + "'").done()["signature"], done["signature"]);
    const json ofSession = run("eval --json '" + session + "'").done();
    EXPECT_EQ(ofSession["test_error"], done["test_error"]);
    EXPECT_EQ(ofSession["samples"], 150);
    EXPECT_EQ(run("info --json '" + onnx + "'").done()["architecture"], done["architecture"]);
}

TEST_F(CliModels, ExportWritesFromASession) {
    const std::string out = path("out");
    ASSERT_EQ(run(kSmall + "--epochs 1 --out '" + out + "'").exitCode, 0);
    const Outcome outcome =
        run("export --json '" + out + "/session.tristate' '" + path("a.onnx") + "' '" + path("b.onnx") + "'");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.done()["exports"].size(), 2u);
    EXPECT_TRUE(fs::exists(path("a.onnx")));
    EXPECT_TRUE(fs::exists(path("b.onnx")));
}

TEST_F(CliModels, EveryFormatIsExportedAndMeasuresTheSame) {
    const std::string out = path("out");
    const json trained = run(kSmall + "--epochs 1 --json --out '" + out + "'").done();
    std::string files;
    for (const char* name : {"a.safetensors", "a.json", "a.c", "a.html", "a.csv", "a.svg", "a.zip", "bundle"})
        files += " '" + path(name) + "'";
    const Outcome outcome = run("export --json '" + out + "/session.tristate'" + files);
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const json exports = outcome.done()["exports"];
    ASSERT_EQ(exports.size(), 8u);
    EXPECT_EQ(exports[2]["format"], "c");
    EXPECT_EQ(exports[2]["equal_predictions"], 150);
    EXPECT_GT(exports[2]["microseconds_before"].get<double>(), 0);
    EXPECT_FALSE(exports[4].contains("equal_predictions")) << "there is no network in a table";
    EXPECT_EQ(exports[7]["parts"].size(), 3u);
    for (const std::string& model : {path("a.safetensors"), path("a.json"), path("bundle/model.onnx")}) {
        EXPECT_EQ(run("info --json '" + model + "'").done()["architecture"], trained["architecture"])
            << model;
        const json measured = run("eval --json --data digits '" + model + "'").done();
        EXPECT_EQ(measured["architecture"], trained["architecture"]) << model;
    }
    EXPECT_THAT(run("info '" + path("a.json") + "'").out, HasSubstr("equal_predictions: 150"));
}

TEST_F(CliModels, AnUncompactedExportKeepsTheOriginalWidths) {
    const std::string out = path("out");
    ASSERT_EQ(run(kSmall + "--epochs 2 --out '" + out + "'").exitCode, 0);
    const json done =
        run("export --json --uncompacted '" + out + "/session.tristate' '" + path("a.json") + "'").done();
    EXPECT_EQ(done["exports"][0]["architecture_after"], json({24, 16, 10}));
    EXPECT_EQ(run("info --json '" + path("a.json") + "'").done()["architecture"], json({24, 16}));
}

TEST_F(CliModels, TrainingGoesOnFromAModel) {
    const std::string onnx = path("first.onnx"), data = " --data digits --samples 600 --validation 0 ";
    ASSERT_EQ(run(kSmall + "--epochs 2 --export '" + onnx + "'").exitCode, 0);
    const json model = run("eval '" + onnx + "' --json --data digits").done();
    const std::string from = "train --warmup 0 --freeze 0 --json --from '" + onnx + "'" + data;
    const json unchanged = run(from + "--epochs 1 --rate 0 --no-gates").done();
    EXPECT_EQ(unchanged["test_error"], model["test_error"]) << "a rate of 0 leaves the model as it was";
    EXPECT_EQ(unchanged["parameters"], model["parameters"]);
    EXPECT_LT(run(from + "--epochs 3 --lambda3 0.5").done()["parameters"], model["parameters"]);
    expectOneSentence(run("train --from '" + path("none.onnx") + "'" + data), "none.onnx");
    EXPECT_EQ(run("train --net 784-10 --from '" + onnx + "'").exitCode, 2);
}

TEST_F(CliModels, AnImportedModelIsShownToBeEqual) {
    const std::string model = path("first.safetensors"),
                      data = " --data digits --samples 600 --validation 0 ";
    ASSERT_EQ(run(kSmall + "--epochs 1 --no-gates --export '" + model + "'").exitCode, 0);
    const std::string from = "train --net 784-24-16-10 --epochs 1 --from '" + model + "'" + data;
    const Outcome outcome = run(from + "--json");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const json import = json::parse(outcome.out.substr(0, outcome.out.find('\n')));
    EXPECT_EQ(import["event"], "import");
    EXPECT_GT(import["samples"], 0);
    EXPECT_EQ(import["equal_predictions"], import["samples"]);
    EXPECT_LE(import["largest_difference"].get<double>(), 1e-4 * import["largest_logit"].get<double>());
    const Outcome words = run(from);
    EXPECT_THAT(words.out, HasSubstr("Equal to first.safetensors: "));
    EXPECT_THAT(words.err, HasSubstr("without --preset the model is trained by the plain recipe"));
    EXPECT_THAT(outcome.out, HasSubstr("{\"event\":\"recipe\",\"recipe\":\"plain\""));
    expectOneSentence(run("train --net 784-9-10 --from '" + model + "'" + data), "fc1.weight");
}

} // namespace
} // namespace tristate::cli

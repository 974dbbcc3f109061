#include "tests/structure/source_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tristate::structure {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

bool isAllowed(std::string_view path, std::string_view source) {
    return check(path, source).empty();
}

TEST(SourceRules, NamesTheRoomOfAFile) {
    EXPECT_EQ(roomOf("core/nn/dense.h"), "core/nn");
    EXPECT_EQ(roomOf("core/nn/kernels/conv.h"), "core/nn");
    EXPECT_EQ(roomOf("ui/main_window.cpp"), "ui");
    EXPECT_EQ(roomOf("ui/plots/curves.h"), "ui/plots");
    EXPECT_EQ(roomOf("app/main.cpp"), "app");
    EXPECT_EQ(roomOf("app/cli/train.cpp"), "app/cli");
    EXPECT_EQ(roomOf("core/io/formats/onnx/node.h"), "core/io/formats/onnx");
    EXPECT_EQ(roomOf("tests/core/nn/dense_test.cpp"), "tests/core/nn");
    EXPECT_EQ(roomOf("docs/architecture.md"), "");
    EXPECT_EQ(roomOf("vector"), "");
}

TEST(SourceRules, AppKnowsUiAndUiKnowsCore) {
    EXPECT_TRUE(isAllowed("app/main.cpp", "#include \"ui/main_window.h\"\n"));
    EXPECT_TRUE(isAllowed("app/main.cpp", "#include \"core/base/error.h\"\n"));
    EXPECT_TRUE(isAllowed("ui/panels/regulariser.cpp", "#include \"core/objective/lambdas.h\"\n"));
    EXPECT_TRUE(isAllowed("ui/main_window.cpp", "#include \"ui/plots/curves.h\"\n"));
    EXPECT_TRUE(isAllowed("app/cli/train.cpp", "#include \"core/train/session.h\"\n"));
}

TEST(SourceRules, NoArrowPointsBack) {
    EXPECT_FALSE(isAllowed("core/train/session.cpp", "#include \"ui/run/session_bridge.h\"\n"));
    EXPECT_FALSE(isAllowed("core/base/rng.cpp", "#include \"app/cli/train.h\"\n"));
    EXPECT_FALSE(isAllowed("ui/main_window.cpp", "#include \"app/options.h\"\n"));
    EXPECT_FALSE(isAllowed("app/cli/train.cpp", "#include \"ui/main_window.h\"\n"));
}

TEST(SourceRules, TheRoomsOfTheWindowStandOnEachOther) {
    EXPECT_TRUE(isAllowed("ui/views/layer_table.cpp", "#include \"ui/run/run_data.h\"\n"));
    EXPECT_TRUE(isAllowed("ui/run_menu.cpp", "#include \"ui/panels/run_control.h\"\n"));
    EXPECT_FALSE(isAllowed("ui/look/theme.cpp", "#include \"ui/run/run_data.h\"\n"));
    EXPECT_FALSE(isAllowed("ui/run/moments.cpp", "#include \"ui/views/layer_table.h\"\n"));
    EXPECT_FALSE(isAllowed("ui/views/layer_table.cpp", "#include \"ui/main_window.h\"\n"));
}

TEST(SourceRules, BenchmarksAndTestsLookFromOutside) {
    EXPECT_TRUE(isAllowed("bench/kernels.cpp", "#include \"core/nn/kernels/conv_kernels.h\"\n"));
    EXPECT_FALSE(isAllowed("bench/kernels.cpp", "#include \"tests/support/temp_dir.h\"\n"));
    EXPECT_FALSE(isAllowed("bench/window_cost.cpp", "#include <qcustomplot.h>\n"));
    EXPECT_FALSE(isAllowed("core/nn/network.cpp", "#include \"tests/support/temp_dir.h\"\n"));
    EXPECT_FALSE(isAllowed("tests/core/nn/test_network.cpp", "#include \"bench/fma_peak.h\"\n"));
}

TEST(SourceRules, TheRoomsOfTheCoreStandOnEachOther) {
    EXPECT_TRUE(isAllowed("core/nn/dense.cpp", "#include \"core/tensor/activation.h\"\n"));
    EXPECT_TRUE(isAllowed("core/optim/adam.cpp", "#include \"core/nn/parameter.h\"\n"));
    EXPECT_TRUE(isAllowed("core/io/store/session_file.cpp", "#include \"core/train/checkpoint.h\"\n"));
    EXPECT_FALSE(isAllowed("core/tensor/shape.h", "#include \"core/nn/layer.h\"\n"));
    EXPECT_FALSE(isAllowed("core/nn/network.cpp", "#include \"core/data/dataset.h\"\n"));
    EXPECT_FALSE(isAllowed("core/data/batches.cpp", "#include \"core/nn/network.h\"\n"));
    EXPECT_FALSE(isAllowed("core/optim/sgd.cpp", "#include \"core/objective/lambdas.h\"\n"));
    EXPECT_FALSE(isAllowed("core/train/trainer.cpp", "#include \"core/io/formats/onnx/onnx.h\"\n"));
    EXPECT_FALSE(isAllowed("core/gui/window.cpp", "#include \"core/nn/network.h\"\n"))
        << "a room without arrows";
}

TEST(SourceRules, OnlyTheWindowKnowsQt) {
    for (const char* header : {"<QWidget>", "<QtCore/QObject>", "<QtGlobal>", "<qobject.h>", "\"QTimer\""}) {
        const std::string source = std::string("#  include ") + header + " // why\n";
        EXPECT_FALSE(isAllowed("core/train/session.h", source)) << header;
        EXPECT_FALSE(isAllowed("app/cli/main.cpp", source)) << header;
        EXPECT_TRUE(isAllowed("ui/main_window.h", source)) << header;
    }
    EXPECT_TRUE(isAllowed("core/base/rng.h", "#include <queue>\n"));
}

TEST(SourceRules, OnlyThePlotsKnowQCustomPlot) {
    EXPECT_TRUE(isAllowed("ui/plots/curves.cpp", "#include <qcustomplot.h>\n"));
    EXPECT_FALSE(isAllowed("ui/views/network_picture.cpp", "#include <qcustomplot.h>\n"));
    EXPECT_TRUE(isAllowed("ui/plots/curves.cpp", "#include \"ui/plots/qcp.h\"\n"));
    EXPECT_FALSE(isAllowed("ui/views/minibatch_view.cpp", "#include \"ui/plots/qcp.h\"\n"));
    EXPECT_FALSE(isAllowed("bench/window_cost.cpp", "#include \"ui/plots/qcp.h\"\n"));
    EXPECT_FALSE(isAllowed("core/train/history.cpp", "#include \"qcustomplot.h\"\n"));
}

TEST(SourceRules, OnlyTheBridgeKnowsSessionAndQt) {
    const char* source = "#include \"core/train/session.h\"\n";
    EXPECT_TRUE(isAllowed("ui/run/session_bridge.h", source));
    EXPECT_TRUE(isAllowed("ui/run/session_bridge.cpp", source));
    EXPECT_FALSE(isAllowed("ui/panels/run_control.cpp", source));
    EXPECT_FALSE(isAllowed("app/main.cpp", source));
}

TEST(SourceRules, OpenMpStaysInBaseAndKernels) {
    const char* source = "    #pragma omp parallel for\n";
    EXPECT_TRUE(isAllowed("core/base/threads.cpp", source));
    EXPECT_TRUE(isAllowed("core/nn/conv2d_kernels.h", source));
    EXPECT_FALSE(isAllowed("core/nn/conv2d.cpp", source));
    EXPECT_FALSE(isAllowed("ui/main_window.cpp", source));
}

TEST(SourceRules, TheCoreDoesNotPrint) {
    EXPECT_FALSE(isAllowed("core/train/trainer.cpp", "    std::cout << loss;\n"));
    EXPECT_FALSE(isAllowed("core/io/formats/onnx/onnx.cpp", "    std::cerr << \"bad file\";\n"));
    EXPECT_TRUE(isAllowed("app/cli/train.cpp", "    std::cout << loss;\n"));
}

TEST(SourceRules, IncludesAreWrittenFromTheRoot) {
    EXPECT_FALSE(isAllowed("core/nn/dense.cpp", "#include \"../tensor/shape.h\"\n"));
}

TEST(SourceRules, AViolationNamesItsLine) {
    const auto violations =
        check("core/nn/dense.cpp", "#include \"core/nn/dense.h\"\n\n#include \"core/train/session.h\"\n");
    ASSERT_EQ(violations.size(), 1u);
    EXPECT_EQ(violations[0].line, 3);
    EXPECT_THAT(violations[0].text, HasSubstr("core/nn must not know core/train"));
}

/// All violations of the project, as "file:line: text" lines, and the number of files that were checked.
struct Survey {
    std::string violations;
    int files = 0;
};

Survey survey(const fs::path& root) {
    Survey result;
    for (const char* top : {"core", "ui", "app", "bench", "tests"}) {
        if (!fs::exists(root / top)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const std::string extension = entry.path().extension().string();
            if (extension != ".h" && extension != ".cpp") continue;
            std::ifstream file(entry.path());
            const std::string source{std::istreambuf_iterator<char>(file), {}};
            const std::string path = fs::relative(entry.path(), root).generic_string();
            for (const auto& violation : check(path, source))
                result.violations +=
                    path + ":" + std::to_string(violation.line) + ": " + violation.text + "\n";
            ++result.files;
        }
    }
    return result;
}

TEST(Source, KeepsToTheArchitecture) {
    const Survey result = survey(TRISTATE_SOURCE_DIR);
    EXPECT_GT(result.files, 20) << "the source was not found";
    EXPECT_EQ(result.violations, "");
}

TEST(Source, SurveyFindsAPlantedViolation) {
    const fs::path root = fs::path(testing::TempDir()) / "planted";
    for (const char* folder : {"core/nn", "ui", "app"}) fs::create_directories(root / folder);
    std::ofstream(root / "core/nn/planted.h") << "#pragma once\n#include \"ui/main_window.h\"\n";
    const Survey result = survey(root);
    EXPECT_EQ(result.files, 1);
    EXPECT_THAT(result.violations, HasSubstr("core/nn/planted.h:2: core/nn must not know ui"));
    fs::remove_all(root);
}

} // namespace
} // namespace tristate::structure

#include "tests/structure/source_size.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace tristate::structure {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxFile = 350;    ///< lines of a source
constexpr int kMaxFunction = 60; ///< lines of a function: a screen

std::vector<std::string> told(std::string_view source) {
    std::vector<std::string> functions;
    for (const FunctionSize& f : functionsOf(source))
        functions.push_back(f.name + ":" + std::to_string(f.line) + "+" + std::to_string(f.lines));
    return functions;
}

TEST(SourceSize, FindsFunctionsWhereverTheyStand) {
    EXPECT_THAT(told("int f() {\n    return 1;\n}\nvoid g(int);\nint h() { return 2; }\n"),
                testing::ElementsAre("f:1+3", "h:5+1"));
    EXPECT_THAT(told("namespace a {\nclass B : public C<D()> {\n    int get() const { return m; }\n    int m "
                     "= 0;\n};\n}\n"),
                testing::ElementsAre("get:3+1"));
    EXPECT_THAT(
        told("template <class T>\nstd::vector<T> A<T>::list(int n) const {\n    for (;;) {\n    }\n}\n"),
        testing::ElementsAre("A<T>::list:1+5"));
    EXPECT_THAT(told("TEST_F(Some, Thing) {\n    a();\n}\n"), testing::ElementsAre("TEST_F:1+3"));
    EXPECT_THAT(told("bool operator==(A a, A b) {\n    return true;\n}\n"),
                testing::ElementsAre("operator==:1+3"));
}

TEST(SourceSize, AMacroThatStandsAloneIsNoFunction) {
    EXPECT_THAT(told("DECLARE(some, thing)\n\nint f() {\n    return 0;\n}\n"), testing::ElementsAre("f:3+3"));
}

TEST(SourceSize, AListOfInitialisersBelongsToTheConstructor) {
    EXPECT_THAT(told("A::A(int x) : m_x{x}, m_y(2), m_z{{1}} {\n    go();\n}\nint f() { return 0; }\n"),
                testing::ElementsAre("A::A:1+3", "f:4+1"));
}

TEST(SourceSize, TablesAndTypesAreNoFunctions) {
    EXPECT_THAT(told("constexpr std::array kAll{f(1),\n  f(2)};\nconst X kTable[] = {\n {g(), "
                     "{1}},\n};\nenum class E { A, B };\n"
                     "struct S {\n    int a{3};\n};\n"),
                testing::IsEmpty());
}

TEST(SourceSize, BracesInCommentsAndLiteralsDoNotCount) {
    EXPECT_THAT(told("// {\n/* } { */\n#define OPEN {\nint f() {\n    g(\"}\\\"}\", '}', R\"x()\" })x\", "
                     "1'000);\n}\n"),
                testing::ElementsAre("f:4+3"));
}

/// One line for the file when it is too long, and for each function that is.
std::string faultsOf(const fs::path& file, const std::string& path) {
    std::ifstream stream(file);
    const std::string source{std::istreambuf_iterator<char>(stream), {}};
    std::string faults;
    if (linesOf(source) > kMaxFile) faults += path + ": " + std::to_string(linesOf(source)) + " lines\n";
    for (const FunctionSize& f : functionsOf(source))
        if (f.lines > kMaxFunction)
            faults += path + ":" + std::to_string(f.line) + ": " + f.name + " has " +
                      std::to_string(f.lines) + " lines\n";
    return faults;
}

/// What is too long in the project, one line each.
std::string tooLong(const fs::path& root) {
    std::string found;
    for (const char* top : {"core", "ui", "app", "bench", "tests"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const std::string extension = entry.path().extension().string();
            if (extension != ".h" && extension != ".cpp") continue;
            const std::string path = fs::relative(entry.path(), root).generic_string();
            found += faultsOf(entry.path(), path);
        }
    }
    return found;
}

TEST(Source, FilesAndFunctionsAreShort) {
    EXPECT_EQ(tooLong(TRISTATE_SOURCE_DIR), "")
        << "expected at most " << kMaxFile << " lines in a file and " << kMaxFunction << " in a function";
}

TEST(Source, ManyFunctionsAreFound) {
    std::ifstream file(fs::path(TRISTATE_SOURCE_DIR) / "core/nn/network.cpp");
    const std::string source{std::istreambuf_iterator<char>(file), {}};
    EXPECT_GT(functionsOf(source).size(), 20u);
}

} // namespace
} // namespace tristate::structure

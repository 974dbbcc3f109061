#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

using namespace tristate;
using testing::Contains;
using testing::HasSubstr;

namespace {

const std::string kDesktop = TRISTATE_SOURCE_DIR "/resources/desktop/";
const std::string kPrograms = TRISTATE_PROGRAMS;

struct Output {
    int status = -1;
    std::string text; ///< standard output and standard error
};

Output shell(const std::string& command) {
    Output output;
    std::FILE* pipe = popen(("{ " + command + "\n} 2>&1").c_str(), "r");
    if (!pipe) return output;
    for (int c = 0; (c = std::fgetc(pipe)) != EOF;) output.text += static_cast<char>(c);
    output.status = pclose(pipe);
    return output;
}

bool hasProgram(const std::string& name) {
    return shell("command -v " + name).status == 0;
}

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
    const std::regex expression(pattern);
    std::set<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at)
        found.insert((*at)[1].str());
    return found;
}

std::string help(const std::string& command) {
    return shell("QT_QPA_PLATFORM=offscreen '" + kPrograms + "'/" + command + " --help").text;
}

/// The long options that the help of a command begins lines with.
std::set<std::string> options(const std::string& command) {
    return matches(help(command), R"((?:^|\n) *(?:-[a-z], ?)?(--[a-z0-9-]+))");
}

std::set<std::string> subcommands() {
    const std::string text = help("tristate");
    return matches(text.substr(text.find("Subcommands:")), R"(\n  ([a-z]+) )");
}

/// What bash offers behind `line`, whose last word (perhaps empty) is being typed.
std::set<std::string> completions(const std::string& line) {
    const std::string script = R"(source "$1"
COMP_WORDS=($2)
[[ $2 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_tristate "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}")";
    const test::TempDir folder;
    const auto file = folder.write("script", script);
    const Output output = shell("PATH='" + kPrograms + "':$PATH bash '" + file.string() + "' '" + kDesktop +
                                "completion.bash' '" + line + "'");
    std::set<std::string> words;
    std::istringstream stream(output.text);
    for (std::string word; std::getline(stream, word);)
        if (!word.empty()) words.insert(word);
    return words;
}

/// The name of an option as roff has it.
std::string inRoff(const std::string& name) {
    return std::regex_replace(name, std::regex("-"), "\\-");
}

TEST(Manual, TellsEveryOptionOfEverySubcommand) {
    ASSERT_THAT(subcommands(), Contains("export"));
    const std::string page = shell("cat '" TRISTATE_MANUAL "'").text;
    for (const std::string& command : subcommands()) {
        const std::size_t begin = page.find(".SS tristate " + command);
        ASSERT_NE(begin, page.npos) << command;
        const std::string section = page.substr(begin, page.find(".SS", begin + 1) - begin);
        for (const std::string& option : options("tristate " + command))
            EXPECT_THAT(section, HasSubstr(inRoff(option) + "\\fR")) << command;
    }
}

TEST(Manual, IsGoodRoff) {
    if (!hasProgram("man")) GTEST_SKIP() << "There is no man.";
    for (const std::string& page : {std::string(TRISTATE_MANUAL), kDesktop + "tristate-lab.1"}) {
        const Output output = shell("MANWIDTH=80 man --warnings -E UTF-8 -l '" + page + "' > /dev/null");
        EXPECT_EQ(output.status, 0);
        EXPECT_EQ(output.text, "");
    }
}

TEST(Completion, OffersSubcommandsAndTheirOptions) {
    EXPECT_EQ(completions("tristate "), subcommands());
    EXPECT_THAT(completions("tristate ex"), testing::ElementsAre("export"));
    for (const std::string& command : subcommands())
        EXPECT_EQ(completions("tristate " + command + " --"), options("tristate " + command)) << command;
}

TEST(Completion, OffersChoicesAndPresets) {
    EXPECT_THAT(completions("tristate train --optimizer "), testing::ElementsAre("adam", "sgd"));
    EXPECT_THAT(completions("tristate train --preset lenet-"), Contains("lenet-300-100"));
    EXPECT_THAT(completions("tristate train --net "), testing::IsEmpty()) << "files";
    EXPECT_THAT(completions("tristate train --json --no-g"), testing::ElementsAre("--no-gates"));
}

TEST(Desktop, FilesAreValid) {
    if (hasProgram("desktop-file-validate")) {
        const Output output = shell("desktop-file-validate '" + kDesktop + "tristate-lab.desktop'");
        EXPECT_EQ(output.status, 0) << output.text;
    }
    if (hasProgram("appstreamcli")) {
        const Output output = shell("appstreamcli validate --no-net '" + kDesktop + "'*.metainfo.xml");
        EXPECT_EQ(output.status, 0) << output.text;
    }
}

TEST(Desktop, EverythingIsInstalledWhereItIsLookedFor) {
    const test::TempDir root;
    const Output output =
        shell("cmake --install '" TRISTATE_BUILD_DIR "' --prefix '" + root.path().string() + "'");
    ASSERT_EQ(output.status, 0) << output.text;
    for (const char* file :
         {"bin/tristate", "share/man/man1/tristate.1", "share/bash-completion/completions/tristate",
          "share/doc/tristate-lab/copyright"})
        EXPECT_TRUE(std::filesystem::exists(root / file)) << file;
    EXPECT_EQ(shell("'" + (root / "bin/tristate").string() + "' --version").status, 0);
    if (!TRISTATE_WITH_WINDOW) return;
    for (const char* file :
         {"bin/tristate-lab", "share/man/man1/tristate-lab.1",
          "share/bash-completion/completions/tristate-lab", "share/applications/tristate-lab.desktop",
          "share/mime/packages/tristate-session.xml",
          "share/metainfo/io.tristatelab.TristateLab.metainfo.xml",
          "share/icons/hicolor/scalable/apps/tristate-lab.svg"})
        EXPECT_TRUE(std::filesystem::exists(root / file)) << file;
}

TEST(Desktop, TheManualOfTheWindowTellsEveryOption) {
    if (!TRISTATE_WITH_WINDOW) GTEST_SKIP() << "Built without the window.";
    const std::string page = shell("cat '" + kDesktop + "tristate-lab.1'").text;
    ASSERT_THAT(options("tristate-lab"), Contains("--preset"));
    for (const std::string& option : options("tristate-lab"))
        EXPECT_THAT(page, HasSubstr(inRoff(option) + "\\fR"));
    EXPECT_EQ(completions("tristate-lab --"), options("tristate-lab"));
    EXPECT_THAT(completions("tristate-lab --preset spi"), testing::ElementsAre("spiral"));
}

} // namespace

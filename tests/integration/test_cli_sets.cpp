#include "tests/integration/cli_test.h"
#include "tests/support/http_server.h"

#include <cstdlib>

namespace tristate::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class CliSets : public Cli {
protected:
    void SetUp() override {
        Cli::SetUp();
        ::setenv("XDG_DATA_HOME", path("home").c_str(), 1);
    }
    void TearDown() override {
        ::unsetenv("XDG_DATA_HOME");
        Cli::TearDown();
    }
};

TEST_F(CliSets, AreListedWithWhereTheyAre) {
    const Outcome text = run("data --list");
    EXPECT_EQ(text.exitCode, 0) << text.err;
    EXPECT_EQ(text.lines().size(), 6u);
    EXPECT_THAT(text.out,
                AllOf(HasSubstr("CIFAR-100"), HasSubstr("168.5 MB to load: tristate data --get cifar-100")));
    std::filesystem::create_directories(path("home/tristate-lab/sets/cifar-10"));
    write("home/tristate-lab/sets/cifar-10/cifar-10-binary.tar.gz", "");
    std::filesystem::resize_file(path("home/tristate-lab/sets/cifar-10/cifar-10-binary.tar.gz"), 170052171);
    for (const auto& line : run("data --list --json").jsonLines())
        if (line.at("set") == "cifar-10") {
            EXPECT_EQ(line.at("source"), path("home/tristate-lab/sets/cifar-10/cifar-10-binary.tar.gz"));
        } else if (line.at("set") == "kmnist") {
            EXPECT_EQ(line.at("source"), "");
        }
}

TEST_F(CliSets, AreLoadedIntoTheUsersFolderAndChecked) {
    test::HttpServer server;
    server.files["/cifar-100-binary.tar.gz"] = "what is no such archive";
    const Outcome wrong = run("data --get cifar-100 --mirror " + server.address());
    expectOneSentence(wrong, "23 of 168513733 bytes came");
    EXPECT_THAT(wrong.err, HasSubstr(path("home/tristate-lab/sets/cifar-100")));
    expectOneSentence(run("data --get mnist --into " + path("here") + " --mirror " + server.address()),
                      "the server answers with the code 404");
    expectOneSentence(run("data --get mnist --mirror http://127.0.0.1:1"),
                      "Without a network, put its files");
}

TEST_F(CliSets, SayWhatIsWrongWithTheWords) {
    expectOneSentence(run("data --get nmist"), "the sets are mnist, fashion-mnist");
    const Outcome nothing = run("data");
    EXPECT_EQ(nothing.exitCode, 2);
    EXPECT_THAT(nothing.err, HasSubstr("PATH, --list or --get"));
    EXPECT_EQ(run("data digits --list").exitCode, 2);
    EXPECT_EQ(run("data --into " + path("here")).exitCode, 2);
}

} // namespace
} // namespace tristate::cli

#include "app/study/study.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>

namespace tristate::study {
namespace {

using testing::HasSubstr;

Settings quick() {
    return {.data = "digits", .fashion = {}, .seeds = {4}, .threads = 1, .quick = true};
}

class Studies : public testing::TestWithParam<Study> {};

TEST_P(Studies, RunOnTinyDataAndAreRememberedToTheDigit) {
    const test::TempDir folder;
    int trained = 0;
    const Observer observer{
        .finished = [&](const Result&, bool remembered) { trained += remembered ? 0 : 1; }};
    const auto reported = [&] {
        Runner runner(folder / "runs", observer);
        Workbench bench(runner, quick());
        return GetParam().run(bench);
    };
    const Report first = reported();
    const int needed = trained;
    EXPECT_GT(needed, 0);
    ASSERT_FALSE(first.table.rows.empty());
    for (const auto& row : first.table.rows) EXPECT_EQ(row.size(), first.table.columns.size());
    ASSERT_FALSE(first.plots.empty());
    for (const io::SvgPlot& plot : first.plots)
        for (const io::SvgSeries& series : plot.series) EXPECT_FALSE(series.points.empty()) << series.name;

    const Report again = reported();
    EXPECT_EQ(trained, needed) << "a finished run costs nothing";
    EXPECT_EQ(toCsv(again.table), toCsv(first.table));
    EXPECT_EQ(io::toSvg(again.plots), io::toSvg(first.plots));
}

std::string nameOf(const testing::TestParamInfo<Study>& study) {
    std::string name;
    for (const char* c = study.param.name; *c != '\0'; ++c)
        if (std::isalnum(static_cast<unsigned char>(*c))) name += *c;
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, Studies, testing::ValuesIn(studies()), nameOf);

TEST(Study, IsFoundByNameOrTheNamesAreTold) {
    EXPECT_STREQ(studyOf("figure-3.3").name, "figure-3.3");
    try {
        studyOf("table-9");
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), AllOf(HasSubstr("'table-9'"), HasSubstr("table-3.1, table-3.2")));
    }
}

TEST(Workbench, TrainsWhatWasLearntAgainFromScratch) {
    const test::TempDir folder;
    Runner runner(folder / "runs", {});
    Workbench bench(runner, quick());
    const Setting setting{"learnt", leNet5()};
    const Repeats learnt = bench.run(setting);
    const Repeats again = bench.fromScratch({setting}, {learnt}).front();
    ASSERT_EQ(again.runs.size(), 1u);
    EXPECT_EQ(again.runs[0].net, learnt.runs[0].net) << "without gates the net stays";
    EXPECT_NE(again.runs[0].signature, learnt.runs[0].signature);
    EXPECT_EQ(again.runs[0].label, "learnt from scratch, seed 4");
}

TEST(Workbench, GivesEachSettingTheRunsOfItsSeeds) {
    const test::TempDir folder;
    Runner runner(folder / "runs", {});
    Settings settings = quick();
    settings.seeds = {4, 5};
    Workbench bench(runner, settings);
    train::Experiment small = leNet5("1x28x28:10"), large = leNet5("1x28x28:16-10");
    small.train.gates = large.train.gates = false;
    const std::vector<Repeats> all = bench.run({{"small", small}, {"large", large}});
    ASSERT_EQ(all.size(), 2u);
    for (const Repeats& repeats : all) ASSERT_EQ(repeats.runs.size(), 2u);
    EXPECT_EQ(all[0].nets(), "10, 10");
    EXPECT_EQ(all[1].nets(), "16-10, 16-10");
    EXPECT_EQ(all[1].runs[1].label, "large, seed 5");
    EXPECT_NE(all[1].runs[0].signature, all[1].runs[1].signature);
}

TEST(Repeats, SummariseTheirRuns) {
    Result a, b;
    a.error = 1;
    a.net = "1x28x28:16c5-p2-26c5-p2-10";
    a.parameters = 15012;
    b = a;
    b.error = 2;
    b.net = "1x28x28:16c5-p2-26c5-p2-20-10";
    const Repeats repeats{{a, b}};
    EXPECT_DOUBLE_EQ(repeats.accuracy().mean, 98.5);
    EXPECT_DOUBLE_EQ(repeats.depth().mean, 3.5);
    EXPECT_DOUBLE_EQ(repeats.width(1).mean, 23);
    EXPECT_EQ(repeats.nets(), "16-26-10, 16-26-20-10");
    EXPECT_EQ(widths("784-g-300-10"), (std::vector<int>{300, 10}));
}

} // namespace
} // namespace tristate::study

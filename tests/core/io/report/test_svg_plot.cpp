#include "core/io/report/svg_plot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <regex>

using namespace tristate::io;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {

/// The labels beside one axis of a plot whose values go up to `largest`.
std::vector<std::string> labels(double largest) {
    const std::string svg = toSvg({{"t", "", "", {{"s", {{0, 0}, {1, largest}}}}, {}}});
    const std::regex label("class='y'[^>]*>([^<]*)<");
    std::vector<std::string> found;
    for (std::sregex_iterator i(svg.begin(), svg.end(), label), end; i != end; ++i) found.push_back((*i)[1]);
    return found;
}

TEST(SvgPlot, AxesHaveAFewRoundLabels) {
    EXPECT_THAT(labels(34), ElementsAre("0", "10", "20", "30"));
    EXPECT_THAT(labels(1), ElementsAre("0", "0.2", "0.4", "0.6", "0.8", "1"));
    EXPECT_THAT(labels(300), ElementsAre("0", "50", "100", "150", "200", "250", "300"));
    EXPECT_THAT(labels(0), ElementsAre("0", "0.2", "0.4", "0.6", "0.8", "1"));
    for (double largest = 1e-6; largest < 1e6; largest *= 1.37) {
        EXPECT_GE(labels(largest).size(), 3u) << largest;
        EXPECT_LE(labels(largest).size(), 8u) << largest;
    }
}

TEST(SvgPlot, WhatIsNotFiniteIsLeftOut) {
    const std::string svg = toSvg({{"t", "", "", {{"s", {{0, 1}, {1, NAN}, {2, INFINITY}}}}, {}}});
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_THAT(svg, Not(HasSubstr("inf")));
}

TEST(SvgPlot, DotsAreNotJoined) {
    const std::string svg = toSvg({{"t", "", "", {{"s", {{2, 1}, {1, 3}}, true}}, {}}});
    EXPECT_THAT(svg, HasSubstr("<circle"));
    EXPECT_THAT(svg, Not(HasSubstr("<polyline")));
}

TEST(SvgPlot, ManyPointsAreThinned) {
    SvgSeries series{"s", {}};
    for (int i = 0; i < 100'000; ++i) series.points.emplace_back(i, i % 7);
    EXPECT_LT(toSvg({{"t", "", "", {series}, {}}}).size(), 40'000u);
}

TEST(SvgPlot, TextsAreEscaped) {
    EXPECT_EQ(escapeXml("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
    EXPECT_EQ(escapeXml(std::string("\x01tab\t\xff", 6)), "tab\t\xEF\xBF\xBD");
    EXPECT_THAT(toSvg({{"<script>", "", "", {{"</svg>", {}}}, {}}}), Not(HasSubstr("<script>")));
}

} // namespace

#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/io/recipes/experiment_link.h"
#include "tests/core/io/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tristate;
using namespace tristate::io;
using testing::HasSubstr;

TEST(ExperimentLink, CarriesEveryPreset) {
    for (const std::string& name : presetNames()) {
        const std::string link = toLink(preset(name));
        EXPECT_TRUE(isLink(link));
        EXPECT_LT(link.size(), 1200U) << name; // so it is a QR code that a telephone reads
        EXPECT_EQ(link.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:"),
                  link.npos);
        EXPECT_EQ(experimentFromLink(link), preset(name)) << name;
    }
}

TEST(ExperimentLink, CarriesANetThatIsNoText) {
    auto experiment = preset("digits");
    experiment.net = graph::parseGraph("1x28x28:8c3+1b-[8c3+1b-8c3+1b]+-ga-10");
    experiment.name = "Sch\xC3\xB6n, \"sehr\"";
    EXPECT_EQ(experimentFromLink(toLink(experiment)), experiment);
}

TEST(ExperimentLink, MayBeBrokenIntoLines) {
    const std::string link = toLink(preset("spiral"));
    const std::string broken = " \n" + link.substr(0, 76) + "\r\n" + link.substr(76) + "\n";
    EXPECT_TRUE(isLink(broken));
    EXPECT_EQ(experimentFromLink(broken), preset("spiral"));
}

TEST(ExperimentLink, IsToldFromOtherTexts) {
    for (const char* text : {"", "{\"net\": \"2-2\"}", "model.onnx", "tristate", "./tristate:x"})
        EXPECT_FALSE(isLink(text)) << text;
}

/// Wherever it is cut, and whichever character is another one.
TEST(ExperimentLink, TellsDamage) {
    const std::string link = toLink(preset("playground"));
    for (std::size_t length = kLinkStart.size(); length < link.size(); ++length)
        EXPECT_THAT(errorOf([&] { experimentFromLink(link.substr(0, length)); }), HasSubstr("cut short"));
    for (std::size_t i = kLinkStart.size(); i + 1 < link.size(); ++i)
        for (const char other : {'A', 'x', '*', '\xC3'}) {
            std::string damaged = link;
            if (damaged[i] == other) continue;
            damaged[i] = other;
            EXPECT_THAT(errorOf([&] { experimentFromLink(damaged); }), HasSubstr("damaged")) << i << other;
        }
    EXPECT_THAT(errorOf([&] { experimentFromLink(link + "AAAA"); }), HasSubstr("damaged"));
}

TEST(ExperimentLink, HasALimit) {
    const std::string link = "tristate:" + std::string(kMaxLink, 'A');
    EXPECT_THAT(errorOf([&] { experimentFromLink(link); }), HasSubstr("expected at most 20000"));
    auto experiment = preset("digits");
    std::uint32_t random = 1;
    for (int i = 0; i < 40'000; ++i) // what does not compress
        experiment.name += static_cast<char>('0' + ((random = random * 1664525 + 1013904223) >> 26));
    EXPECT_THAT(errorOf([&] { toLink(experiment); }), HasSubstr("expected at most 20000"));
}

/// A megabyte of one letter is a kilobyte of link.
TEST(ExperimentLink, DoesNotUnpackWhatNoExperimentNeeds) {
    auto experiment = preset("digits");
    experiment.name = std::string(2 << 20, 'a');
    EXPECT_THAT(errorOf([&] { toLink(experiment); }), HasSubstr("expected at most"));
}

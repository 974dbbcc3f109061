#include "core/base/error.h"
#include "core/messages/common.h"

#include <gtest/gtest.h>

namespace tristate {
namespace {

const MessageForm kRange{"test.range", "%1 is %2, expected %3 to %4"};
const MessageForm kTwice{"test.twice", "%1 and %1 are 100 % of %2"};

/// As a German reader in a terminal would have it.
class German : public Wording {
    std::string form(const MessageForm& form) const override {
        return &form == &kRange ? "%1: erwartet %3 bis %4, ist %2" : form.english();
    }
    std::string setting(const SettingName& setting) const override { return "--" + setting.path.substr(6); }
    std::string number(double value) const override { return value == 0.5 ? "0,5" : "?"; }
};

TEST(Message, IsWordedInEnglish) {
    EXPECT_EQ(toText(Message(kRange, SettingName{"train.rate"}, -0.25, 0, 1000)),
              "train.rate is -0.25, expected 0 to 1000");
    EXPECT_EQ(toText(Message(kTwice, "a%2", "b")), "a%2 and a%2 are 100 % of b")
        << "an argument has no places";
    EXPECT_EQ(toText(Message()), "");
}

TEST(Message, TellsTheLargestNumbers) {
    EXPECT_EQ(toText(Message(kTwice, UINT64_MAX, INT64_MIN)),
              "18446744073709551615 and 18446744073709551615 are 100 % of -9223372036854775808");
}

TEST(Message, StaysOnItsLineWhateverNamesHold) {
    static const MessageForm kForm{"test.line", "the file '%1' is odd"};
    EXPECT_EQ(toText(Message(kForm, "a\nb\x1b[2J\xc3\xa9")), "the file 'a b [2J\xc3\xa9' is odd");
}

TEST(Message, IsWordedByWhoeverShowsIt) {
    const Message inner(kRange, SettingName{"train.rate"}, 0.5, 0, 1);
    EXPECT_EQ(toText(Message(say::kOfThing, "a.json", inner), German()),
              "a.json: --rate: erwartet 0 bis 1, ist 0,5");
}

TEST(Message, TellsWhatItIs) {
    const Message message(kRange, "x", 1, 2, 3);
    EXPECT_TRUE(message.is(kRange));
    EXPECT_FALSE(message.is(kTwice));
    EXPECT_EQ(message, Message(kRange, "x", 1, 2, 3));
    EXPECT_NE(message, Message(kRange, "x", 1, 2, 4));
    EXPECT_EQ(MessageForm::find("test.range"), &kRange);
    EXPECT_EQ(MessageForm::find("test.none"), nullptr);
}

TEST(Error, KeepsItsMessage) {
    try {
        throw Error(kTwice, "one", 2);
    } catch (const Error& error) {
        EXPECT_TRUE(error.message().is(kTwice));
        EXPECT_STREQ(error.what(), "one and one are 100 % of 2");
    }
    EXPECT_TRUE(Error("said by the system").message().is(say::kVerbatim));
}

} // namespace
} // namespace tristate

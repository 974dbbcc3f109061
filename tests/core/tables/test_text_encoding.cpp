#include "core/tables/text_encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace tristate::tables {
namespace {

DecodedText decoded(std::string_view bytes) {
    return DecodedText({bytes.begin(), bytes.end()});
}

TEST(TextEncoding, TakesUtf8AsItIsAndLeavesItsMarkOut) {
    const std::string text = "größe;5 €;\xf0\x9f\x90\x88\n";
    EXPECT_EQ(decoded(text).text(), text);
    EXPECT_EQ(decoded("\xef\xbb\xbf" + text).text(), text);
    EXPECT_EQ(decoded(text).encoding(), Encoding::Utf8);
}

TEST(TextEncoding, ReadsLatin1WhereItIsNoUtf8) {
    const DecodedText text = decoded("stra\xdf"
                                     "e,long enough for a whole word\n");
    EXPECT_EQ(text.encoding(), Encoding::Latin1);
    EXPECT_EQ(text.text(), "straße,long enough for a whole word\n");
    EXPECT_EQ(decoded("cut off: \xe2\x82").encoding(), Encoding::Latin1);
}

TEST(TextEncoding, ReadsUtf16OfBothByteOrdersWithAndWithoutMark) {
    using namespace std::string_view_literals;
    const auto little = "a\0,\0\xdf\0\n\0"sv, big = "\0a\0,\0\xdf\0\n"sv;
    for (const std::string& bytes : {std::string(little), std::string(big), "\xff\xfe" + std::string(little),
                                     "\xfe\xff" + std::string(big)}) {
        const DecodedText text = decoded(bytes + std::string());
        EXPECT_EQ(text.text(), "a,ß\n");
        EXPECT_EQ(text.encoding(), Encoding::Utf16);
    }
    EXPECT_EQ(decoded("\xff\xfe\x3d\xd8\x08\xdc"sv).text(), "\xf0\x9f\x90\x88") << "a pair of surrogates";
    EXPECT_EQ(decoded("\xff\xfe\x3d\xd8"sv).text(), "\xef\xbf\xbd") << "half a pair";
}

TEST(TextEncoding, TakesNothingForNothing) {
    EXPECT_EQ(decoded("").text(), "");
    EXPECT_EQ(decoded("\xff\xfe").text(), "");
}

} // namespace
} // namespace tristate::tables

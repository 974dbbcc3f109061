#include "core/io/files/zip.h"
#include "tests/core/io/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tristate::io;
using testing::HasSubstr;

namespace {

const ZipEntries kEntries{
    {"a.txt", "some text"}, {"empty", ""}, {"b/c.bin", std::string("\0\xff\x50\x4b", 4)}};

TEST(Zip, FilesComeBackAsTheyWere) {
    EXPECT_EQ(fromZip(toZip(kEntries), "zip"), kEntries);
    EXPECT_EQ(fromZip(toZip({}), "zip"), ZipEntries{});
}

TEST(Zip, EveryCutIsFound) {
    const std::string bytes = toZip(kEntries);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_NE(errorOf([&] { fromZip(bytes.substr(0, size), "zip"); }), "no error") << size;
}

TEST(Zip, AnyChangedByteIsFoundOrChangesNothingThatIsRead) {
    const std::string bytes = toZip(kEntries);
    int found = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x81);
        found += errorOf([&] { fromZip(damaged, "zip"); }) != "no error" ? 1 : 0; // and nothing worse
    }
    EXPECT_GT(found, 60);
    std::string content = bytes;
    content[content.find("some text")] = 'S';
    EXPECT_EQ(errorOf([&] { fromZip(content, "zip"); }), "zip: the checksum of 'a.txt' does not fit");
}

} // namespace

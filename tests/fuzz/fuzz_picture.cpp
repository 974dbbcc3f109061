#include "core/pictures/picture.h"
#include "core/pictures/resize.h"
#include "tests/fuzz/reader_fuzzer.h"

using namespace tristate;

/// A picture of any format. A PNG of one bit may unpack to 8 x 1032 pixels of 4 channels for each byte, which
/// become 3.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kBytesOfPng = 8 * 1032 * 8;
    fuzz::expectSentence(size, kBytesOfPng, [&] {
        const pictures::Picture picture = pictures::readPicture({data, size}, "'it'");
        pictures::resized(picture, 7, 5);
    });
    return 0;
}

#include "core/data/idx_reader.h"
#include "tests/fuzz/reader_fuzzer.h"

using namespace tristate;

/// Images and labels, plain or packed by gzip.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string file = fuzz::fileWith({reinterpret_cast<const char*>(data), size});
    fuzz::expectSentence(size, fuzz::kBytesOfGzip, [&] { data::readIdxImages(file); });
    fuzz::expectSentence(size, fuzz::kBytesOfGzip, [&] { data::readIdxLabels(file); });
    return 0;
}

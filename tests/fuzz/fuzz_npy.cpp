#include "core/data/idx_array.h"
#include "core/data/npy_reader.h"
#include "tests/fuzz/reader_fuzzer.h"

using namespace tristate;

/// An array of NumPy or IDX, plain or packed by gzip, as samples and as labels.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto use = [](const data::NumberArray& array) {
        data::Dataset samples = data::samplesOf(array);
        data::setLabels(samples, array, nullptr, nullptr);
    };
    // A byte becomes a float, a double as a label, and once more when labels are sorted.
    constexpr std::size_t kBytesOfArray = 16 * fuzz::kBytesOfGzip;
    fuzz::expectSentence(size, kBytesOfArray, [&] {
        data::ByteSource source("'it'", {data, size});
        use(data::readNpy(source));
    });
    fuzz::expectSentence(size, kBytesOfArray, [&] {
        data::ByteSource source("'it'", {data, size});
        use(data::readIdxArray(source));
    });
    return 0;
}

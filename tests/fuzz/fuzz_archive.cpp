#include "core/data/file_set.h"
#include "tests/fuzz/reader_fuzzer.h"

using namespace tristate;

/// A zip or a tar, plain or packed by gzip.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string file = fuzz::fileWith({reinterpret_cast<const char*>(data), size});
    fuzz::expectSentence(size, fuzz::kBytesOfGzip, [&] {
        if (!data::FileSet::isArchive(file)) return;
        const data::FileSet files(file);
        for (std::size_t i = 0; i < files.paths().size(); ++i) files.open(i).readAll();
    });
    return 0;
}

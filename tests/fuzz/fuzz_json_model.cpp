#include "core/io/formats/json/plain_json.h"
#include "tests/fuzz/reader_fuzzer.h"

using namespace tristate;

/// A network as JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    fuzz::expectSentence(size, fuzz::kBytesOfText, [&] { io::fromPlainJson(bytes, "model"); });
    return 0;
}

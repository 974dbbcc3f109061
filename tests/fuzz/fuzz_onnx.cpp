#include "core/io/onnx_bytes.h"
#include "tests/fuzz/reader_fuzzer.h"

using namespace tristate;

/// An ONNX model.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    fuzz::expectSentence(size, fuzz::kBytesOfText, [&] { io::fromOnnx(bytes, "model"); });
    return 0;
}

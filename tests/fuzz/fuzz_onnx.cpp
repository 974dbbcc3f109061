#include "core/io/formats/onnx/onnx_bytes.h"
#include "tests/fuzz/reader_fuzzer.h"

using namespace tristate;

/// Protobuf reserves so much for a string whose length says so, before it sees that the file is too short
/// (kSafeStringSize of its parser); it does not touch that memory.
constexpr std::size_t kReservedByProtobuf = 50'000'000;

/// An ONNX model.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    fuzz::expectSentence(
        size, fuzz::kBytesOfText, [&] { io::fromOnnx(bytes, "model"); },
        fuzz::kFreeBytes + kReservedByProtobuf);
    return 0;
}

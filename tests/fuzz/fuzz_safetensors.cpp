#include "core/graph/graph_text.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "tests/fuzz/reader_fuzzer.h"

using namespace tristate;

/// A safetensors file that tells its layers, and one whose net is known.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const graph::Graph spec = graph::parseGraph("1x6x6:2c3-p2-3-2");
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    fuzz::expectSentence(size, fuzz::kBytesOfText, [&] { io::fromSafetensors(bytes, "model"); });
    fuzz::expectSentence(size, fuzz::kBytesOfText, [&] { io::fromSafetensors(bytes, "model", spec); });
    return 0;
}

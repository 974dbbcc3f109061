#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "tests/fuzz/reader_fuzzer.h"

using namespace tristate;

/// Settings: an experiment as JSON, as in presets, and the text form of a net.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    fuzz::expectSentence(size, fuzz::kBytesOfText, [&] {
        const train::Experiment experiment = io::experimentFromJson(text, "settings");
        if (!(io::experimentFromJson(io::toJson(experiment), "again") == experiment)) std::abort();
    });
    fuzz::expectSentence(size, fuzz::kBytesOfText, [&] {
        const graph::Graph spec = graph::parseGraph(text);
        if (!(graph::parseGraph(graph::toString(spec)) == spec)) std::abort();
    });
    return 0;
}

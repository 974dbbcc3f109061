#include "core/io/export/model_formats.h"

#include "core/base/error.h"
#include "core/io/export/compiled_source.h"
#include "core/io/formats/c/c_source.h"
#include "core/io/formats/json/plain_json.h"
#include "core/io/formats/onnx/onnx_bytes.h"
#include "core/io/formats/safetensors/safetensors.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace tristate::io {

namespace {

const std::string kByPlain = " and run by the plain forward pass";

/// Of a format that has no names of its own.
template <auto kWrite>
std::string write(const nn::PlainNetwork& network, const Metadata& metadata, const std::string&) {
    return kWrite(network, metadata);
}

ExportedRunner readBackOnnx(const std::string& bytes, const nn::PlainNetwork&, const std::string&) {
    return plainRunner(fromOnnx(bytes, "the file").network, "read back by the ONNX reader" + kByPlain);
}

ExportedRunner readBackSafetensors(const std::string& bytes, const nn::PlainNetwork&, const std::string&) {
    return plainRunner(fromSafetensors(bytes, "the file").network,
                       "read back by the safetensors reader" + kByPlain);
}

ExportedRunner readBackJson(const std::string& bytes, const nn::PlainNetwork&, const std::string&) {
    return plainRunner(fromPlainJson(bytes, "the file").network, "read back by the JSON reader" + kByPlain);
}

/// A longer source is not compiled a second time to be measured.
constexpr std::size_t kMostMeasured = std::size_t{8} << 20;

/// Of each call, or nothing where it cannot be measured: the export is proven without it.
std::vector<double> timesOf(const CMeasurable& measurable, const nn::PlainNetwork& network,
                            const nn::RowMatrix& sample) {
    if (measurable.source.size() > kMostMeasured || measurable.layers.empty()) return {};
    const auto calls = static_cast<int>(measurable.layers.size());
    try {
        const auto compiled =
            CompiledSource::compile(measurable.source, network.graph.input.features(),
                                    network.shapes().back().features(), cPredictName(""), calls);
        return compiled ? compiled->microsecondsOfCalls(sample, calls) : std::vector<double>{};
    } catch (const Error&) { // no room for the copy, for example
        return {};
    }
}

/// What the source takes, and the time of each of its nodes where a compiler can tell; neighbouring calls of
/// a node count as one.
DeviceNeeds needsOf(const nn::PlainNetwork& network, const nn::RowMatrix& sample) {
    const CMeasurable measurable = measurableC(network);
    DeviceNeeds needs{measurable.needs.stack, measurable.needs.constants, {}};
    const std::vector<double> times = timesOf(measurable, network, sample);
    for (std::size_t call = 0; call < times.size(); ++call) {
        if (needs.layers.empty() || needs.layers.back().name != measurable.layers[call])
            needs.layers.push_back({measurable.layers[call], 0});
        needs.layers.back().microseconds += times[call];
    }
    return needs;
}

ExportedRunner readBackC(const std::string& bytes, const nn::PlainNetwork& network,
                         const std::string& prefix) {
    const std::shared_ptr<const CompiledSource> compiled = CompiledSource::compile(
        bytes, network.graph.input.features(), network.shapes().back().features(), cPredictName(prefix));
    if (!compiled)
        return plainRunner(network,
                           "not compiled, as no C compiler could be run here: the figures are those "
                           "of the network before it was written",
                           ProofState::NotProven);
    return {"compiled by " + compiled->compiler() + " and run",
            [compiled](const nn::RowMatrix& samples) { return compiled->logits(samples); },
            [compiled](const nn::RowMatrix& sample) { return compiled->microseconds(sample); },
            ProofState::Proven, [network](const nn::RowMatrix& sample) { return needsOf(network, sample); }};
}

constexpr std::array kFormats{
    ModelFormat{"onnx", ".onnx", write<toOnnx>, readBackOnnx},
    ModelFormat{"safetensors", ".safetensors", write<toSafetensors>, readBackSafetensors},
    ModelFormat{"c", ".c", toCSource, readBackC, toCHeader},
    ModelFormat{"json", ".json", write<toPlainJson>, readBackJson}};

} // namespace

const ModelFormat* findModelFormat(const std::string& extension) {
    const auto* found = std::find_if(kFormats.begin(), kFormats.end(), [&](const ModelFormat& format) {
        return extension == format.extension;
    });
    return found == kFormats.end() ? nullptr : found;
}

} // namespace tristate::io

#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/json.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/formats/onnx/onnx_bytes.h"
#include "core/io/formats/onnx/onnx_graph_reader.h"
#include "core/io/formats/onnx/onnx_names.h"
#include "core/messages/common.h"
#include "core/messages/onnx.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace tristate::io {

namespace {

onnx::ModelProto parseModel(const std::string& bytes, const std::string& file) {
    onnx::ModelProto model;
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw Error(say::kOfThing, file, Message(say::kOnnxTooLarge, bytes.size()));
    if (!model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) || !model.has_graph() ||
        model.opset_import_size() == 0)
        throw Error(say::kOfThing, file, Message(say::kNotOnnx));
    for (const auto& opset : model.opset_import())
        if ((opset.domain().empty() || opset.domain() == "ai.onnx") && opset.version() < kOldestOpset)
            throw Error(say::kOfThing, file, Message(say::kOldOpset, opset.version(), kOldestOpset));
    return model;
}

std::vector<std::vector<int>> readKeptUnits(const std::string& text, const std::string& file) {
    const std::string where = file + ": metadata " + kMetadataPrefix + kKeptUnitsKey;
    const Json json = parseJson(text, where);
    const auto isIndex = [](const Json& value) {
        return value.is_number_unsigned() && std::in_range<int>(value.get<std::uint64_t>());
    };
    const auto isList = [&](const Json& list) {
        return list.is_array() && std::all_of(list.begin(), list.end(), isIndex);
    };
    if (!json.is_array() || !std::all_of(json.begin(), json.end(), isList))
        throw Error(say::kMetadataNotUnderstood, where);
    return json.get<std::vector<std::vector<int>>>();
}

void checkKeptUnits(const nn::PlainNetwork& network, const std::string& file) {
    std::vector<int> counts;
    for (const auto& units : network.keptUnits) counts.push_back(static_cast<int>(units.size()));
    if (counts != network.architecture())
        throw Error(say::kOfThing, file,
                    Message(say::kMetadataDoesNotFit, std::string(kMetadataPrefix) + kKeptUnitsKey));
}

} // namespace

OnnxModel readOnnx(const std::filesystem::path& file) {
    return fromOnnx(readWholeFile(file), file.string(), file.parent_path());
}

OnnxModel fromOnnx(const std::string& bytes, const std::string& where,
                   std::optional<std::filesystem::path> folder) {
    const onnx::ModelProto model = parseModel(bytes, where);
    OnnxModel result;
    OnnxNet net = readOnnxGraph(model.graph(), where, std::move(folder));
    result.network = std::move(net.network);
    result.notes = std::move(net.notes);
    for (const auto& entry : model.metadata_props()) {
        const bool ours = entry.key().starts_with(kMetadataPrefix);
        const std::string key = ours ? entry.key().substr(kMetadataPrefix.size()) : entry.key();
        if (ours && key == kKeptUnitsKey) {
            result.network.keptUnits = readKeptUnits(entry.value(), where);
            checkKeptUnits(result.network, where);
        } else {
            result.metadata[key] = entry.value();
        }
    }
    return result;
}

} // namespace tristate::io

#include "core/io/files/atomic_file.h"
#include "core/io/files/json.h"
#include "core/io/files/object_reader.h"
#include "core/io/formats/json/graph_json.h"
#include "core/io/formats/safetensors/foreign_weights.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "core/io/formats/safetensors/tensor_file.h"
#include "core/messages/common.h"
#include "core/messages/files.h"
#include "core/messages/formats.h"

namespace tristate::io {

namespace {

/// The network that our own metadata describe.
nn::PlainNetwork readLayers(TensorFile& file) {
    const auto text = file.metadata().find("layers");
    if (text == file.metadata().end()) file.fail(Message(say::kLayersUntold));
    const std::string where = file.where() + ": metadata 'layers'";
    const Json json = parseJson(text->second, where);
    ObjectReader fields(json, where, "");
    nn::PlainNetwork network = readGraph(fields, where, [&file](ObjectReader& layer, const char* part) {
        std::string name;
        layer.require("name");
        layer.read("name", name);
        return file.take(name + "." + part);
    });
    fields.done();
    return network;
}

} // namespace

SafetensorsModel fromSafetensors(const std::string& bytes, const std::string& where,
                                 const std::optional<graph::Graph>& spec) {
    TensorFile file(bytes, where);
    SafetensorsModel model;
    model.network = spec ? readForSpec(*spec, file) : readLayers(file);
    file.requireAllTaken();
    model.metadata = file.metadata();
    return model;
}

SafetensorsModel readSafetensors(const std::filesystem::path& file) {
    return fromSafetensors(readWholeFile(file), file.string());
}

nn::PlainNetwork networkFromSafetensors(const std::filesystem::path& file,
                                        const std::optional<graph::Graph>& spec) {
    return fromSafetensors(readWholeFile(file), file.string(), spec).network;
}

} // namespace tristate::io

#include "app/cli/model_file.h"

#include "core/io/formats/json/plain_json.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/formats/safetensors/safetensors.h"

namespace tristate::cli {

bool isSessionFile(const std::filesystem::path& model) {
    const std::filesystem::path extension = model.extension();
    return extension != ".onnx" && extension != ".safetensors" && extension != ".json";
}

PlainModel readModel(const std::filesystem::path& file) {
    if (file.extension() == ".safetensors") {
        io::SafetensorsModel model = io::readSafetensors(file);
        return {"safetensors", std::move(model.network), std::move(model.metadata)};
    }
    if (file.extension() == ".json") {
        io::PlainJsonModel model = io::readPlainJson(file);
        return {"json", std::move(model.network), std::move(model.metadata)};
    }
    io::OnnxModel model = io::readOnnx(file);
    return {"onnx", std::move(model.network), std::move(model.metadata)};
}

} // namespace tristate::cli

#include "core/io/formats/onnx/onnx_input.h"

#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/messages/common.h"
#include "core/messages/onnx.h"

#include <onnx/onnx_pb.h>

#include <set>
#include <string>

namespace tristate::io {

OnnxInput onnxInput(const std::filesystem::path& file) {
    onnx::ModelProto model;
    if (!model.ParseFromString(readWholeFile(file)))
        throw Error(say::kOfThing, file.string(), Message(say::kNotOnnx));
    std::set<std::string> constants; // older files list them among the inputs
    for (const auto& tensor : model.graph().initializer()) constants.insert(tensor.name());
    for (const auto& input : model.graph().input()) {
        if (constants.contains(input.name())) continue;
        OnnxInput found;
        const auto& shape = input.type().tensor_type().shape();
        for (int i = 0; i < shape.dim_size(); ++i)
            if (i == 0)
                found.batch = shape.dim(i).dim_value(); // 0 when it is not fixed
            else
                found.sizes.push_back(shape.dim(i).dim_value());
        return found;
    }
    throw Error(say::kOfThing, file.string(), Message(say::kNoInput));
}

} // namespace tristate::io

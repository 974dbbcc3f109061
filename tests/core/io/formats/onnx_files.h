#pragma once

#include "core/io/files/atomic_file.h"

#include <gtest/gtest.h>
#include <onnx/onnx_pb.h>

#include <filesystem>

namespace tristate::io {

/// The model in a file, as the ONNX library reads it.
inline onnx::ModelProto parse(const std::filesystem::path& file) {
    onnx::ModelProto model;
    EXPECT_TRUE(model.ParseFromString(readWholeFile(file)));
    return model;
}

} // namespace tristate::io

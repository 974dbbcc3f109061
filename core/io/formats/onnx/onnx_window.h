#pragma once

#include "core/io/formats/onnx/onnx_node.h"
#include "core/nn/plain_network.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace tristate::io {

/// The longest side of a kernel.
inline constexpr int kMaxSide = 65'536;

/// How the window of a convolution or a pooling slides: along y, along x. Internal to core/io.
struct OnnxWindow {
    std::array<std::int64_t, 2> kernel{}, before{},
        after{}; ///< padding before the first value, after the last
    int stride = 1;

    bool isPadded() const;
};

/// Reads strides, pads and auto_pad of a node that takes [N, channels, height, width] of these sizes; the
/// kernel is given. Throws Error.
OnnxWindow readWindow(OnnxNode& node, std::array<std::int64_t, 2> kernel,
                      const std::vector<std::int64_t>& sizes, int dilation);

/// The convolution with these weights, maps x (input maps * kernel rows * kernel columns), in the form that
/// layers have: a square kernel, and padding that is equal on all sides. Other windows get zeros around their
/// weights, which changes no output. Throws Error where that is not possible, or would take more than sixteen
/// times the weights.
std::pair<graph::Conv, nn::NodeWeights> squareConv(const OnnxNode& node, nn::RowMatrix weight, int inputMaps,
                                                   const OnnxWindow& window, int dilation);

} // namespace tristate::io

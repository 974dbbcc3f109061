#pragma once

#include "core/tensor/shape.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tristate::nn {

/// Fully connected layer; `units` outputs.
struct DenseSpec {
    int units = 0;
    friend bool operator==(const DenseSpec&, const DenseSpec&) = default;
};

/// 2-D convolution (cross-correlation), square kernel; output side = (side + 2 padding - kernel) / stride
/// + 1.
struct ConvSpec {
    int maps = 0;
    int kernel = 0;
    int stride = 1;
    int padding = 0;
    friend bool operator==(const ConvSpec&, const ConvSpec&) = default;
};

/// Max-pooling, square window; output side = (side - size) / stride + 1.
struct MaxPoolSpec {
    int size = 0;
    int stride = 0;
    friend bool operator==(const MaxPoolSpec&, const MaxPoolSpec&) = default;
};

using LayerSpec = std::variant<DenseSpec, ConvSpec, MaxPoolSpec>;

/// What a network is made of, as a value. A tri-state ReLU follows every weight layer but the last one (after
/// the pooling, where a pooling follows); it is not written down. Text form: `784-300-100-10` for dense nets
/// and `1x28x28:20c5-p2-50c5-p2-500-10` for convolutional ones: `20c5` = 20 maps of 5x5, optionally `s2` for
/// the stride and `+1` for the padding (`20c5s2+1`); `p2` = max-pooling 2x2 with stride 2 (`p3s2`: 3x3,
/// stride 2).
struct NetworkSpec {
    Shape input;
    std::vector<LayerSpec> layers;

    friend bool operator==(const NetworkSpec&, const NetworkSpec&) = default;
};

/// Throws Error naming the part of the text that cannot be.
NetworkSpec parseNetworkSpec(std::string_view text);
std::string toString(const NetworkSpec& spec);

/// Shape after every layer (same length as spec.layers). Throws Error where a layer cannot be built on its
/// input.
std::vector<Shape> outputShapes(const NetworkSpec& spec);

/// outputShapes plus: there is a layer, the last one is dense. Throws Error.
void validate(const NetworkSpec& spec);

/// The number of classes: units of the last layer of a valid spec.
int classes(const NetworkSpec& spec);

} // namespace tristate::nn

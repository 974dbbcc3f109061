#pragma once

#include "core/tensor/shape.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tristate::nn {

/// Fully connected layer; `units` outputs.
struct DenseSpec {
    int units = 0;
    bool batchNorm = false; ///< batch normalisation between the weights and what follows
    bool fixed = false;     ///< every unit stays: the gates on the width do not learn
    float slope = 0;        ///< below zero, of the ReLU behind it; 0 to 1
    friend bool operator==(const DenseSpec&, const DenseSpec&) = default;
};

/// 2-D convolution (cross-correlation), square kernel; output side = (side + 2 padding - kernel) / stride
/// + 1.
struct ConvSpec {
    int maps = 0;
    int kernel = 0;
    int stride = 1;
    int padding = 0;
    bool batchNorm = false;
    bool fixed = false; ///< every map stays
    float slope = 0;    ///< below zero, of the ReLU behind it
    friend bool operator==(const ConvSpec&, const ConvSpec&) = default;
};

enum class PoolKind { Max, Average };

/// Pooling, square window; output side = (side - size) / stride + 1.
struct PoolSpec {
    int size = 0;
    int stride = 0;
    PoolKind kind = PoolKind::Max;
    friend bool operator==(const PoolSpec&, const PoolSpec&) = default;
};

/// Dropout of this many percent of the values, in training.
struct DropoutSpec {
    int percent = 0;
    friend bool operator==(const DropoutSpec&, const DropoutSpec&) = default;
};

/// Input gates: a gate on every single value that the dense layer behind it takes.
struct FeatureGatesSpec {
    friend bool operator==(const FeatureGatesSpec&, const FeatureGatesSpec&) = default;
};

using LayerSpec = std::variant<DenseSpec, ConvSpec, PoolSpec, DropoutSpec, FeatureGatesSpec>;

/// What a network is made of, as a value. A tri-state ReLU follows every weight layer but the last one (after
/// the max-pooling, where one follows); it is not written down. Text form: `784-300-100-10` for dense nets
/// and `1x28x28:20c5-p2-50c5-p2-500-10` for convolutional ones:
///
///     300     a dense layer of 300 units; 300b: with batch normalisation; 300f: of a fixed width
///     20c5    a convolution to 20 maps, kernel 5x5; 20c5s2+1b: stride 2, padding 1, batch normalisation;
///             20c5f: every map stays
///     300l0.1 a leaky ReLU behind it, of the slope 0.1 below zero; 20c5l0.1 likewise
///     p2      max-pooling 2x2, stride 2; p3s2: 3x3, stride 2
///     a2      average pooling, likewise
///     d50     dropout of 50 %
///     g       input gates
struct NetworkSpec {
    Shape input;
    std::vector<LayerSpec> layers;

    friend bool operator==(const NetworkSpec&, const NetworkSpec&) = default;
};

bool isWeightLayer(const LayerSpec& layer);
/// Below zero, of the ReLU behind a weight layer; 0 for other layers.
float slopeOf(const LayerSpec& layer);
void setSlope(LayerSpec& layer, float slope);
bool isMaxPool(const LayerSpec& layer);
/// Whether a tri-state ReLU comes behind layer `index`: behind weights, or behind the max-pooling that
/// follows them.
bool reluFollows(const NetworkSpec& spec, std::size_t index);

/// Throws Error naming the part of the text that cannot be.
NetworkSpec parseNetworkSpec(std::string_view text);
std::string toString(const NetworkSpec& spec);
std::string toString(const LayerSpec& layer);

/// Shape after every layer (same length as spec.layers). Throws Error where a layer cannot be built on its
/// input.
std::vector<Shape> outputShapes(const NetworkSpec& spec);

/// outputShapes plus: there is a layer, the last one is dense. Throws Error.
void validate(const NetworkSpec& spec);

/// The number of classes: units of the last layer of a valid spec.
int classes(const NetworkSpec& spec);

} // namespace tristate::nn

#pragma once

#include "core/nn/network_spec.h"
#include "core/tensor/shape.h"

#include <Eigen/Core>

#include <string>
#include <variant>
#include <vector>

namespace tristate::nn {

using RowMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// y = W x + b. Weight: outputs x inputs; inputs in (channel, y, x) order when they come from feature maps.
struct PlainDense {
    RowMatrix weight;
    Eigen::VectorXf bias;
};

/// Cross-correlation. Weight: output maps x (input maps * kernel * kernel), each row in (input map, ky, kx)
/// order.
struct PlainConv {
    RowMatrix weight;
    Eigen::VectorXf bias;
    int inputMaps = 0;
    int kernel = 0;
    int stride = 1;
    int padding = 0;
};

struct PlainRelu {
    float slope = 0; ///< below zero, 0 to 1; not 0: a leaky ReLU
};

struct PlainPool {
    int size = 0;
    int stride = 0;
    PoolKind kind = PoolKind::Max;
};

/// Feature maps to a vector, in (channel, y, x) order.
struct PlainFlatten {};

/// The values with these indices of a vector, in this order: what input gates left.
struct PlainSelect {
    std::vector<int> indices;
};

using PlainLayer = std::variant<PlainDense, PlainConv, PlainRelu, PlainPool, PlainFlatten, PlainSelect>;

/// A network as other programs know it: no gates, no closed units, nothing to train. It is what every export
/// format writes and every reader returns; core/prune makes one from a gated network. Input: samples of
/// `input` shape with values 0..1, channel-major rows; output: logits.
struct PlainNetwork {
    Shape input;
    std::vector<PlainLayer> layers;
    /// For each weight layer in order, the indices its outputs had in the original network ("" of a merged
    /// layer is gone with it). Empty when unknown (imported nets).
    std::vector<std::vector<int>> keptUnits;

    /// Number of weights and biases.
    long long parameters() const;
    /// Multiply-adds times two, of one sample.
    long long flops() const;
    /// Shape after every layer; throws Error naming the layer where the chain does not fit.
    std::vector<Shape> shapes() const;
    /// Output units of every weight layer, e.g. {51, 29, 10}.
    std::vector<int> architecture() const;
};

/// Logits (samples x classes) for rows of `samples` (samples x features). A plain implementation that shares
/// no code with the training kernels, so that it can check them. Throws Error when the number of features
/// differs.
RowMatrix predict(const PlainNetwork& network, const Eigen::Ref<const RowMatrix>& samples);

} // namespace tristate::nn

#include "core/io/formats/onnx/onnx_nodes.h"
#include "core/io/formats/onnx/onnx_window.h"
#include "core/messages/exports.h"
#include "core/messages/formats.h"

#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

namespace tristate::io {

namespace {

using Indices = std::vector<std::int64_t>;

/// Columns in (y, x, channel) order, put into (channel, y, x) order.
nn::RowMatrix channelsFirst(const nn::RowMatrix& weight, Shape maps) {
    nn::RowMatrix result(weight.rows(), weight.cols());
    for (int channel = 0; channel < maps.channels; ++channel)
        for (int position = 0; position < maps.positions(); ++position)
            result.col(channel * maps.positions() + position) =
                weight.col(position * maps.channels + channel);
    return result;
}

/// `transposed`: the weights lie as [outputs, inputs].
void addDense(const OnnxNode& node, OnnxChain& chain, bool transposed) {
    chain.requireFlat(node);
    const onnx::TensorProto& tensor = chain.constants.takeWeights(node, 1);
    if (tensor.dims_size() != 2) node.fail(Message(say::kWeightDimensions, tensor.dims_size()));
    nn::RowMatrix weight = matrixOf(node, tensor, tensor.dims(0), tensor.dims(1));
    if (!transposed) weight = weight.transpose().eval();
    if (chain.flattened) {
        if (weight.cols() != chain.flattened->features())
            node.fail(Message(say::kFlatWeightsForInputs, weight.cols(), chain.flattened->features()));
        weight = channelsFirst(weight, *chain.flattened);
        chain.flattened.reset();
    }
    Eigen::VectorXf bias = Eigen::VectorXf::Zero(weight.rows());
    chain.network.layers.push_back(nn::PlainDense{std::move(weight), std::move(bias)});
}

/// Calls `change` with the weights and the bias of the layer that the chain ends with at present.
template <class F>
void changeWeights(const OnnxNode& node, OnnxChain& chain, F change) {
    auto* last = chain.network.layers.empty() ? nullptr : &chain.network.layers.back();
    if (auto* dense = last ? std::get_if<nn::PlainDense>(last) : nullptr)
        change(dense->weight, dense->bias);
    else if (auto* conv = last ? std::get_if<nn::PlainConv>(last) : nullptr)
        change(conv->weight, conv->bias);
    else
        node.fail(Message(say::kNotBehindWeights));
    if (chain.layout == OnnxLayout::ChannelsLast) node.fail(Message(say::kChannelsLast));
}

} // namespace

void readGemm(OnnxNode& node, OnnxChain& chain) {
    if (node.real("alpha", 1) != 1 || node.real("beta", 1) != 1) node.fail(Message(say::kAlphaOrBeta));
    node.expect("transA", 0);
    addDense(node, chain, node.integer("transB", 0) != 0);
    const bool hasBias = node.proto().input_size() > 2 && !node.proto().input(2).empty();
    auto& dense = std::get<nn::PlainDense>(chain.network.layers.back());
    if (hasBias) dense.bias = chain.constants.takeVector(node, 2, dense.weight.rows(), "bias");
}

void readMatMul(OnnxNode& node, OnnxChain& chain) {
    addDense(node, chain, false);
}

void readConv(OnnxNode& node, OnnxChain& chain) {
    chain.requireMaps(node);
    node.expect("group", 1);
    node.same("dilations", 2, 1, 1, 1);
    const onnx::TensorProto& tensor = chain.constants.takeWeights(node, 1);
    const Indices sizes(tensor.dims().begin(), tensor.dims().end());
    if (sizes.size() != 4 || sizes[2] > kMaxSide || sizes[3] > kMaxSide || sizes[1] > kMaxFeatures)
        node.fail(Message(say::kWeightShape, describeShape(sizes)));
    const Indices kernel = node.integers("kernel_shape");
    if (!kernel.empty() && kernel != Indices{sizes[2], sizes[3]}) node.fail(Message(say::kKernelShape));
    const OnnxWindow window = readWindow(node, {sizes[2], sizes[3]}, chain.shape());
    nn::PlainConv conv = squareConv(node, matrixOf(node, tensor, sizes[0], sizes[1] * sizes[2] * sizes[3]),
                                    static_cast<int>(sizes[1]), window);
    const bool hasBias = node.proto().input_size() > 2 && !node.proto().input(2).empty();
    conv.bias = Eigen::VectorXf::Zero(conv.weight.rows());
    if (hasBias) conv.bias = chain.constants.takeVector(node, 2, conv.weight.rows(), "bias");
    chain.network.layers.push_back(std::move(conv));
}

void readAdd(OnnxNode& node, OnnxChain& chain) {
    changeWeights(node, chain, [&](const nn::RowMatrix& weight, Eigen::VectorXf& bias) {
        bias += chain.constants.takeVector(node, chain.operand, weight.rows(), "bias");
    });
}

/// After training it is y = scale x + shift, which the weights before it take in.
void readBatchNorm(OnnxNode& node, OnnxChain& chain) {
    node.expect("training_mode", 0);
    node.expect("spatial", 1);
    node.real("momentum", 0); // is for training
    const double epsilon = node.real("epsilon", 1e-5F);
    changeWeights(node, chain, [&](nn::RowMatrix& weight, Eigen::VectorXf& bias) {
        const auto take = [&](int input, const char* what) {
            return chain.constants.takeVector(node, input, weight.rows(), what).cast<double>().eval();
        };
        const Eigen::VectorXd gamma = take(1, "scale"), beta = take(2, "bias"), mean = take(3, "mean");
        const Eigen::ArrayXd variance = take(4, "variance").array() + epsilon;
        if (!(variance > 0).all()) node.fail(Message(say::kVarianceNotPositive));
        const Eigen::VectorXd scale = gamma.array() / variance.sqrt();
        weight = (scale.asDiagonal() * weight.cast<double>()).cast<float>().eval();
        bias = (scale.cwiseProduct(bias.cast<double>() - mean) + beta).cast<float>().eval();
        if (!weight.allFinite() || !bias.allFinite()) node.fail(Message(say::kMakesNotFinite));
    });
    chain.notes.emplace_back(say::kBecamePartOfWeights, node.title());
}

} // namespace tristate::io

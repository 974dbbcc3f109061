#include "core/io/formats/onnx/onnx_nodes.h"
#include "core/io/formats/onnx/onnx_window.h"
#include "core/messages/onnx.h"

#include <cstdint>
#include <utility>
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

/// `transposed`: the weights lie as [outputs, inputs]. The bias is 0.
nn::NodeWeights denseWeights(const OnnxNode& node, OnnxNet& net, const OnnxValue& value, bool transposed) {
    const OnnxTensor& tensor = net.constants.take(node, 1);
    if (tensor.dims.size() != 2) node.fail(Message(say::kWeightDimensions, tensor.dims.size()));
    nn::RowMatrix weight = matrixOf(node, tensor, tensor.dims[0], tensor.dims[1]);
    if (!transposed) weight = weight.transpose().eval();
    const Shape in = net.shapeOf(value);
    if (weight.cols() != in.features())
        node.fail(Message(say::kFlatWeightsForInputs, weight.cols(), in.features()));
    if (value.isMixed) weight = channelsFirst(weight, in);
    Eigen::VectorXf bias = Eigen::VectorXf::Zero(weight.rows());
    return {std::move(weight), std::move(bias)};
}

void addDense(const OnnxNode& node, OnnxNet& net, const OnnxValue& value, nn::NodeWeights numbers) {
    const graph::Dense dense{static_cast<int>(numbers.weight.rows())};
    net.yield(node, net.append(node, dense, {value.node}, std::move(numbers)), OnnxLayout::Flat);
}

/// The window with the padding that nodes before have announced.
OnnxWindow withPadding(OnnxWindow window, const OnnxValue& value) {
    for (const std::size_t axis : {0U, 1U}) {
        window.before[axis] += value.padding[axis];
        window.after[axis] += value.padding[axis + 2];
    }
    return window;
}

} // namespace

void readGemm(OnnxNode& node, OnnxNet& net) {
    const float alpha = node.real("alpha", 1), beta = node.real("beta", 1);
    node.expect("transA", 0);
    const OnnxValue value = net.takeFlat(node);
    nn::NodeWeights numbers = denseWeights(node, net, value, node.integer("transB", 0) != 0);
    if (alpha != 1) numbers.weight *= alpha;
    if (node.has(2)) {
        numbers.bias = net.constants.takeVector(node, 2, numbers.weight.rows(), "bias");
        if (beta != 1) numbers.bias *= beta;
    }
    if (!numbers.weight.allFinite() || !numbers.bias.allFinite()) node.fail(Message(say::kMakesNotFinite));
    addDense(node, net, value, std::move(numbers));
}

void readMatMul(OnnxNode& node, OnnxNet& net) {
    const OnnxValue value = net.takeFlat(node);
    addDense(node, net, value, denseWeights(node, net, value, false));
}

void readConv(OnnxNode& node, OnnxNet& net) {
    const OnnxValue value = net.takeMaps(node, true);
    const Shape in = net.shapeOf(value);
    const std::int64_t groups = node.integer("group", 1);
    const int dilation = node.same("dilations", 2, 1, 1, kMaxSide);
    const OnnxTensor& tensor = net.constants.take(node, 1);
    const Indices& sizes = tensor.dims;
    if (sizes.size() != 4 || sizes[2] > kMaxSide || sizes[3] > kMaxSide || sizes[1] > kMaxFeatures)
        node.fail(Message(say::kWeightShape, describeShape(sizes)));
    const Indices kernel = node.integers("kernel_shape");
    if (!kernel.empty() && kernel != Indices{sizes[2], sizes[3]}) node.fail(Message(say::kKernelShape));
    if (groups < 1 || groups > in.channels || sizes[1] * groups != in.channels)
        node.fail(Message(say::kConvInputMaps, describeShape(sizes), groups, in.channels));
    const OnnxWindow window =
        withPadding(readWindow(node, {sizes[2], sizes[3]}, net.dimsOf(value), dilation), value);
    auto [conv, numbers] = squareConv(node, matrixOf(node, tensor, sizes[0], sizes[1] * sizes[2] * sizes[3]),
                                      static_cast<int>(sizes[1]), window, dilation);
    conv.groups = static_cast<int>(groups);
    numbers.bias = Eigen::VectorXf::Zero(numbers.weight.rows());
    if (node.has(2)) numbers.bias = net.constants.takeVector(node, 2, numbers.weight.rows(), "bias");
    const bool isDepthwise = groups > 1 && conv.groups == conv.maps && conv.maps == in.channels;
    graph::Operation operation = conv;
    if (isDepthwise) operation = graph::Depthwise{conv.kernel, conv.stride, conv.padding, conv.dilation};
    net.yield(node, net.append(node, operation, {value.node}, std::move(numbers)), OnnxLayout::ChannelsFirst);
}

} // namespace tristate::io

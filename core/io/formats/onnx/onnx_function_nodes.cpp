#include "core/io/formats/onnx/onnx_nodes.h"
#include "core/io/formats/onnx/onnx_window.h"
#include "core/messages/exports.h"
#include "core/messages/onnx.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tristate::io {

namespace {

/// Appends a function that treats every value, or every channel, by itself.
void addFunction(const OnnxNode& node, OnnxNet& net, OnnxValue value, const graph::Operation& operation) {
    if (value.isPadded()) value = net.padded(node, value);
    value.node = net.append(node, operation, {value.node});
    value.isSole = true;
    net.yield(node, value);
}

bool isSame(const std::array<std::int64_t, 2>& a, const std::array<std::int64_t, 2>& b) {
    return a == b && a[0] == a[1];
}

/// A window with zeros behind the maps alone, of which only what lies on them counts, is one that may end
/// outside, if there are as many.
bool isRoundedUp(const OnnxWindow& window, int size, const std::vector<std::int64_t>& dims) {
    for (const std::size_t axis : {0U, 1U}) {
        const std::int64_t room = dims[axis + 2] - size, stride = window.stride;
        if (window.before[axis] != 0 || window.after[axis] >= size || room < 0) return false;
        if ((room + window.after[axis]) / stride != (room + stride - 1) / stride) return false;
    }
    return true;
}

void addPool(OnnxNode& node, OnnxNet& net, graph::PoolKind kind) {
    const bool isMax = kind == graph::PoolKind::Max;
    const int size = node.same("kernel_shape", 2, 0, 1, kMaxSide);
    const bool ceil = node.integer("ceil_mode", 0) != 0;
    OnnxValue value = net.takeMaps(node, !isMax);
    const OnnxWindow own = readWindow(node, {size, size}, net.dimsOf(value), 1);
    // Zeros of a node before count in an average, as those of the pool do.
    const std::array<std::int64_t, 2> before{value.padding[0], value.padding[1]},
        after{value.padding[2], value.padding[3]};
    graph::Pool pool{size, own.stride, kind, 0, ceil};
    const bool countsPadding = node.integer("count_include_pad", 0) != 0;
    const bool joins = value.isPadded() && !own.isPadded() && isSame(before, after) && 2 * before[0] <= size;
    if (joins)
        pool.padding = static_cast<int>(before[0]);
    else
        value = net.padded(node, value);
    if (own.isPadded() && isRoundedUp(own, size, net.dimsOf(value)) && (isMax || !countsPadding)) {
        pool.ceil = true;
    } else if (own.isPadded()) {
        if (!isSame(own.before, own.after) || 2 * own.before[0] > size)
            node.fail(Message(say::kPaddedPooling));
        pool.insideOnly = !isMax && !countsPadding;
        pool.padding = static_cast<int>(own.before[0]);
    }
    value.padding = {};
    addFunction(node, net, value, pool);
}

/// Dropped, with a word, as it does not change which logit is the largest.
void end(OnnxNode& node, OnnxNet& net, const MessageForm& note) {
    OnnxValue value = net.take(node);
    value.isEnded = true;
    net.yield(node, value);
    net.notes.emplace_back(note, node.title());
}

float boundOf(OnnxNode& node, OnnxNet& net, int number, const char* name, float fallback) {
    if (!node.has(number)) return node.real(name, fallback);
    const OnnxTensor& bound = net.constants.take(node, number);
    if (bound.count() != 1) node.fail(Message(say::kClipBounds));
    return static_cast<float>(bound.at(0));
}

} // namespace

void readRelu(OnnxNode& node, OnnxNet& net) {
    addFunction(node, net, net.take(node), graph::Relu{});
}

void readLeakyRelu(OnnxNode& node, OnnxNet& net) {
    constexpr float kUnsaid = 0.01f;
    const float slope = node.real("alpha", kUnsaid);
    if (!(slope >= 0 && slope <= 1)) node.fail(Message(say::kAlpha, slope));
    addFunction(node, net, net.take(node), graph::Relu{slope});
}

/// From 0 to a cap, as the 6 of a ReLU6; without a lower bound, what is below zero stays.
void readClip(OnnxNode& node, OnnxNet& net) {
    constexpr float kNone = 1e30f, kMaxCap = 1e6f;
    const float least = boundOf(node, net, 1, "min", -HUGE_VALF),
                most = boundOf(node, net, 2, "max", HUGE_VALF);
    graph::Relu relu;
    if (least <= -kNone) relu.slope = 1;
    if (most < kNone) relu.cap = most;
    if ((least != 0 && relu.slope == 0) || !(most >= kNone || (most > 0 && most <= kMaxCap)))
        node.fail(Message(say::kClipBounds));
    addFunction(node, net, net.take(node), relu);
}

void readMaxPool(OnnxNode& node, OnnxNet& net) {
    node.expect("storage_order", 0);
    node.same("dilations", 2, 1, 1, 1);
    addPool(node, net, graph::PoolKind::Max);
}

void readAveragePool(OnnxNode& node, OnnxNet& net) {
    node.same("dilations", 2, 1, 1, 1);
    addPool(node, net, graph::PoolKind::Average);
}

void readGlobalAveragePool(OnnxNode& node, OnnxNet& net) {
    addFunction(node, net, net.takeMaps(node), graph::GlobalAverage{});
}

/// Over the area of maps.
void readReduceMean(OnnxNode& node, OnnxNet& net) {
    OnnxValue value = net.take(node);
    node.expect("noop_with_empty_axes", 0);
    std::vector<std::int64_t> axes =
        node.has(1) ? net.constants.takeIntegers(node, 1) : node.integers("axes");
    for (std::int64_t& axis : axes)
        if (axis < 0) axis += std::ssize(net.dimsOf(value));
    std::sort(axes.begin(), axes.end());
    const std::int64_t first = value.layout == OnnxLayout::ChannelsLast ? 1 : 2;
    if (!value.isMaps() || axes != std::vector<std::int64_t>{first, first + 1})
        node.fail(Message(say::kMeanAxes));
    if (value.isPadded()) value = net.padded(node, value);
    value.node = net.append(node, graph::GlobalAverage{}, {value.node});
    value.isSole = true;
    if (node.integer("keepdims", 1) == 0) value.layout = OnnxLayout::Flat;
    net.yield(node, value);
}

void readResponseNorm(OnnxNode& node, OnnxNet& net) {
    graph::ResponseNorm norm;
    const std::int64_t size = node.integer("size", 0);
    if (size < 1 || size > kMaxSide) node.fail(Message(say::kAttributeIs, "size", size, 5));
    norm.size = static_cast<int>(size);
    norm.alpha = node.real("alpha", 1e-4f);
    norm.beta = node.real("beta", 0.75f);
    norm.bias = node.real("bias", 1);
    if (!(norm.alpha >= 0 && norm.beta >= 0 && norm.bias > 0)) node.fail(Message(say::kNormNumbers));
    addFunction(node, net, net.takeMaps(node), norm);
}

void readDropout(OnnxNode& node, OnnxNet& net) {
    node.real("ratio", 0);
    node.integer("seed", 0);
    if (node.has(2)) { // whether it trains
        if (net.constants.isValue(node, 2) || net.constants.take(node, 2).count() != 1 ||
            net.constants.take(node, 2).at(0) != 0)
            node.fail(Message(say::kTrainingMode));
    }
    net.yield(node, net.take(node));
    net.notes.emplace_back(say::kDropoutLeftOut, node.title());
}

void readIdentity(OnnxNode& node, OnnxNet& net) {
    net.yield(node, net.take(node));
}

/// From one type of real numbers to another: all are computed as floats here.
void readCast(OnnxNode& node, OnnxNet& net) {
    const std::int64_t type = node.integer("to", 0);
    node.integer("saturate", 1);
    const bool isReal = type == onnx::TensorProto::FLOAT || type == onnx::TensorProto::DOUBLE ||
                        type == onnx::TensorProto::FLOAT16 || type == onnx::TensorProto::BFLOAT16;
    if (!isReal) node.fail(Message(say::kCastTo, onnx::TensorProto_DataType_Name(static_cast<int>(type))));
    net.yield(node, net.take(node));
}

void readSoftmax(OnnxNode& node, OnnxNet& net) {
    net.takeFlat(node);
    if (const std::int64_t axis = node.integer("axis", -1); axis != 1 && axis != -1)
        node.fail(Message(say::kAxis, axis));
    end(node, net, say::kSoftmaxLeftOut);
}

void readSigmoid(OnnxNode& node, OnnxNet& net) {
    net.takeFlat(node);
    end(node, net, say::kSigmoidLeftOut);
}

void readArgMax(OnnxNode& node, OnnxNet& net) {
    net.takeFlat(node);
    if (const std::int64_t axis = node.integer("axis", 0); axis != 1 && axis != -1)
        node.fail(Message(say::kAxis, axis));
    node.integer("keepdims", 1);
    node.integer("select_last_index", 0);
    end(node, net, say::kArgMaxLeftOut);
}

} // namespace tristate::io

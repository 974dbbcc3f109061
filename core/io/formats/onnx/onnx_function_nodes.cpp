#include "core/io/formats/onnx/onnx_nodes.h"
#include "core/io/formats/onnx/onnx_window.h"
#include "core/messages/exports.h"
#include "core/messages/formats.h"

#include <cstdint>

namespace tristate::io {

namespace {

void addPool(OnnxNode& node, OnnxChain& chain, nn::PoolKind kind) {
    chain.requireMaps(node);
    const int size = node.same("kernel_shape", 2, 0, 1, kMaxSide);
    const Shape in = chain.shape();
    const OnnxWindow window = readWindow(node, {size, size}, in);
    if (window.isPadded()) node.fail(Message(say::kPaddedPooling));
    const bool isCut = (in.height - size) % window.stride != 0 || (in.width - size) % window.stride != 0;
    if (isCut) node.expect("ceil_mode", 0);
    node.integer("ceil_mode", 0); // otherwise both modes are the same
    chain.network.layers.push_back(nn::PlainPool{size, window.stride, kind});
}

} // namespace

void readRelu(OnnxNode&, OnnxChain& chain) {
    chain.network.layers.push_back(nn::PlainRelu{});
}

void readLeakyRelu(OnnxNode& node, OnnxChain& chain) {
    constexpr float kUnsaid = 0.01f;
    const float slope = node.real("alpha", kUnsaid);
    if (!(slope >= 0 && slope <= 1)) node.fail(Message(say::kAlpha, slope));
    chain.network.layers.push_back(nn::PlainRelu{slope});
}

void readMaxPool(OnnxNode& node, OnnxChain& chain) {
    node.expect("storage_order", 0);
    node.same("dilations", 2, 1, 1, 1);
    addPool(node, chain, nn::PoolKind::Max);
}

void readAveragePool(OnnxNode& node, OnnxChain& chain) {
    node.integer("count_include_pad", 0); // there is no padding to include
    addPool(node, chain, nn::PoolKind::Average);
}

void readGlobalAveragePool(OnnxNode& node, OnnxChain& chain) {
    chain.requireMaps(node);
    const Shape in = chain.shape();
    if (in.height != in.width) node.fail(Message(say::kMapsNotSquare, in.height, in.width));
    chain.network.layers.push_back(nn::PlainPool{in.height, in.height, nn::PoolKind::Average});
}

void readDropout(OnnxNode& node, OnnxChain& chain) {
    node.real("ratio", 0);
    node.integer("seed", 0);
    if (node.proto().input_size() > 2 && !node.proto().input(2).empty())
        node.fail(Message(say::kTrainingMode));
    chain.notes.emplace_back(say::kDropoutLeftOut, node.title());
}

void readIdentity(OnnxNode&, OnnxChain&) {}

void readSoftmax(OnnxNode& node, OnnxChain& chain) {
    chain.requireFlat(node);
    if (const std::int64_t axis = node.integer("axis", -1); axis != 1 && axis != -1)
        node.fail(Message(say::kAxis, axis));
    chain.hasSoftmax = true;
    chain.notes.emplace_back(say::kSoftmaxLeftOut, node.title());
}

} // namespace tristate::io

#include "core/io/formats/onnx/onnx_chain.h"

#include "core/base/error.h"
#include "core/messages/common.h"
#include "core/messages/formats.h"

namespace tristate::io {

void OnnxChain::fail(const Message& what) const {
    throw Error(say::kOfThing, file, what);
}

void OnnxChain::requireFlat(const OnnxNode& node) const {
    if (layout != OnnxLayout::Flat) node.fail(Message(say::kNeedsFlatten));
}

void OnnxChain::requireMaps(const OnnxNode& node) const {
    if (layout == OnnxLayout::Flat) node.fail(Message(say::kNeedsMaps));
    if (layout != OnnxLayout::ChannelsFirst) node.fail(Message(say::kChannelsLastOrMissing));
}

void OnnxChain::requireOwnOrder(const OnnxNode& node) const {
    if (flattened) node.fail(Message(say::kFlattenedChannelsLast));
}

Shape OnnxChain::shape() const {
    try {
        const std::vector<Shape> shapes = network.shapes();
        return shapes.empty() ? network.input : shapes.back();
    } catch (const Error& error) {
        fail(error.message());
    }
}

} // namespace tristate::io

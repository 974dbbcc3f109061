#include "core/io/formats/onnx/onnx_chain.h"

#include "core/base/error.h"

namespace tristate::io {

void OnnxChain::fail(const std::string& what) const {
    throw Error(file + ": " + what);
}

void OnnxChain::requireFlat(const OnnxNode& node) const {
    if (layout != OnnxLayout::Flat) node.fail("takes feature maps, expected a Flatten before it");
}

void OnnxChain::requireMaps(const OnnxNode& node) const {
    if (layout == OnnxLayout::Flat) node.fail("takes a flat vector, expected feature maps");
    if (layout != OnnxLayout::ChannelsFirst)
        node.fail("takes feature maps with the channels last or missing, expected [N, channels, height, "
                  "width]");
}

void OnnxChain::requireOwnOrder(const OnnxNode& node) const {
    if (flattened)
        node.fail("takes feature maps flattened with the channels last, expected a Gemm or MatMul there");
}

Shape OnnxChain::shape() const {
    try {
        const std::vector<Shape> shapes = network.shapes();
        return shapes.empty() ? network.input : shapes.back();
    } catch (const Error& error) {
        fail(error.what());
    }
}

} // namespace tristate::io

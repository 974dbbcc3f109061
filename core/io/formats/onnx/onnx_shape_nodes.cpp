#include "core/io/formats/onnx/onnx_nodes.h"
#include "core/messages/exports.h"
#include "core/messages/formats.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace tristate::io {

namespace {

using Indices = std::vector<std::int64_t>;

std::optional<std::int64_t> product(const Indices& sizes) {
    std::int64_t result = 1;
    for (const std::int64_t size : sizes) {
        if (size < 1 || size > kMaxFeatures / result) return std::nullopt;
        result *= size;
    }
    return result;
}

void flatten(OnnxChain& chain) {
    const Shape maps = chain.shape();
    if (chain.layout == OnnxLayout::ChannelsLast && maps.channels > 1 && maps.positions() > 1)
        chain.flattened = maps;
    chain.network.layers.push_back(nn::PlainFlatten{});
    chain.layout = OnnxLayout::Flat;
}

/// Before any layer the values lie in the same order whatever their shape.
void setInput(OnnxChain& chain, const Indices& sizes) {
    chain.network.input = {static_cast<int>(sizes[0]), static_cast<int>(sizes[1]),
                           static_cast<int>(sizes[2])};
    chain.layout = OnnxLayout::ChannelsFirst;
}

} // namespace

void readFlatten(OnnxNode& node, OnnxChain& chain) {
    node.expect("axis", 1);
    flatten(chain);
}

/// To a vector, or of the input to feature maps. The first size, of the batch, may be anything.
void readReshape(OnnxNode& node, OnnxChain& chain) {
    node.expect("allowzero", 0);
    Indices sizes = chain.constants.takeIntegers(node, 1);
    const Shape in = chain.shape();
    const std::string asked = describeShape(sizes);
    if (sizes.size() == 2 || sizes.size() == 4) {
        const bool wholeBatch = sizes[0] == -1;
        sizes.erase(sizes.begin());
        const auto open = std::find(sizes.begin(), sizes.end(), -1);
        if (open != sizes.end() && !wholeBatch) {
            *open = 1;
            *open = in.features() / product(sizes).value_or(kMaxFeatures);
        }
        if (product(sizes) == in.features()) {
            if (sizes.size() == 1) return flatten(chain);
            if (chain.network.layers.empty() && chain.layout != OnnxLayout::ChannelsLast)
                return setInput(chain, sizes);
        }
    }
    node.fail(Message(say::kReshape, toString(in), asked));
}

void readTranspose(OnnxNode& node, OnnxChain& chain) {
    const Indices order = node.integers("perm");
    const Indices toFirst{0, 3, 1, 2}, toLast{0, 2, 3, 1};
    if (chain.layout == OnnxLayout::ChannelsFirst && order == toLast) {
        chain.layout = OnnxLayout::ChannelsLast;
    } else if (chain.layout == OnnxLayout::ChannelsLast && order == toFirst) {
        chain.layout = OnnxLayout::ChannelsFirst;
    } else if (chain.layout == OnnxLayout::ChannelsFirst && order == toFirst &&
               chain.network.layers.empty()) {
        const Shape last = chain.network.input; // was read as if the channels came first
        setInput(chain, {last.width, last.channels, last.height});
        chain.notes.emplace_back(say::kTransposeLeftOut, node.title());
    } else {
        node.fail(Message(say::kPerm, describeShape(order)));
    }
}

/// The selection of single values of a flat vector.
void readGather(OnnxNode& node, OnnxChain& chain) {
    chain.requireFlat(node);
    chain.requireOwnOrder(node);
    if (const std::int64_t axis = node.integer("axis", 0); axis != 1 && axis != -1)
        node.fail(Message(say::kAxis, axis));
    nn::PlainSelect select;
    for (const std::int64_t index : chain.constants.takeIntegers(node, 1)) {
        if (index < 0 || index >= kMaxFeatures) node.fail(Message(say::kTakesValue, index, kMaxFeatures - 1));
        select.indices.push_back(static_cast<int>(index));
    }
    chain.network.layers.push_back(std::move(select));
}

} // namespace tristate::io

#include "core/io/formats/onnx/onnx_nodes.h"
#include "core/messages/exports.h"
#include "core/messages/onnx.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace tristate::io {

namespace {

using Indices = std::vector<std::int64_t>;

std::int64_t product(const Indices& sizes) {
    for (const std::int64_t size : sizes)
        if (size < 1) return -1;
    return countUpTo(sizes, kMaxFeatures);
}

OnnxValue flattened(const OnnxNode& node, OnnxNet& net, OnnxValue value) {
    if (value.isPadded()) value = net.padded(node, value);
    const Shape maps = net.shapeOf(value);
    value.isMixed = value.isMixed ||
                    (value.layout == OnnxLayout::ChannelsLast && maps.channels > 1 && maps.positions() > 1);
    value.layout = OnnxLayout::Flat;
    value.parts = 1;
    value.spread.clear();
    return value;
}

/// Attribute "axes", or that input since opset 13; as counted from the front.
Indices axesOf(OnnxNode& node, OnnxNet& net, std::int64_t rank) {
    Indices axes = node.has(1) ? net.constants.takeIntegers(node, 1) : node.integers("axes");
    for (std::int64_t& axis : axes)
        if (axis < 0) axis += rank;
    std::sort(axes.begin(), axes.end());
    return axes;
}

std::int64_t axisOf(OnnxNode& node, std::int64_t fallback, std::int64_t rank) {
    const std::int64_t axis = node.integer("axis", fallback);
    return axis < 0 ? axis + rank : axis;
}

/// These values of a vector in the order of the file, or these maps.
OnnxValue selected(const OnnxNode& node, OnnxNet& net, const OnnxValue& value, const Indices& indices) {
    const Shape in = net.shapeOf(value);
    graph::Select select;
    for (const std::int64_t index : indices) select.indices.push_back(static_cast<int>(index));
    select.values = value.layout == OnnxLayout::Flat && !in.isFlat();
    if (value.isMixed)
        for (int& index : select.indices) index = index % in.channels * in.positions() + index / in.channels;
    return {.node = net.append(node, select, {value.node}), .layout = value.layout, .parts = value.parts};
}

/// Maps whose channels lie in parts, as a shuffle of channels begins; false where these are not the sizes of
/// such a value.
bool splitChannels(OnnxValue& value, Shape in, const Indices& before, Indices sizes, bool zeros) {
    if (sizes.size() != 5 || value.layout != OnnxLayout::ChannelsFirst || value.isPadded()) return false;
    for (std::size_t i = 0; i < 2; ++i)
        if (sizes[i] == 0 && !zeros) sizes[i] = before[i];
    const auto open = std::find(sizes.begin() + 1, sizes.end(), -1);
    if (open != sizes.end()) {
        *open = 1;
        const std::int64_t rest = product({sizes.begin() + 1, sizes.end()});
        *open = rest > 0 ? in.features() / rest : 0;
    }
    const bool isWithin = std::min(sizes[1], sizes[2]) >= 1 && std::max(sizes[1], sizes[2]) <= in.channels;
    if (!isWithin || sizes[1] * sizes[2] != in.channels || sizes[3] != in.height || sizes[4] != in.width)
        return false;
    value.layout = OnnxLayout::Parts;
    value.parts = static_cast<int>(sizes[1]);
    return true;
}

/// Channel a of part b becomes channel b of part a: [N, parts, channels / parts, ..] with its second and
/// third dimension changed over.
OnnxValue shuffled(const OnnxNode& node, OnnxNet& net, const OnnxValue& value) {
    const std::int64_t channels = net.shapeOf(value).channels, inPart = channels / value.parts;
    Indices order;
    for (std::int64_t a = 0; a < inPart; ++a)
        for (std::int64_t b = 0; b < value.parts; ++b) order.push_back(b * inPart + a);
    OnnxValue result = selected(node, net, value, order);
    result.parts = static_cast<int>(inPart);
    return result;
}

/// How many channels or values each output of a Split gets.
Indices partSizes(OnnxNode& node, OnnxNet& net, std::int64_t total) {
    const std::int64_t outputs = node.proto().output_size();
    Indices sizes = node.has(1) ? net.constants.takeIntegers(node, 1) : node.integers("split");
    node.expect("num_outputs", outputs);
    if (sizes.empty()) { // parts of one size; since opset 18 the last one may be smaller
        const std::int64_t size = (total + outputs - 1) / std::max<std::int64_t>(outputs, 1);
        for (std::int64_t i = 0; i < outputs; ++i) sizes.push_back(std::min(size, total - i * size));
    }
    const bool isWithin =
        std::all_of(sizes.begin(), sizes.end(), [&](auto size) { return size >= 1 && size <= total; });
    if (std::ssize(sizes) != outputs || !isWithin ||
        std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}) != total)
        node.fail(Message(say::kSplitSizes, describeShape(sizes), outputs, total));
    return sizes;
}

/// Vectors in their own order.
bool allVectors(const std::vector<OnnxValue>& values) {
    return std::all_of(values.begin(), values.end(),
                       [](const OnnxValue& value) { return value.layout == OnnxLayout::Flat; });
}

} // namespace

void readFlatten(OnnxNode& node, OnnxNet& net) {
    OnnxValue value = net.take(node);
    if (const std::int64_t axis = node.integer("axis", 1); axis != 1) {
        const std::int64_t rank = std::ssize(net.dimsOf(value));
        if (axis != 1 - rank) node.fail(Message(say::kAttributeIs, "axis", axis, 1));
    }
    net.yield(node, flattened(node, net, value));
}

/// To a vector, of a vector to maps of one place, or of the input to feature maps. The first size, of the
/// batch, may be anything.
void readReshape(OnnxNode& node, OnnxNet& net) {
    const bool zeros = node.integer("allowzero", 0) != 0;
    Indices sizes = net.constants.takeIntegers(node, 1);
    const std::string asked = describeShape(sizes);
    OnnxValue value = net.take(node);
    const Indices before = net.dimsOf(value);
    const Shape in = net.shapeOf(value);
    if (splitChannels(value, in, before, sizes, zeros)) return net.yield(node, value);
    if (sizes.size() == 5 && value.isMaps()) node.fail(Message(say::kSplitsChannels, toString(in), asked));
    if (sizes.size() == 2 || sizes.size() == 4) {
        const bool wholeBatch = sizes[0] == -1;
        for (std::size_t i = 1; i < sizes.size(); ++i)
            if (sizes[i] == 0 && !zeros && i < before.size()) sizes[i] = before[i];
        sizes.erase(sizes.begin());
        const auto open = std::find(sizes.begin(), sizes.end(), -1);
        if (open != sizes.end() && !wholeBatch) {
            *open = 1;
            const std::int64_t rest = product(sizes);
            *open = rest > 0 ? in.features() / rest : 0;
        }
        if (product(sizes) == in.features() && !value.isPadded()) {
            if (sizes.size() == 1) return net.yield(node, flattened(node, net, value));
            if (std::equal(sizes.begin(), sizes.end(), before.begin() + 1, before.end()))
                return net.yield(node, value);
            const Shape maps{static_cast<int>(sizes[0]), static_cast<int>(sizes[1]),
                             static_cast<int>(sizes[2])};
            const bool isOpen = net.isOpen(value) && value.layout != OnnxLayout::ChannelsLast;
            if (isOpen) net.reshapeInput(maps);
            value.layout = OnnxLayout::ChannelsFirst;
            value.parts = 1;
            value.spread.clear();
            if (isOpen || (maps == in && !value.isMixed)) return net.yield(node, value);
        }
    }
    node.fail(Message(say::kReshape, toString(in), asked));
}

void readTranspose(OnnxNode& node, OnnxNet& net) {
    const Indices order = node.integers("perm");
    const Indices toFirst{0, 3, 1, 2}, toLast{0, 2, 3, 1};
    OnnxValue value = net.take(node);
    const OnnxLayout layout = value.layout;
    if (layout == OnnxLayout::Parts && order == Indices{0, 2, 1, 3, 4})
        return net.yield(node, shuffled(node, net, value));
    value.layout = OnnxLayout::ChannelsFirst;
    if (layout == OnnxLayout::ChannelsFirst && order == toLast) {
        value.layout = OnnxLayout::ChannelsLast;
    } else if (layout == OnnxLayout::ChannelsFirst && order == toFirst && net.isOpen(value)) {
        const Shape last = net.shapeOf(value); // was read as if the channels came first
        net.reshapeInput({last.width, last.channels, last.height});
        net.notes.emplace_back(say::kTransposeLeftOut, node.title());
    } else if (layout != OnnxLayout::ChannelsLast || order != toFirst) {
        node.fail(Message(say::kPerm, describeShape(order)));
    }
    net.yield(node, value);
}

/// The selection of single values of a vector, or of maps.
void readGather(OnnxNode& node, OnnxNet& net) {
    OnnxValue value = net.take(node);
    const Indices dims = net.dimsOf(value);
    const std::int64_t axis = axisOf(node, 0, std::ssize(dims));
    const bool isVector = value.layout == OnnxLayout::Flat;
    if (axis != 1 || (!isVector && value.layout != OnnxLayout::ChannelsFirst))
        node.fail(Message(say::kAxis, axis));
    if (value.isPadded()) value = net.padded(node, value);
    if (const auto& indices = net.constants.take(node, 1); indices.dims.size() != 1)
        node.fail(Message(say::kIndexDimensions, indices.dims.size()));
    Indices indices = net.constants.takeIntegers(node, 1);
    for (std::int64_t& index : indices) {
        if (index < 0) index += dims[1];
        if (index < 0 || index >= dims[1]) node.fail(Message(say::kTakesValue, index, dims[1] - 1));
    }
    net.yield(node, selected(node, net, value, indices));
}

/// Of channels, or of the values of a vector: each output is a selection of some that follow each other.
void readSplit(OnnxNode& node, OnnxNet& net) {
    OnnxValue value = net.take(node);
    const Indices dims = net.dimsOf(value);
    const std::int64_t axis = axisOf(node, 0, std::ssize(dims));
    if (axis != 1 || (value.layout != OnnxLayout::Flat && value.layout != OnnxLayout::ChannelsFirst))
        node.fail(Message(say::kAxis, axis));
    if (value.isPadded()) value = net.padded(node, value);
    std::int64_t first = 0;
    int output = 0;
    for (const std::int64_t size : partSizes(node, net, dims[1])) {
        Indices indices(static_cast<std::size_t>(size));
        std::iota(indices.begin(), indices.end(), first);
        if (!node.proto().output(output).empty())
            net.yield(node, selected(node, net, value, indices), output);
        first += size;
        ++output;
    }
}

/// Of channels that follow each other, or of values of a vector.
void readSlice(OnnxNode& node, OnnxNet& net) {
    OnnxValue value = net.take(node);
    const Indices dims = net.dimsOf(value);
    const auto asked = [&](int number, const char* name) {
        return node.has(number) ? net.constants.takeIntegers(node, number) : node.integers(name);
    };
    const Indices starts = asked(1, "starts"), ends = asked(2, "ends"), axes = asked(3, "axes"),
                  steps = asked(4, "steps");
    const std::int64_t axis = axes.size() == 1 && axes[0] < 0 ? axes[0] + std::ssize(dims)
                              : axes.size() == 1              ? axes[0]
                                                              : -1;
    const bool isSelected = value.layout == OnnxLayout::Flat || value.layout == OnnxLayout::ChannelsFirst;
    if (axis != 1 || !isSelected || starts.size() != 1 || ends.size() != 1)
        node.fail(Message(say::kAxis, axis));
    if (!steps.empty() && steps != Indices{1}) node.fail(Message(say::kAttributeIs, "steps", steps[0], 1));
    const auto within = [&](std::int64_t place) {
        return std::clamp<std::int64_t>(place < 0 ? place + dims[1] : place, 0, dims[1]);
    };
    const std::int64_t first = within(starts[0]), size = within(ends[0]) - first;
    if (size < 1) node.fail(Message(say::kTakesValue, first, dims[1] - 1));
    if (value.isPadded()) value = net.padded(node, value);
    Indices indices(static_cast<std::size_t>(size));
    std::iota(indices.begin(), indices.end(), first);
    net.yield(node, selected(node, net, value, indices));
}

void readConcat(OnnxNode& node, OnnxNet& net) {
    std::vector<OnnxValue> values;
    for (int i = 0; i < node.proto().input_size(); ++i) {
        values.push_back(net.take(node, i));
        if (values.back().isPadded()) values.back() = net.padded(node, values.back());
    }
    if (values.empty()) node.fail(Message(say::kNoWeightsInput, 1));
    const OnnxLayout layout = values.front().layout;
    const std::int64_t axis = axisOf(node, 1, std::ssize(net.dimsOf(values.front())));
    const bool fits = std::all_of(values.begin(), values.end(),
                                  [&](const OnnxValue& value) { return value.layout == layout; });
    const std::int64_t channels = layout == OnnxLayout::ChannelsLast ? 3 : 1;
    if (!fits || layout == OnnxLayout::Rows || layout == OnnxLayout::Parts || axis != channels)
        node.fail(Message(say::kAxis, axis));
    std::vector<int> inputs;
    for (OnnxValue& value : values) {
        if (allVectors(values)) value = net.asVector(node, value);
        inputs.push_back(value.node);
    }
    net.yield(node, net.append(node, graph::Concat{}, inputs), layout);
}

/// Zeros around maps: as part of the window that follows, where it can be.
void readPad(OnnxNode& node, OnnxNet& net) {
    OnnxValue value = net.take(node);
    const std::size_t rank = net.dimsOf(value).size();
    if (const std::string mode = node.text("mode", "constant"); mode != "constant")
        node.fail(Message(say::kPadMode, mode));
    const Indices pads = node.has(1) ? net.constants.takeIntegers(node, 1) : node.integers("pads");
    const bool isZero =
        node.real("value", 0) == 0 && (!node.has(2) || (net.constants.take(node, 2).count() == 1 &&
                                                        net.constants.take(node, 2).at(0) == 0));
    if (node.has(3) || pads.size() != 2 * rank || !isZero) node.fail(Message(say::kPadMode, "constant"));
    if (std::all_of(pads.begin(), pads.end(), [](auto pad) { return pad == 0; }))
        return net.yield(node, value);
    if (!value.isMaps()) node.fail(Message(say::kNeedsMaps));
    const std::size_t first = value.layout == OnnxLayout::ChannelsFirst ? 2 : 1;
    std::int64_t others = 0;
    for (std::size_t i = 0; i < pads.size(); ++i) {
        const std::size_t axis = i % rank;
        if (axis != first && axis != first + 1) others += pads[i] != 0;
        if (pads[i] < 0 || pads[i] > 1024) others += 1;
    }
    if (others > 0) node.fail(Message(say::kPadMode, "constant"));
    const std::size_t behind = rank + first;
    value.padding = {value.padding[0] + pads[first], value.padding[1] + pads[first + 1],
                     value.padding[2] + pads[behind], value.padding[3] + pads[behind + 1]};
    net.yield(node, value);
}

void readShape(OnnxNode& node, OnnxNet& net) {
    Indices dims = net.dimsOf(net.take(node));
    const auto size = std::ssize(dims);
    const auto within = [size](std::int64_t place) {
        return std::clamp<std::int64_t>(place < 0 ? place + size : place, 0, size);
    };
    const std::int64_t begin = within(node.integer("start", 0)), end = within(node.integer("end", size));
    dims = begin < end ? Indices(dims.begin() + begin, dims.begin() + end) : Indices();
    net.constants.add(node, node.proto().output(0),
                      {.dims = {std::ssize(dims)}, .reals = {}, .integers = dims, .isInteger = true});
}

/// Of maps of one place to a vector.
void readSqueeze(OnnxNode& node, OnnxNet& net) {
    OnnxValue value = net.take(node);
    const Indices axes = axesOf(node, net, std::ssize(net.dimsOf(value)));
    const Indices expected = value.layout == OnnxLayout::ChannelsLast ? Indices{1, 2} : Indices{2, 3};
    if (!value.isMaps() || !net.shapeOf(value).isFlat() || value.isPadded() ||
        (!axes.empty() && axes != expected))
        node.fail(Message(say::kSqueezes, describeShape(net.dimsOf(value))));
    value.layout = OnnxLayout::Flat;
    net.yield(node, value);
}

/// Of a vector to maps of one place.
void readUnsqueeze(OnnxNode& node, OnnxNet& net) {
    OnnxValue value = net.take(node);
    const Indices axes = axesOf(node, net, std::ssize(net.dimsOf(value)) + 2);
    if (value.layout != OnnxLayout::Flat || !net.shapeOf(value).isFlat() || axes != Indices{2, 3})
        node.fail(Message(say::kSqueezes, describeShape(net.dimsOf(value))));
    value.layout = OnnxLayout::ChannelsFirst;
    net.yield(node, value);
}

} // namespace tristate::io

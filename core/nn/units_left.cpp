#include "core/nn/units_left.h"

#include "core/base/error.h"
#include "core/graph/channel_groups.h"
#include "core/graph/vanishing.h"
#include "core/messages/formats.h"

#include <algorithm>
#include <numeric>

namespace tristate::nn {

namespace {

[[noreturn]] void fail(std::size_t gated, const Message& what) {
    throw Error(say::kGates, gated + 1, what);
}

/// Whether the group is that of a dense layer with nothing but a ReLU between it and the next one.
bool canBeMerged(const graph::Graph& graph, const graph::ChannelGroup& group) {
    if (group.isInput || !group.depth) return false;
    const auto readers = graph::consumers(graph);
    const auto isDense = [&](int node) {
        return std::holds_alternative<graph::Dense>(graph.nodes[static_cast<std::size_t>(node)].operation);
    };
    const int dense = group.producers.front(), relu = group.relus.front();
    const auto& behind = readers[static_cast<std::size_t>(relu + 1)];
    return isDense(dense) && readers[static_cast<std::size_t>(dense + 1)] == std::vector{relu} &&
           behind.size() == 1 && isDense(behind.front());
}

void requireRising(std::size_t gated, const std::vector<int>& units, int built) {
    for (std::size_t i = 0; i < units.size(); ++i)
        if (units[i] < (i > 0 ? units[i - 1] + 1 : 0) || units[i] >= built)
            fail(gated, Message(say::kGatesNotRising, units[i], built));
}

/// Input gates cannot hold a value of a feature map that is gone. `channels`: those left of `built`, the
/// first of which is channel `begin`.
void requireChannels(std::size_t gated, const std::vector<int>& values, const std::vector<int>& channels,
                     int begin, int built, int positions) {
    for (const int value : values) {
        const int channel = value / positions - begin;
        if (channel >= 0 && channel < built && !std::binary_search(channels.begin(), channels.end(), channel))
            fail(gated, Message(say::kGatesOfGoneMap, value));
    }
}

} // namespace

std::vector<int> allUnits(int count) {
    std::vector<int> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

std::vector<bool> emptiedOf(const UnitsLeft& left) {
    std::vector<bool> emptied;
    for (const auto& units : left) emptied.push_back(units && units->empty());
    return emptied;
}

namespace {

/// All units of some gates may be gone where something leads past them, and all with them that do nothing
/// then.
void requireVanishing(const graph::Graph& graph, const graph::ChannelGroups& groups, const UnitsLeft& left) {
    const std::vector<bool> emptied = emptiedOf(left);
    const auto first = std::find(emptied.begin(), emptied.end(), true);
    if (first == emptied.end()) return;
    const auto found = graph::vanishing(graph, groups, emptied);
    if (!found) fail(static_cast<std::size_t>(first - emptied.begin()), Message(say::kGatesWithoutUnit));
    for (std::size_t i = 0; i < left.size(); ++i)
        if (found->gated[i] && left[i] && !left[i]->empty()) fail(i, Message(say::kGatesOfGoneBlock));
}

} // namespace

void validate(const graph::Graph& graph, const UnitsLeft& left) {
    const graph::ChannelGroups groups = graph::channelGroups(graph);
    const std::vector<Shape> shapes = graph::outputShapes(graph);
    if (left.size() < groups.gated.size()) fail(left.size(), Message(say::kGatesMissing));
    if (left.size() > groups.gated.size()) fail(groups.gated.size(), Message(say::kGatesOfNoLayer));
    const auto unitsOf = [&](int group) -> const std::vector<int>* {
        const auto at = std::find(groups.gated.begin(), groups.gated.end(), group) - groups.gated.begin();
        if (at == std::ssize(groups.gated)) return nullptr;
        const auto& units = left[static_cast<std::size_t>(at)];
        return units ? &*units : nullptr;
    };
    for (std::size_t i = 0; i < left.size(); ++i) {
        const auto& group = groups.groups[static_cast<std::size_t>(groups.gated[i])];
        if (!left[i] && !canBeMerged(graph, group)) fail(i, Message(say::kGatesMissingNotMerged));
        if (left[i]) requireRising(i, *left[i], group.channels);
        if (!group.isInput) continue;
        const int before = graph.nodes[static_cast<std::size_t>(group.relus.front())].inputs.front();
        if (before == graph::kInput) continue;
        const int positions = shapes[static_cast<std::size_t>(before)].positions();
        int begin = 0;
        for (const graph::Segment& segment : groups.of(before)) {
            if (const auto* channels = unitsOf(segment.group))
                requireChannels(i, *left[i], *channels, begin, segment.channels, positions);
            begin += segment.channels;
        }
    }
    requireVanishing(graph, groups, left);
}

std::vector<WeightSize> weightSizes(const graph::Graph& graph, const UnitsLeft& left) {
    const graph::ChannelGroups groups = graph::channelGroups(graph);
    const std::vector<Shape> shapes = graph::outputShapes(graph);
    const std::vector<std::string> names = graph::names(graph);
    std::vector<std::int64_t> present(groups.groups.size()); // channels of each group that are left
    std::vector<bool> merged(groups.groups.size(), false);
    for (std::size_t g = 0; g < present.size(); ++g) present[g] = groups.groups[g].channels;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const auto g = static_cast<std::size_t>(groups.gated[i]);
        merged[g] = !left[i];
        if (left[i]) present[g] = std::ssize(*left[i]);
    }
    const auto isMerged = [&](int node) {
        return node != graph::kInput && merged[static_cast<std::size_t>(groups.of(node).front().group)];
    };
    // Of a convolution of several parts, the inputs of the one with most of them.
    const auto mostInputs = [&](int from, int parts) {
        const Shape in = from == graph::kInput ? graph.input : shapes[static_cast<std::size_t>(from)];
        std::vector<std::int64_t> counts(static_cast<std::size_t>(parts), 0);
        int begin = 0;
        for (const auto& segment : groups.of(from)) {
            const auto at = std::find(groups.gated.begin(), groups.gated.end(), segment.group);
            const auto count = [&](int channel) {
                ++counts[static_cast<std::size_t>((begin + channel) / (in.channels / parts))];
            };
            if (at == groups.gated.end())
                for (int channel = 0; channel < segment.channels; ++channel) count(channel);
            else
                for (const int channel : *left[static_cast<std::size_t>(at - groups.gated.begin())])
                    count(channel);
            begin += segment.channels;
        }
        return *std::max_element(counts.begin(), counts.end());
    };
    const auto found = graph::vanishing(graph, groups, emptiedOf(left));
    std::vector<WeightSize> sizes;
    for (int node = 0; node < std::ssize(graph.nodes); ++node) {
        const graph::Operation& operation = graph.nodes[static_cast<std::size_t>(node)].operation;
        const bool isLive = !found || found->nodes[static_cast<std::size_t>(node)] == graph::NodeLeft::Live;
        if (!graph::isWeighted(operation) || isMerged(node) || !isLive) continue;
        int from = graph.nodes[static_cast<std::size_t>(node)].inputs.front();
        while (isMerged(from)) from = graph.nodes[static_cast<std::size_t>(from)].inputs.front();
        const Shape in = from == graph::kInput ? graph.input : shapes[static_cast<std::size_t>(from)];
        std::int64_t channels = 0, units = 0;
        for (const auto& segment : groups.of(from))
            channels += present[static_cast<std::size_t>(segment.group)];
        for (const auto& segment : groups.of(node)) units += present[static_cast<std::size_t>(segment.group)];
        std::int64_t columns = channels * in.positions();
        if (const auto* conv = std::get_if<graph::Conv>(&operation))
            columns =
                (conv->groups > 1 ? mostInputs(from, conv->groups) : channels) * conv->kernel * conv->kernel;
        if (const auto* depthwise = std::get_if<graph::Depthwise>(&operation))
            columns = std::int64_t{depthwise->kernel} * depthwise->kernel;
        sizes.push_back({names[static_cast<std::size_t>(node)], units, columns});
    }
    return sizes;
}

} // namespace tristate::nn

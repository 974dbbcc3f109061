#include "core/nn/size.h"

#include "core/nn/feature_gates.h"
#include "core/nn/live_units.h"
#include "core/nn/units_left.h"

#include <algorithm>

namespace tristate::nn {

namespace {

/// Sets the size of a weight layer of so many units, and pairs of an input and a unit that have weights.
void setSize(StageSize& s, int units, long long pairs) {
    const long long weights = pairs * s.taps;
    s.units = units;
    s.channels = units > 0 ? static_cast<int>(pairs / units) : 0;
    s.parameters = weights + units;
    s.flops = 2 * weights * s.positions;
}

/// Weights for each pair of an input and an output.
int tapsOf(const graph::Operation& operation, Shape in) {
    if (const auto* conv = std::get_if<graph::Conv>(&operation)) return conv->kernel * conv->kernel;
    if (const auto* depthwise = std::get_if<graph::Depthwise>(&operation))
        return depthwise->kernel * depthwise->kernel;
    return in.positions();
}

/// How many inputs a unit of a weight layer sees when `channels` come in.
int seen(const graph::Operation& operation, int channels) {
    if (const auto* conv = std::get_if<graph::Conv>(&operation)) return channels / conv->groups;
    return std::holds_alternative<graph::Depthwise>(operation) ? 1 : channels;
}

/// The pairs of open channels of a convolution of several groups. An export gives a group that has lost all
/// of its inputs one again, with weights of 0.
long long openPairs(const Network& network, std::size_t layer, const StageSize& built,
                    const std::vector<std::vector<bool>>& open) {
    const auto countParts = [&](int of, int perPart) {
        std::vector<long long> counts(static_cast<std::size_t>(built.groups), 0);
        const std::vector<int> original = network.originalChannels(of);
        for (std::size_t i = 0; i < original.size(); ++i)
            if (open[static_cast<std::size_t>(of + 1)][i])
                ++counts[static_cast<std::size_t>(original[i] / perPart)];
        return counts;
    };
    const auto inputs = countParts(network.wires()[layer].inputs.front(), built.channels);
    const auto outputs = countParts(static_cast<int>(layer), built.units / built.groups);
    long long pairs = 0;
    for (std::size_t part = 0; part < inputs.size(); ++part)
        pairs += outputs[part] * std::max(1LL, inputs[part]);
    return pairs;
}

int countOpen(const std::vector<bool>& channels) {
    return static_cast<int>(std::count(channels.begin(), channels.end(), true));
}

/// The layer of a node, or as many as there are.
std::size_t layerOf(const Network& network, int node) {
    std::size_t layer = 0;
    while (layer < network.layers().size() && network.wires()[layer].node != node) ++layer;
    return layer;
}

/// The constants that closed branches leave are counted where the last weights before them were.
void addConstants(const Network& network, const graph::Vanishing& left,
                  const std::vector<std::vector<bool>>& open, std::vector<StageSize>& stages) {
    const auto& nodes = network.graph().nodes;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (left.nodes[i] != graph::NodeLeft::Constant) continue;
        int weighted = static_cast<int>(i);
        while (weighted != kInput && !graph::isWeighted(nodes[static_cast<std::size_t>(weighted)].operation))
            weighted = nodes[static_cast<std::size_t>(weighted)].inputs.front();
        for (StageSize& s : stages)
            if (s.node == weighted) s.parameters = countOpen(open[layerOf(network, static_cast<int>(i)) + 1]);
    }
}

} // namespace

std::vector<StageSize> sizes(const graph::Graph& graph) {
    const std::vector<Shape> shapes = graph::outputShapes(graph);
    const std::vector<std::string> names = graph::names(graph);
    const graph::ChannelGroups groups = graph::channelGroups(graph);
    const auto gatesOf = [&](int group) {
        const auto at = std::find(groups.gated.begin(), groups.gated.end(), group);
        return at == groups.gated.end() ? -1 : static_cast<int>(at - groups.gated.begin());
    };
    std::vector<StageSize> stages;
    for (int node = 0; node < std::ssize(graph.nodes); ++node) {
        const auto i = static_cast<std::size_t>(node);
        const graph::Operation& operation = graph.nodes[i].operation;
        const bool isInput = std::holds_alternative<graph::InputGates>(operation);
        if (!isInput && !graph::isWeighted(operation)) continue;
        const int from = graph.nodes[i].inputs.front();
        const Shape in = from == graph::kInput ? graph.input : shapes[static_cast<std::size_t>(from)];
        StageSize s;
        s.name = names[i];
        s.node = node;
        s.isInput = isInput;
        s.isDepthwise = std::holds_alternative<graph::Depthwise>(operation);
        if (groups.of(node).size() == 1) s.gates = gatesOf(groups.of(node).front().group);
        for (const graph::Segment& segment : groups.of(from)) {
            const int gates = gatesOf(segment.group);
            if (gates >= 0 && std::find(s.sources.begin(), s.sources.end(), gates) == s.sources.end())
                s.sources.push_back(gates);
        }
        if (isInput) {
            s.units = in.features();
            s.channels = in.channels;
        } else {
            s.taps = tapsOf(operation, in);
            s.positions = shapes[i].positions();
            if (const auto* conv = std::get_if<graph::Conv>(&operation)) s.groups = conv->groups;
            setSize(s, shapes[i].channels, 1LL * shapes[i].channels * seen(operation, in.channels));
        }
        stages.push_back(std::move(s));
    }
    return stages;
}

std::vector<StageSize> openSizes(const Network& network) {
    const auto open = openChannels(network);
    const auto layers = network.layers();
    const auto left = graph::vanishing(network.graph(), network.groups(), deadGates(network));
    std::vector<StageSize> stages = network.builtSizes();
    for (StageSize& s : stages) {
        const bool isGone = left && left->nodes[static_cast<std::size_t>(s.node)] != graph::NodeLeft::Live;
        const std::size_t layer = layerOf(network, s.node);
        if (isGone || layer == layers.size()) {
            s = {.name = s.name, .node = s.node, .gates = s.gates, .sources = s.sources};
            (isGone ? s.vanished : s.merged) = true;
            continue;
        }
        const int from = network.wires()[layer].inputs.front();
        const int units = countOpen(open[layer + 1]);
        const int channels = countOpen(open[static_cast<std::size_t>(from + 1)]);
        if (s.isInput) {
            s.units = units;
            s.channels = layers[layer]->inputShape().channels;
            continue;
        }
        const graph::Operation& operation = network.graph().nodes[static_cast<std::size_t>(s.node)].operation;
        s.taps = tapsOf(operation, layers[layer]->inputShape());
        setSize(s, units,
                s.groups > 1 ? openPairs(network, layer, s, open)
                             : static_cast<long long>(units) * seen(operation, channels));
    }
    if (left) addConstants(network, *left, open, stages);
    return stages;
}

std::vector<GatedSize> gatedSizes(const graph::Graph& graph) {
    return gatedSizes(sizes(graph));
}

std::vector<GatedSize> gatedSizes(const std::vector<StageSize>& stages) {
    std::vector<GatedSize> gated;
    for (const StageSize& s : stages) {
        if (!s.gated()) continue;
        const auto at = static_cast<std::size_t>(s.gates);
        if (gated.size() <= at) gated.resize(at + 1);
        if (gated[at].name.empty()) gated[at] = {s.name, s.units, s.isInput};
    }
    return gated;
}

std::vector<std::vector<bool>> openChannels(const Network& network) {
    const auto layers = network.layers();
    std::vector<std::vector<bool>> open;
    for (int layer = graph::kInput; layer < static_cast<int>(layers.size()); ++layer) {
        open.emplace_back();
        for (const auto& channel : network.channelsOf(layer))
            open.back().push_back(channel.gates < 0 || network.gatesAt(channel.gates)->isOpen(channel.unit));
        const auto i = static_cast<std::size_t>(layer);
        const auto* values = layer == graph::kInput ? nullptr : layers[i]->asInputGates();
        if (!values) continue;
        const auto& before = open[static_cast<std::size_t>(network.wires()[i].inputs.front() + 1)];
        const auto positions = static_cast<std::size_t>(values->inputShape().positions());
        for (std::size_t value = 0; value < open.back().size(); ++value)
            open.back()[value] =
                open.back()[value] && before[static_cast<std::size_t>(values->source()[value]) / positions];
    }
    return open;
}

std::vector<int> openUnits(const Network& network) {
    std::vector<int> open(static_cast<std::size_t>(network.originalGates()), 0);
    for (const auto* gates : network.gates())
        open[static_cast<std::size_t>(gates->index)] = gates->openUnits();
    return open;
}

long long totalParameters(const std::vector<StageSize>& stages) {
    long long total = 0;
    for (const auto& stage : stages) total += stage.parameters;
    return total;
}

long long totalFlops(const std::vector<StageSize>& stages) {
    long long total = 0;
    for (const auto& stage : stages) total += stage.flops;
    return total;
}

} // namespace tristate::nn

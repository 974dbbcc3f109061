#include "core/graph/blocks.h"

#include <algorithm>

namespace tristate::graph {

namespace {

/// For the input and every node, how far the values reach that are there once it is computed: the last node
/// that takes one of them.
std::vector<int> reach(const Graph& graph) {
    std::vector<int> last(graph.nodes.size() + 1, kInput);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        for (const int from : graph.nodes[i].inputs) {
            auto& of = last[static_cast<std::size_t>(from + 1)];
            of = std::max(of, static_cast<int>(i));
        }
    for (std::size_t i = 1; i < last.size(); ++i) last[i] = std::max(last[i], last[i - 1]);
    return last;
}

bool isReluAlone(const Graph& graph, std::size_t node) {
    return node < graph.nodes.size() && std::holds_alternative<Relu>(graph.nodes[node].operation) &&
           graph.nodes[node].inputs.front() == static_cast<int>(node) - 1;
}

} // namespace

std::vector<Block> blocks(const Graph& graph) {
    std::vector<Block> found;
    const std::vector<int> reached = reach(graph);
    int first = -1; // of the block that is open
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const int node = static_cast<int>(i);
        const bool isPassed = reached[i] > node; // a value from before it is taken behind it
        if (isPassed && first < 0) first = node;
        if (isPassed || first < 0) continue;
        const bool hasRelu = isReluAlone(graph, i + 1) && reached[i + 1] == node + 1;
        found.push_back({first, hasRelu ? node + 1 : node});
        first = -1;
    }
    return found;
}

std::vector<int> blocksOfGates(const std::vector<Block>& blocks, const ChannelGroups& groups) {
    std::vector<int> of;
    for (const int gated : groups.gated) {
        const auto& producers = groups.groups[static_cast<std::size_t>(gated)].producers;
        const auto holdsAll = [&](const Block& block) {
            return !producers.empty() && block.first <= producers.front() && producers.back() <= block.last;
        };
        const auto block = std::find_if(blocks.begin(), blocks.end(), holdsAll);
        of.push_back(block == blocks.end() ? -1 : static_cast<int>(block - blocks.begin()));
    }
    return of;
}

} // namespace tristate::graph

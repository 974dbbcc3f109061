#pragma once

#include "core/graph/channel_groups.h"

#include <vector>

namespace tristate::graph {

/// A stretch of a graph where it has several paths, between two nodes that all paths go through: a residual
/// block, the branches of a fire module, a layer of a dense block.
struct Block {
    int first = 0; ///< its first node
    int last = 0;  ///< its last one: the ReLU behind the join, or the join where none follows
    friend bool operator==(const Block&, const Block&) = default;
};

/// Of a valid graph, in order; they do not overlap. A chain has none.
std::vector<Block> blocks(const Graph& graph);

/// For each group with gates, in their order, the block that holds all weights whose outputs it gates; -1
/// where none does: outside of blocks, in a residual stream that runs through several, of input gates.
std::vector<int> blocksOfGates(const std::vector<Block>& blocks, const ChannelGroups& groups);

} // namespace tristate::graph

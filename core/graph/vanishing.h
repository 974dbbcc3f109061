#pragma once

#include "core/graph/channel_groups.h"
#include "core/graph/graph.h"

#include <optional>
#include <vector>

namespace tristate::graph {

/// What is left of a node when channel groups have lost all their channels.
enum class NodeLeft {
    Live,     ///< still works on what comes from the input
    Constant, ///< a constant for each channel, which a sum with something live still takes
    Gone,     ///< yields nothing, or nothing that anybody still takes
};

struct Vanishing {
    std::vector<NodeLeft> nodes; ///< of the graph
    std::vector<bool> gated;     ///< which of ChannelGroups::gated vanish: those emptied, and what goes along
};

/// What is left of a valid graph when these of its gated groups (by their place in ChannelGroups::gated) have
/// no channel. Nothing when that cannot be: the result would no longer depend on the input, or constants
/// would stand beside live channels, or differ from position to position at the border of a padded map.
std::optional<Vanishing> vanishing(const Graph& graph, const ChannelGroups& groups,
                                   const std::vector<bool>& emptied);

/// A branch that is gone: the number of the sum or concatenation that took it, from 1 on in the order of the
/// graph, and the gated groups (by their place) that stood in it.
struct VanishedBranch {
    int block = 0;
    std::vector<int> gated;
};
/// Those gone in `now` and not in `before`.
std::vector<VanishedBranch> vanishedBranches(const Graph& graph, const ChannelGroups& groups,
                                             const Vanishing& before, const Vanishing& now);

/// Of every gated group, whether it vanishes and what it leaves passes batch normalisation: that divides by a
/// deviation of 0 then, so that derivatives by what comes in say nothing.
std::vector<bool> normalised(const Graph& graph, const ChannelGroups& groups, const Vanishing& now);

} // namespace tristate::graph

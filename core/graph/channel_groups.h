#pragma once

#include "core/graph/graph.h"

#include <vector>

namespace tristate::graph {

/// Channels that can only leave together: the outputs of some weighted nodes, tied to each other where they
/// are added, and to depthwise convolutions and normalisations that they pass. Every ReLU that they pass on
/// the way to other weights multiplies them by the gates of the group, so that a closed channel is 0 wherever
/// it is read.
struct ChannelGroup {
    int channels = 0;
    std::vector<int> producers{}; ///< weighted nodes whose outputs these are, in order, depthwise ones too
    std::vector<int> relus{};     ///< nodes that gate them, in order; of input gates the node itself
    /// Channels may be closed: they are read behind a ReLU only, and are neither the input nor the result.
    bool gated = false;
    bool fixed = false; ///< the gates do not learn: a ReLU says so
    /// The gate on the depth may learn: there is one ReLU, right behind the weights that it could be merged
    /// with, and no cap.
    bool depth = false;
    bool isInput = false; ///< the channels are single values, and the node is InputGates
    friend bool operator==(const ChannelGroup&, const ChannelGroup&) = default;
};

/// Some channels that lie side by side: all of a group's, in order.
struct Segment {
    int group = 0;
    int channels = 0;
    friend bool operator==(const Segment&, const Segment&) = default;
};

/// What follows from a graph about its channels.
struct ChannelGroups {
    std::vector<ChannelGroup> groups;
    /// Of what every node yields, of which groups its channels are, in order; that of the graph's input comes
    /// first, and node i's at i + 1.
    std::vector<std::vector<Segment>> outputs;
    /// The groups with gates, in the order of the first node that gates each.
    std::vector<int> gated;

    const std::vector<Segment>& of(int node) const { return outputs[static_cast<std::size_t>(node + 1)]; }
};

/// Of a valid graph. Sums of concatenations that are cut differently tie channels of several groups to parts
/// of another: those have no gates.
ChannelGroups channelGroups(const Graph& graph);

} // namespace tristate::graph

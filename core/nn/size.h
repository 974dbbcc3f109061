#pragma once

#include "core/nn/network.h"

#include <string>
#include <vector>

namespace tristate::nn {

/// Size of one weight layer with the gates of its units, or of input gates (which have no weights).
struct StageSize {
    std::string name;         ///< "fc1", "conv1", "dw1", "inputs1"...
    int node = 0;             ///< of the graph
    int units = 0;            ///< outputs
    int gates = -1;           ///< Gates::index of its units, or -1; several stages may share one
    std::vector<int> sources; ///< Gates::index of the channels it sees, each once, where they have gates
    bool isInput = false;     ///< input gates
    bool isDepthwise = false; ///< sees its own units
    bool merged = false;      ///< linear, and multiplied into the next layer already
    bool vanished = false;    ///< its block has no unit left: at most a constant for each channel is
    int channels = 0;  ///< inputs it sees; of a grouped convolution, inputs that a unit sees on average
    int groups = 1;    ///< of a convolution as it was built: so many parts see their own inputs alone
    int taps = 0;      ///< weights for each pair of input and output
    int positions = 1; ///< how often each weight is used for one sample
    long long parameters = 0; ///< weights and biases, batch normalisation multiplied in
    long long flops = 0;      ///< multiply-adds times two, of one sample

    bool gated() const { return gates >= 0; }
};

/// As the graph says, every unit counted: one entry for each weight layer and each input gates, in order.
std::vector<StageSize> sizes(const graph::Graph& graph);
/// As the network is now, open units only: what an export has before merging. The same entries.
std::vector<StageSize> openSizes(const Network& network);

/// The channel groups with gates of a graph, by Gates::index: what people call them (the name of the first
/// layer whose units they are) and how many units they have.
struct GatedSize {
    std::string name;
    int units = 0;
    bool isInput = false;
};
std::vector<GatedSize> gatedSizes(const graph::Graph& graph);
std::vector<GatedSize> gatedSizes(const std::vector<StageSize>& stages);

/// Which of the channels that each layer yields are open: those whose gates, if they have any, say so; a
/// single value is open when its channel is, too. Those of the network's input come first, and layer i's at
/// i + 1.
std::vector<std::vector<bool>> openChannels(const Network& network);

/// Open units of every gates that the graph has; 0 for one that was merged.
std::vector<int> openUnits(const Network& network);

long long totalParameters(const std::vector<StageSize>& stages);
long long totalFlops(const std::vector<StageSize>& stages);

} // namespace tristate::nn

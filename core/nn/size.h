#pragma once

#include "core/nn/network.h"

#include <string>
#include <vector>

namespace tristate::nn {

/// Size of one weight layer with the gates behind it, or of input gates (which have no weights).
struct StageSize {
    std::string name; ///< "fc1", "conv1", "inputs1"...
    int units = 0;    ///< outputs
    bool gated = false;
    bool isInput = false;     ///< input gates
    bool merged = false;      ///< linear, and multiplied into the next layer already
    int channels = 0;         ///< inputs it sees
    int taps = 0;             ///< weights for each pair of input and output
    int positions = 1;        ///< how often each weight is used for one sample
    long long parameters = 0; ///< weights and biases, batch normalisation multiplied in
    long long flops = 0;      ///< multiply-adds times two, of one sample
};

/// As the spec says, every unit counted: one entry for each weight layer and each input gates, in order.
std::vector<StageSize> sizes(const NetworkSpec& spec);
/// As the network is now, open units only: what an export has before merging. The same entries.
std::vector<StageSize> openSizes(const Network& network);

/// Open units of every gated layer of the spec; 0 for one that was merged.
std::vector<int> openUnits(const Network& network);

long long totalParameters(const std::vector<StageSize>& stages);
long long totalFlops(const std::vector<StageSize>& stages);

} // namespace tristate::nn

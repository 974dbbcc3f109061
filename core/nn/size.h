#pragma once

#include "core/nn/network.h"

#include <string>
#include <vector>

namespace tristate::nn {

/// Size of one weight layer with the gates behind it.
struct StageSize {
    std::string name; ///< "fc1", "conv1"...
    int units = 0;
    bool gated = false;
    long long parameters = 0; ///< weights and biases
    long long flops = 0;      ///< multiply-adds times two, of one sample
};

/// As the spec says, every unit counted.
std::vector<StageSize> sizes(const NetworkSpec& spec);
/// As the network is now, open units only: what an export has before folding.
std::vector<StageSize> openSizes(const Network& network);

/// Open units of every gated layer.
std::vector<int> openUnits(const Network& network);

long long totalParameters(const std::vector<StageSize>& stages);
long long totalFlops(const std::vector<StageSize>& stages);

} // namespace tristate::nn

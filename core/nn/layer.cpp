#include "core/nn/layer.h"

namespace tristate::nn {

std::vector<int> columnsOfChannels(std::span<const int> channels, int taps) {
    std::vector<int> columns;
    columns.reserve(channels.size() * static_cast<std::size_t>(taps));
    for (const int channel : channels)
        for (int tap = 0; tap < taps; ++tap) columns.push_back(channel * taps + tap);
    return columns;
}

} // namespace tristate::nn

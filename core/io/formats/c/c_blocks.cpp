#include "core/io/formats/c/c_blocks.h"

#include "core/io/formats/c/c_text.h"

#include <algorithm>
#include <array>

namespace tristate::io {

namespace {

/// Outputs that are computed together: so that little is padded, and each input value serves many.
int widthFor(int outputs) {
    constexpr std::array kWidths{16, 12, 8, 4};
    const auto cost = [outputs](int width) {
        return (outputs + width - 1) / width * width * (1 + 4.0 / width); // 4: what an input value costs
    };
    return *std::min_element(kWidths.begin(), kWidths.end(), [&](int a, int b) { return cost(a) < cost(b); });
}

} // namespace

CBlocks::CBlocks(const nn::NodeWeights& numbers, int groups, const std::vector<int>& sources) {
    const int outputs = static_cast<int>(numbers.weight.rows()) / groups;
    width = widthFor(outputs);
    count = (outputs + width - 1) / width;
    lastWidth = outputs - (count - 1) * width;
    for (int group = 0; group < groups; ++group)
        for (int first = 0; first < count * width; first += width) {
            const auto each = [&](std::vector<float>& to, auto value) {
                for (int output = first; output < first + width; ++output)
                    to.push_back(output < outputs ? value(group * outputs + output) : 0.0f);
            };
            for (const int source : sources)
                each(weights, [&](int row) { return numbers.weight(row, source); });
            each(biases, [&](int row) { return numbers.bias[row]; });
        }
}

std::string CBlocks::arrays(const std::string& name) const {
    return "\n" + constantArray(name + "_weight", weights) + constantArray(name + "_bias", biases);
}

/// For interleaved values, where each lies in (channel, y, x) order.
std::vector<int> separatePlaces(Shape shape) {
    std::vector<int> places;
    for (int position = 0; position < shape.positions(); ++position)
        for (int channel = 0; channel < shape.channels; ++channel)
            places.push_back(channel * shape.positions() + position);
    return places;
}

} // namespace tristate::io

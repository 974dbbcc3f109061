#include "core/nn/units_left.h"

#include "core/base/error.h"
#include "core/messages/formats.h"

#include <algorithm>
#include <numeric>

namespace tristate::nn {

namespace {

[[noreturn]] void fail(std::size_t gated, const Message& what) {
    throw Error(say::kGates, gated + 1, what);
}

/// Whether layer `index` is a dense layer right before another one, with nothing but a ReLU in between.
bool canBeMerged(const NetworkSpec& spec, std::size_t index) {
    const auto* dense = std::get_if<DenseSpec>(&spec.layers[index]);
    return dense && !dense->batchNorm && std::holds_alternative<DenseSpec>(spec.layers[index + 1]);
}

void requireRising(std::size_t gated, const std::vector<int>& units, int built) {
    if (units.empty()) fail(gated, Message(say::kGatesWithoutUnit));
    for (std::size_t i = 0; i < units.size(); ++i)
        if (units[i] < (i > 0 ? units[i - 1] + 1 : 0) || units[i] >= built)
            fail(gated, Message(say::kGatesNotRising, units[i], built));
}

/// Input gates cannot hold a value of a feature map that is gone.
void requireChannels(std::size_t gated, const std::vector<int>& values, const std::vector<int>& channels,
                     int positions) {
    for (const int value : values)
        if (!std::binary_search(channels.begin(), channels.end(), value / positions))
            fail(gated, Message(say::kGatesOfGoneMap, value));
}

} // namespace

std::vector<int> allUnits(int count) {
    std::vector<int> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

void validate(const NetworkSpec& spec, const UnitsLeft& left) {
    const std::vector<Shape> shapes = outputShapes(spec);
    std::size_t gated = 0;
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
        const bool isInput = std::holds_alternative<FeatureGatesSpec>(spec.layers[i]);
        if (!isInput && !reluFollows(spec, i)) continue;
        if (gated == left.size()) fail(gated, Message(say::kGatesMissing));
        if (!left[gated] && !canBeMerged(spec, i)) fail(gated, Message(say::kGatesMissingNotMerged));
        if (left[gated]) requireRising(gated, *left[gated], shapes[i].channels);
        if (isInput && gated > 0) // the layer before is no dense one before a dense one: it was not merged
            requireChannels(gated, *left[gated], *left[gated - 1], shapes[i - 1].positions());
        ++gated;
    }
    if (gated != left.size()) fail(gated, Message(say::kGatesOfNoLayer));
}

} // namespace tristate::nn

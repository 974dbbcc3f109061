#include "core/nn/size.h"

namespace tristate::nn {

namespace {

/// Size of a weight layer with `units` outputs that sees `channels` inputs: `taps` weights for each pair of
/// them, used at `positions` output positions.
StageSize stageSize(std::string name, int units, int channels, int taps, int positions) {
    const long long weights = static_cast<long long>(units) * channels * taps;
    return {std::move(name), units, true, weights + units, 2 * weights * positions};
}

} // namespace

std::vector<StageSize> sizes(const NetworkSpec& spec) {
    const std::vector<Shape> shapes = outputShapes(spec);
    std::vector<StageSize> stages;
    int convs = 0, denses = 0;
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
        const Shape in = i == 0 ? spec.input : shapes[i - 1];
        if (const auto* dense = std::get_if<DenseSpec>(&spec.layers[i]))
            stages.push_back(
                stageSize("fc" + std::to_string(++denses), dense->units, in.channels, in.positions(), 1));
        else if (const auto* conv = std::get_if<ConvSpec>(&spec.layers[i]))
            stages.push_back(stageSize("conv" + std::to_string(++convs), conv->maps, in.channels,
                                       conv->kernel * conv->kernel, shapes[i].positions()));
    }
    stages.back().gated = false;
    return stages;
}

std::vector<StageSize> openSizes(const Network& network) {
    std::vector<StageSize> stages = sizes(network.spec());
    std::size_t i = 0;
    int channels = network.spec().input.channels;
    for (const Stage<float>& stage : network.stages()) {
        const auto& weights = stage.weights->parameters().front()->value;
        const int taps = static_cast<int>(weights.cols()) / stage.weights->inputShape().channels;
        const int units = stage.gates ? stage.gates->openUnits() : static_cast<int>(weights.rows());
        stages[i] =
            stageSize(stages[i].name, units, channels, taps, stage.weights->outputShape().positions());
        stages[i].gated = stage.gates != nullptr;
        channels = units;
        ++i;
    }
    return stages;
}

std::vector<int> openUnits(const Network& network) {
    std::vector<int> open;
    for (const auto* relu : network.gates()) open.push_back(relu->openUnits());
    return open;
}

long long totalParameters(const std::vector<StageSize>& stages) {
    long long total = 0;
    for (const auto& stage : stages) total += stage.parameters;
    return total;
}

long long totalFlops(const std::vector<StageSize>& stages) {
    long long total = 0;
    for (const auto& stage : stages) total += stage.flops;
    return total;
}

} // namespace tristate::nn

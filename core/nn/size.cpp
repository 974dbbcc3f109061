#include "core/nn/size.h"

#include "core/nn/live_units.h"

namespace tristate::nn {

namespace {

/// What a stage is, whatever its size.
StageSize stage(std::string name, bool isInput) {
    StageSize s;
    s.name = std::move(name);
    s.gated = true;
    s.isInput = isInput;
    return s;
}

/// Sets the size of a weight layer.
void setSize(StageSize& s, int units, int channels, int taps, int positions) {
    const long long weights = static_cast<long long>(units) * channels * taps;
    s.units = units;
    s.channels = channels;
    s.taps = taps;
    s.positions = positions;
    s.parameters = weights + units;
    s.flops = 2 * weights * positions;
}

/// Follows the numbers of open units through the layers.
class OpenWalk {
public:
    explicit OpenWalk(const Network& network) : m_network(network), m_open(network.spec().input.channels) {}

    void passInputs(const GatedLayer<float>& gates, StageSize& s) {
        m_open = static_cast<int>(liveUnits(m_network, m_gated++).size());
        s.units = m_open;
        s.channels = gates.inputShape().channels;
    }

    void passWeights(const WeightLayer<float>& layer, StageSize& s) {
        const auto& weight = layer.weight.value;
        const int rows = static_cast<int>(weight.rows());
        m_taps = static_cast<int>(weight.cols()) / layer.inputShape().channels;
        m_positions = layer.outputShape().positions();
        m_inputs = m_open;
        setSize(s, rows, m_inputs, m_taps, m_positions);
        m_open = rows;
    }

    void passGates(const GatedLayer<float>& gates, StageSize& s) {
        ++m_gated;
        m_open = gates.openUnits();
        setSize(s, m_open, m_inputs, m_taps, m_positions);
    }

private:
    const Network& m_network;
    int m_gated = 0;                               ///< layers with gates so far
    int m_open = 0;                                ///< channels of the present layer's output
    int m_inputs = 0, m_taps = 0, m_positions = 1; ///< of the latest weight layer
};

} // namespace

std::vector<StageSize> sizes(const NetworkSpec& spec) {
    const std::vector<Shape> shapes = outputShapes(spec);
    std::vector<StageSize> stages;
    int convs = 0, denses = 0, inputs = 0;
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
        const Shape in = i == 0 ? spec.input : shapes[i - 1];
        if (const auto* dense = std::get_if<DenseSpec>(&spec.layers[i])) {
            stages.push_back(stage("fc" + std::to_string(++denses), false));
            setSize(stages.back(), dense->units, in.channels, in.positions(), 1);
        } else if (const auto* conv = std::get_if<ConvSpec>(&spec.layers[i])) {
            stages.push_back(stage("conv" + std::to_string(++convs), false));
            setSize(stages.back(), conv->maps, in.channels, conv->kernel * conv->kernel,
                    shapes[i].positions());
        } else if (std::holds_alternative<FeatureGatesSpec>(spec.layers[i])) {
            stages.push_back(stage("inputs" + std::to_string(++inputs), true));
            stages.back().units = in.features();
            stages.back().channels = in.channels;
        }
    }
    stages.back().gated = false;
    return stages;
}

std::vector<StageSize> openSizes(const Network& network) {
    std::vector<StageSize> all = sizes(network.spec());
    const auto stages = network.stages();
    OpenWalk walk(network);
    std::size_t present = 0;
    int gated = 0;
    for (StageSize& s : all) {
        const int index = s.gated ? gated++ : -1;
        const bool isThere = !s.gated || (stages[present].gates && stages[present].gates->index == index);
        if (!isThere) {
            StageSize gone = stage(s.name, s.isInput);
            gone.merged = true;
            s = gone;
            continue;
        }
        const auto [weights, gates] = stages[present++];
        if (!weights) {
            walk.passInputs(*gates, s);
            continue;
        }
        walk.passWeights(*weights, s);
        if (gates) walk.passGates(*gates, s);
    }
    return all;
}

std::vector<int> openUnits(const Network& network) {
    std::vector<int> open(static_cast<std::size_t>(network.originalGates()), 0);
    for (const auto* layer : network.gates())
        open[static_cast<std::size_t>(layer->index)] = layer->openUnits();
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

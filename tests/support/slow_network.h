#pragma once

#include "core/nn/network.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace tristate::test {

/// What a network computes, written down from the definitions of its layers: one value after the other, no
/// groups, no kernels. It goes by the spec and the named parameters of a network that has lost nothing, so it
/// shares no code with what it is compared to. Dropout is left out.
class SlowNetwork {
public:
    using Values = std::vector<double>; ///< of one sample, in (channel, y, x) order
    using Batch = std::vector<Values>;

    /// In training, batch normalisation takes the statistics of the batch; otherwise the running ones.
    SlowNetwork(nn::BasicNetwork<double>& network, bool isTraining)
        : m_network(network), m_isTraining(isTraining), m_shape(network.spec().input) {}

    /// The logits of these samples.
    Batch operator()(Batch batch) {
        const nn::NetworkSpec& spec = m_network.spec();
        for (std::size_t i = 0; i < spec.layers.size(); ++i) {
            std::visit([&](const auto& layer) { apply(layer, batch); }, spec.layers[i]);
            if (nn::reluFollows(spec, i)) applyGates(batch);
        }
        return batch;
    }

    struct Statistics {
        Values mean, variance; ///< of each channel; the variance divided by the number of values
        double count = 0;      ///< values of a channel
    };
    /// What each batch normalisation saw, by the name of the layer: "conv1".
    const std::map<std::string, Statistics>& statistics() const { return m_statistics; }

private:
    using Matrix = nn::Parameter<double>::Matrix;

    const Matrix& parameter(const std::string& name) { return m_network.parameter(name).value; }

    void apply(const nn::DenseSpec& dense, Batch& batch) {
        const std::string name = "fc" + std::to_string(++m_dense);
        const Matrix &weight = parameter(name + ".weight"), &bias = parameter(name + ".bias");
        for (Values& sample : batch) {
            Values out;
            for (int unit = 0; unit < dense.units; ++unit) {
                double sum = bias(unit, 0);
                for (std::size_t f = 0; f < sample.size(); ++f)
                    sum += weight(unit, static_cast<Eigen::Index>(f)) * sample[f];
                out.push_back(sum);
            }
            sample = out;
        }
        m_shape = {dense.units};
        finishWeights(name, dense.batchNorm, dense.slope, batch);
    }

    void apply(const nn::ConvSpec& conv, Batch& batch) {
        const std::string name = "conv" + std::to_string(++m_conv);
        const Matrix &weight = parameter(name + ".weight"), &bias = parameter(name + ".bias");
        const Shape in = m_shape;
        m_shape = {conv.maps, (in.height + 2 * conv.padding - conv.kernel) / conv.stride + 1,
                   (in.width + 2 * conv.padding - conv.kernel) / conv.stride + 1};
        for (Values& sample : batch) {
            Values out;
            forEachPlace([&](int map, int y, int x) {
                double sum = bias(map, 0);
                for (int tap = 0; tap < in.channels * conv.kernel * conv.kernel; ++tap) {
                    const int channel = tap / (conv.kernel * conv.kernel);
                    const int fromY = y * conv.stride - conv.padding + tap / conv.kernel % conv.kernel;
                    const int fromX = x * conv.stride - conv.padding + tap % conv.kernel;
                    if (fromY < 0 || fromX < 0 || fromY >= in.height || fromX >= in.width) continue;
                    sum += weight(map, tap) * sample[at(in, channel, fromY, fromX)];
                }
                out.push_back(sum);
            });
            sample = out;
        }
        finishWeights(name, conv.batchNorm, conv.slope, batch);
    }

    void apply(const nn::PoolSpec& pool, Batch& batch) {
        const Shape in = m_shape;
        m_shape = {in.channels, (in.height - pool.size) / pool.stride + 1,
                   (in.width - pool.size) / pool.stride + 1};
        for (Values& sample : batch) {
            Values out;
            forEachPlace([&](int channel, int y, int x) {
                Values window;
                for (int dy = 0; dy < pool.size; ++dy)
                    for (int dx = 0; dx < pool.size; ++dx)
                        window.push_back(sample[at(in, channel, y * pool.stride + dy, x * pool.stride + dx)]);
                double sum = 0;
                for (const double value : window) sum += value;
                out.push_back(pool.kind == nn::PoolKind::Max ? *std::max_element(window.begin(), window.end())
                                                             : sum / static_cast<double>(window.size()));
            });
            sample = out;
        }
    }

    void apply(const nn::DropoutSpec&, Batch&) {}

    void apply(const nn::FeatureGatesSpec&, Batch& batch) {
        m_shape = {m_shape.features()};
        applyGates(batch);
    }

    /// The number that a unit is multiplied by, of a gate that draws nothing at random.
    static double multiplier(const nn::GatedLayer<double>& gates, int unit) {
        const double w = gates.width[unit];
        if (gates.estimator == nn::GateEstimator::RealValued) return w;
        return w >= 0.5 ? 1 : 0;
    }

    void applyGates(Batch& batch) {
        const nn::GatedLayer<double>& gates = *m_network.gates()[m_gated++];
        const int positions = m_shape.positions();
        for (Values& sample : batch)
            for (std::size_t f = 0; f < sample.size(); ++f) {
                double& value = sample[f];
                const bool isRelu = !gates.isInput() && gates.depth < 0.5;
                if (isRelu && value < 0) value *= m_slope;
                value *= multiplier(gates, static_cast<int>(f) / positions);
            }
    }

    void finishWeights(const std::string& name, bool batchNorm, float slope, Batch& batch) {
        m_slope = static_cast<double>(slope);
        if (!batchNorm) return;
        const Statistics found = m_isTraining ? measure(batch) : running(name);
        if (m_isTraining) m_statistics[name] = found;
        const Matrix &gamma = parameter(name + ".bn.weight"), &beta = parameter(name + ".bn.bias");
        for (Values& sample : batch)
            for (std::size_t f = 0; f < sample.size(); ++f) {
                const std::size_t c = f / static_cast<std::size_t>(m_shape.positions());
                const auto row = static_cast<Eigen::Index>(c);
                sample[f] =
                    gamma(row, 0) * (sample[f] - found.mean[c]) / std::sqrt(found.variance[c] + 1e-5) +
                    beta(row, 0);
            }
    }

    Statistics measure(const Batch& batch) const {
        Statistics found;
        const auto positions = static_cast<std::size_t>(m_shape.positions());
        found.count = static_cast<double>(batch.size() * positions);
        for (std::size_t c = 0; c < static_cast<std::size_t>(m_shape.channels); ++c) {
            double sum = 0, squares = 0;
            for (const Values& sample : batch)
                for (std::size_t p = 0; p < positions; ++p) sum += sample[c * positions + p];
            const double mean = sum / found.count;
            for (const Values& sample : batch)
                for (std::size_t p = 0; p < positions; ++p)
                    squares += std::pow(sample[c * positions + p] - mean, 2);
            found.mean.push_back(mean);
            found.variance.push_back(squares / found.count);
        }
        return found;
    }

    Statistics running(const std::string& name) {
        Statistics found;
        for (const auto* buffer : m_network.buffers()) {
            const auto values = buffer->value.reshaped();
            if (buffer->name == name + ".bn.running_mean") found.mean.assign(values.begin(), values.end());
            if (buffer->name == name + ".bn.running_var") found.variance.assign(values.begin(), values.end());
        }
        return found;
    }

    static std::size_t at(const Shape& shape, int channel, int y, int x) {
        return static_cast<std::size_t>((channel * shape.height + y) * shape.width + x);
    }

    template <class Visit>
    void forEachPlace(Visit visit) const {
        for (int channel = 0; channel < m_shape.channels; ++channel)
            for (int y = 0; y < m_shape.height; ++y)
                for (int x = 0; x < m_shape.width; ++x) visit(channel, y, x);
    }

    nn::BasicNetwork<double>& m_network;
    bool m_isTraining;
    Shape m_shape; ///< of what the layers so far yield
    double m_slope = 0;
    int m_conv = 0, m_dense = 0;
    std::size_t m_gated = 0;
    std::map<std::string, Statistics> m_statistics;
};

} // namespace tristate::test

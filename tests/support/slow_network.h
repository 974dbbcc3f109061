#pragma once

#include "core/nn/network.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace tristate::test {

/// What a network computes, written down from the definitions of its operations: one value after the other,
/// no groups, no kernels. It goes by the graph and the named parameters of a network that has lost nothing,
/// so it shares no code with what it is compared to. Dropout is left out.
class SlowNetwork {
public:
    using Values = std::vector<double>; ///< of one sample, in (channel, y, x) order
    using Batch = std::vector<Values>;

    /// In training, batch normalisation takes the statistics of the batch; otherwise the running ones.
    SlowNetwork(nn::BasicNetwork<double>& network, bool isTraining)
        : m_network(network),
          m_isTraining(isTraining),
          m_shapes(graph::outputShapes(network.graph())),
          m_names(graph::names(network.graph())) {}

    /// The logits of these samples.
    Batch operator()(const Batch& batch) {
        const graph::Graph& graph = m_network.graph();
        std::vector<Batch> outputs; // of every node
        for (m_node = 0; m_node < graph.nodes.size(); ++m_node) {
            std::vector<const Batch*> inputs;
            m_in.clear();
            for (const int from : graph.nodes[m_node].inputs) {
                inputs.push_back(from < 0 ? &batch : &outputs[static_cast<std::size_t>(from)]);
                m_in.push_back(from < 0 ? graph.input : m_shapes[static_cast<std::size_t>(from)]);
            }
            Batch next;
            for (std::size_t sample = 0; sample < batch.size(); ++sample) {
                std::vector<const Values*> of;
                for (const Batch* input : inputs) of.push_back(&(*input)[sample]);
                next.push_back(std::visit([&](const auto& kind) { return apply(kind, of); },
                                          graph.nodes[m_node].operation));
            }
            if (std::holds_alternative<graph::BatchNorm>(graph.nodes[m_node].operation)) normalise(next);
            outputs.push_back(std::move(next));
        }
        return outputs.back();
    }

    struct Statistics {
        Values mean, variance; ///< of each channel; the variance divided by the number of values
        double count = 0;      ///< values of a channel
    };
    /// What each batch normalisation saw, by its name: "conv1.bn".
    const std::map<std::string, Statistics>& statistics() const { return m_statistics; }

private:
    using Matrix = nn::Parameter<double>::Matrix;
    using Inputs = std::vector<const Values*>;

    const Matrix& parameter(const std::string& part) { return m_network.parameter(name() + part).value; }
    const std::string& name() const { return m_names[m_node]; }
    const Shape& shape() const { return m_shapes[m_node]; }

    Values apply(const graph::Dense& dense, const Inputs& in) {
        const Matrix &weight = parameter(".weight"), &bias = parameter(".bias");
        Values out;
        for (int unit = 0; unit < dense.units; ++unit) {
            double sum = bias(unit, 0);
            for (std::size_t f = 0; f < in[0]->size(); ++f)
                sum += weight(unit, static_cast<Eigen::Index>(f)) * (*in[0])[f];
            out.push_back(sum);
        }
        return out;
    }

    Values apply(const graph::Conv& conv, const Inputs& in) {
        const int channels = m_in[0].channels / conv.groups, maps = conv.maps / conv.groups;
        return convolved(
            conv, in, [&](int map, int channel) { return map / maps * channels + channel; }, channels);
    }

    Values apply(const graph::Depthwise& conv, const Inputs& in) {
        return convolved(
            conv, in, [](int map, int) { return map; }, 1);
    }

    /// `channelOf(map, i)`: the i-th of the `channels` channels that a map sees.
    template <class Kind, class ChannelOf>
    Values convolved(const Kind& conv, const Inputs& in, ChannelOf channelOf, int channels) {
        const Matrix &weight = parameter(".weight"), &bias = parameter(".bias");
        Values out;
        forEachPlace([&](int map, int y, int x) {
            double sum = bias(map, 0);
            for (int tap = 0; tap < channels * conv.kernel * conv.kernel; ++tap) {
                const int channel = channelOf(map, tap / (conv.kernel * conv.kernel));
                const int fromY =
                    y * conv.stride - conv.padding + tap / conv.kernel % conv.kernel * conv.dilation;
                const int fromX = x * conv.stride - conv.padding + tap % conv.kernel * conv.dilation;
                if (fromY < 0 || fromX < 0 || fromY >= m_in[0].height || fromX >= m_in[0].width) continue;
                sum += weight(map, tap) * (*in[0])[at(m_in[0], channel, fromY, fromX)];
            }
            out.push_back(sum);
        });
        return out;
    }

    Values apply(const graph::Pool& pool, const Inputs& in) {
        Values out;
        forEachPlace([&](int channel, int y, int x) {
            double largest = -std::numeric_limits<double>::infinity(), sum = 0;
            for (int dy = 0; dy < pool.size; ++dy)
                for (int dx = 0; dx < pool.size; ++dx) {
                    const int fromY = y * pool.stride - pool.padding + dy;
                    const int fromX = x * pool.stride - pool.padding + dx;
                    if (fromY < 0 || fromX < 0 || fromY >= m_in[0].height || fromX >= m_in[0].width) continue;
                    const double value = (*in[0])[at(m_in[0], channel, fromY, fromX)];
                    largest = std::max(largest, value);
                    sum += value;
                }
            out.push_back(pool.kind == graph::PoolKind::Max ? largest : sum / (pool.size * pool.size));
        });
        return out;
    }

    Values apply(const graph::GlobalAverage&, const Inputs& in) {
        Values out(static_cast<std::size_t>(m_in[0].channels), 0.0);
        const auto positions = static_cast<std::size_t>(m_in[0].positions());
        for (std::size_t f = 0; f < in[0]->size(); ++f)
            out[f / positions] += (*in[0])[f] / static_cast<double>(positions);
        return out;
    }

    Values apply(const graph::Add&, const Inputs& in) {
        Values out(in[0]->size(), 0.0);
        for (const Values* input : in)
            for (std::size_t f = 0; f < out.size(); ++f) out[f] += (*input)[f];
        return out;
    }

    Values apply(const graph::Concat&, const Inputs& in) {
        Values out;
        for (const Values* input : in) out.insert(out.end(), input->begin(), input->end());
        return out;
    }

    Values apply(const graph::Relu& relu, const Inputs& in) {
        Values out = *in[0];
        const int depth = m_network.wires()[m_node].depth; // of a layer that has a d
        const bool isLinear = depth >= 0 && m_network.gatesAt(depth)->depth >= 0.5;
        for (double& value : out) {
            if (relu.cap > 0) value = std::min(value, static_cast<double>(relu.cap));
            if (value < 0 && !isLinear) value *= static_cast<double>(relu.slope);
        }
        multiply(out);
        return out;
    }

    Values apply(const graph::InputGates&, const Inputs& in) {
        Values out = *in[0];
        multiply(out);
        return out;
    }

    Values apply(const graph::Affine&, const Inputs& in) {
        Values out = *in[0];
        for (std::size_t f = 0; f < out.size(); ++f) {
            const auto c = static_cast<Eigen::Index>(f) / shape().positions();
            out[f] = parameter(".weight")(c, 0) * out[f] + parameter(".bias")(c, 0);
        }
        return out;
    }

    template <class Other> // dropout; what stands for itself is done to the whole batch
    Values apply(const Other&, const Inputs& in) {
        return *in[0];
    }

    /// Multiplies every channel by the number of its gate, of one that draws nothing at random.
    void multiply(Values& values) {
        const auto channels = m_network.channelsOf(static_cast<int>(m_node));
        for (std::size_t f = 0; f < values.size(); ++f) {
            const auto [index, unit] = channels[f / static_cast<std::size_t>(shape().positions())];
            if (index < 0) continue;
            const nn::Gates<double>& gates = *m_network.gatesAt(index);
            const double w = gates.width[unit];
            values[f] *= gates.estimator == nn::GateEstimator::RealValued ? w : w >= 0.5 ? 1.0 : 0.0;
        }
    }

    void normalise(Batch& batch) {
        const Statistics found = m_isTraining ? measure(batch) : running();
        if (m_isTraining) m_statistics[name()] = found;
        const Matrix &gamma = parameter(".weight"), &beta = parameter(".bias");
        for (Values& sample : batch)
            for (std::size_t f = 0; f < sample.size(); ++f) {
                const std::size_t c = f / static_cast<std::size_t>(shape().positions());
                const auto row = static_cast<Eigen::Index>(c);
                sample[f] =
                    gamma(row, 0) * (sample[f] - found.mean[c]) / std::sqrt(found.variance[c] + 1e-5) +
                    beta(row, 0);
            }
    }

    Statistics measure(const Batch& batch) const {
        Statistics found;
        const auto positions = static_cast<std::size_t>(shape().positions());
        found.count = static_cast<double>(batch.size() * positions);
        for (std::size_t c = 0; c < static_cast<std::size_t>(shape().channels); ++c) {
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

    Statistics running() {
        Statistics found;
        for (const auto* buffer : m_network.buffers()) {
            const auto values = buffer->value.reshaped();
            if (buffer->name == name() + ".running_mean") found.mean.assign(values.begin(), values.end());
            if (buffer->name == name() + ".running_var") found.variance.assign(values.begin(), values.end());
        }
        return found;
    }

    static std::size_t at(const Shape& shape, int channel, int y, int x) {
        return static_cast<std::size_t>((channel * shape.height + y) * shape.width + x);
    }

    template <class Visit>
    void forEachPlace(Visit visit) const {
        for (int channel = 0; channel < shape().channels; ++channel)
            for (int y = 0; y < shape().height; ++y)
                for (int x = 0; x < shape().width; ++x) visit(channel, y, x);
    }

    nn::BasicNetwork<double>& m_network;
    bool m_isTraining;
    std::vector<Shape> m_shapes;      ///< of what every node yields
    std::vector<std::string> m_names; ///< of the nodes
    std::size_t m_node = 0;
    std::vector<Shape> m_in; ///< of what the node takes
    std::map<std::string, Statistics> m_statistics;
};

} // namespace tristate::test

#include "core/train/normalise.h"

#include "core/base/error.h"
#include "core/data/data_source.h"
#include "core/nn/affine_layer.h"

#include <cassert>
#include <cmath>
#include <utility>
#include <vector>

namespace tristate::train {

namespace {

/// Sums over the samples of a channel.
struct Moments {
    double sum = 0;
    double squares = 0; ///< of the distances from the mean
};

/// Twice over the data: the distances from a large mean are exact then.
std::vector<Moments> momentsOf(const data::Dataset& data) {
    const auto positions = static_cast<std::size_t>(data.shape.positions());
    const auto features = static_cast<std::size_t>(data.shape.features());
    std::vector<Moments> moments(static_cast<std::size_t>(data.shape.channels));
    const double count = static_cast<double>(data.size()) * static_cast<double>(positions);
    std::vector<float> row(features);
    for (std::size_t i = 0; i < data.size(); ++i) {
        data.copySample(i, row.data());
        for (std::size_t f = 0; f < features; ++f) moments[f / positions].sum += static_cast<double>(row[f]);
    }
    for (std::size_t i = 0; i < data.size(); ++i) {
        data.copySample(i, row.data());
        for (std::size_t f = 0; f < features; ++f) {
            Moments& m = moments[f / positions];
            const double distance = static_cast<double>(row[f]) - m.sum / count;
            m.squares += distance * distance;
        }
    }
    return moments;
}

} // namespace

graph::Graph normalised(const graph::Graph& net) {
    for (const graph::Node& node : net.nodes)
        if (const auto* affine = std::get_if<graph::Affine>(&node.operation); affine && affine->fixed)
            return net;
    graph::Graph made{net.input, {{graph::Affine{.fixed = true}, {graph::kInput}}}};
    for (graph::Node node : net.nodes) {
        for (int& input : node.inputs) ++input; // kInput becomes the normalisation
        made.nodes.push_back(std::move(node));
    }
    static_assert(graph::kInput == -1);
    return made;
}

void fitNormalisation(nn::Network& network, const data::Dataset& training) {
    for (std::size_t layer = 0; layer < network.layers().size(); ++layer) {
        auto* affine = dynamic_cast<nn::AffineLayer<float>*>(network.layers()[layer]);
        if (!affine || !affine->isFixed() || network.wires()[layer].inputs.front() != graph::kInput) continue;
        const std::vector<Moments> moments = momentsOf(training);
        const double count = static_cast<double>(training.size()) * training.shape.positions();
        const std::vector<int> channels = network.originalChannels(static_cast<int>(layer));
        for (std::size_t i = 0; i < channels.size(); ++i) {
            const auto channel = static_cast<std::size_t>(channels[i]);
            if (channel >= moments.size()) return; // the data do not fit, which is said elsewhere
            const bool isIndicator =
                channel < training.columns.size() && training.columns[channel].isIndicator;
            const double mean = moments[channel].sum / count;
            const double deviation = std::sqrt(moments[channel].squares / count);
            const double scale = isIndicator || deviation == 0 ? 1 : 1 / deviation;
            affine->scale.value(static_cast<Eigen::Index>(i), 0) = static_cast<float>(scale);
            affine->shift.value(static_cast<Eigen::Index>(i), 0) =
                static_cast<float>(isIndicator ? 0 : -mean * scale);
        }
    }
}

Experiment completed(Experiment experiment) {
    try {
        const auto source = data::openSource(experiment.data);
        if (source->isTable() && experiment.data.normalise) experiment.net = normalised(experiment.net);
        if (source->hasPictures() && experiment.data.size.empty())
            experiment.data.size = toString(experiment.net.input);
    } catch (const Error&) {
        return experiment;
    }
    return experiment;
}

} // namespace tristate::train

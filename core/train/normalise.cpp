#include "core/train/normalise.h"

#include "core/base/error.h"
#include "core/data/data_source.h"
#include "core/data/moments.h"
#include "core/nn/affine_layer.h"

#include <utility>
#include <vector>

namespace tristate::train {

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
        const std::vector<data::Moments> moments = data::momentsOf(training);
        const std::vector<int> channels = network.originalChannels(static_cast<int>(layer));
        for (std::size_t i = 0; i < channels.size(); ++i) {
            const auto channel = static_cast<std::size_t>(channels[i]);
            if (channel >= moments.size()) return; // the data do not fit, which is said elsewhere
            const bool isIndicator =
                channel < training.columns.size() && training.columns[channel].isIndicator;
            const auto [mean, deviation] = moments[channel];
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

#include "core/train/normalise.h"

#include "core/base/error.h"
#include "core/data/data_source.h"
#include "core/data/moments.h"
#include "core/nn/affine_layer.h"

#include <utility>
#include <vector>

namespace tristate::train {

graph::Graph normalised(const graph::Graph& net) {
    for (const graph::Node& node : net.nodes) {
        const auto* affine = std::get_if<graph::Affine>(&node.operation);
        const bool isUnits = &node == &net.nodes.back() && node.inputs.front() != graph::kInput;
        if (affine && affine->fixed && !isUnits) return net;
    }
    graph::Graph made{net.input, {{graph::Affine{.fixed = true}, {graph::kInput}}}};
    for (graph::Node node : net.nodes) {
        for (int& input : node.inputs) ++input; // kInput becomes the normalisation
        made.nodes.push_back(std::move(node));
    }
    static_assert(graph::kInput == -1);
    return made;
}

graph::Graph withUnits(const graph::Graph& net) {
    if (net.nodes.empty() || std::holds_alternative<graph::Affine>(net.nodes.back().operation)) return net;
    graph::Graph made = net;
    made.nodes.push_back({graph::Affine{.fixed = true}, {static_cast<int>(net.nodes.size()) - 1}});
    return made;
}

namespace {

using FixedAffine = nn::AffineLayer<float>;

void fitInput(FixedAffine& affine, const std::vector<int>& channels, const data::Dataset& training) {
    const std::vector<data::Moments> moments = data::momentsOf(training);
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto channel = static_cast<std::size_t>(channels[i]);
        if (channel >= moments.size()) return; // the data do not fit, which is said elsewhere
        const bool isIndicator = channel < training.columns.size() && training.columns[channel].isIndicator;
        const auto [mean, deviation] = moments[channel];
        const double scale = isIndicator || deviation == 0 ? 1 : 1 / deviation;
        affine.scale.value(static_cast<Eigen::Index>(i), 0) = static_cast<float>(scale);
        affine.shift.value(static_cast<Eigen::Index>(i), 0) =
            static_cast<float>(isIndicator ? 0 : -mean * scale);
    }
}

void fitUnits(FixedAffine& affine, const data::Dataset& training) {
    if (std::cmp_not_equal(training.targets.size(), affine.scale.value.rows())) return; // likewise
    for (std::size_t t = 0; t < training.targets.size(); ++t) {
        const auto row = static_cast<Eigen::Index>(t);
        affine.scale.value(row, 0) = static_cast<float>(training.targets[t].deviation);
        affine.shift.value(row, 0) = static_cast<float>(training.targets[t].mean);
    }
}

} // namespace

void fitNormalisation(nn::Network& network, const data::Dataset& training) {
    const std::size_t last = network.layers().size() - 1;
    for (std::size_t layer = 0; layer <= last; ++layer) {
        auto* affine = dynamic_cast<FixedAffine*>(network.layers()[layer]);
        if (!affine || !affine->isFixed()) continue;
        if (network.wires()[layer].inputs.front() == graph::kInput)
            fitInput(*affine, network.originalChannels(static_cast<int>(layer)), training);
        else if (layer == last && training.isRegression())
            fitUnits(*affine, training);
    }
}

Experiment completed(Experiment experiment, LoadProgress* progress) {
    try {
        const auto source = data::openSource(experiment.data, progress);
        if (source->isTable() && experiment.data.normalise) experiment.net = normalised(experiment.net);
        if (source->isRegression(experiment.data)) {
            experiment.data.task = data::TaskKind::Regression;
            experiment.net = withUnits(experiment.net);
        }
        if (source->hasPictures() && experiment.data.size.empty())
            experiment.data.size = toString(experiment.net.input);
    } catch (const Error&) {
        return experiment;
    }
    return experiment;
}

} // namespace tristate::train

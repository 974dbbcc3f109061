#include "ui/run/layer_names.h"

#include "core/nn/size.h"

namespace tristate::ui {

namespace {

/// Nothing before the first experiment.
std::vector<nn::GatedSize> gatedOf(const graph::Graph& net) {
    return net.nodes.empty() ? std::vector<nn::GatedSize>() : nn::gatedSizes(net);
}

} // namespace

std::vector<QString> gatedLayerNames(const graph::Graph& net) {
    std::vector<QString> names;
    for (const auto& gated : gatedOf(net)) names.push_back(QString::fromStdString(gated.name));
    return names;
}

std::vector<int> gatedLayerUnits(const graph::Graph& net) {
    std::vector<int> units;
    for (const auto& gated : gatedOf(net)) units.push_back(gated.units);
    return units;
}

long long parameterCount(const graph::Graph& net) {
    return net.nodes.empty() ? 0 : nn::totalParameters(nn::sizes(net));
}

} // namespace tristate::ui

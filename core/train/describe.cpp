#include "core/train/describe.h"

#include "core/nn/size.h"

namespace tristate::train {

std::string layerName(const nn::Network& network, int layer) {
    return nn::gatedSizes(network.builtSizes())[static_cast<std::size_t>(layer)].name;
}

void describeGates(const nn::Network& network, Point& point) {
    point.open = nn::openUnits(network);
    point.parameters = nn::totalParameters(nn::openSizes(network));
    point.gates.clear();
    point.depths.clear();
    for (const nn::GatedSize& gated : nn::gatedSizes(network.builtSizes())) { // as they are when merged
        point.gates.emplace_back(static_cast<std::size_t>(gated.units), 0.0f);
        point.depths.push_back(1.0f);
    }
    for (const int index : network.vanished()) point.depths[static_cast<std::size_t>(index)] = 0;
    for (const auto* layer : network.gates()) {
        point.gates[static_cast<std::size_t>(layer->index)] = layer->originalGates();
        point.depths[static_cast<std::size_t>(layer->index)] = layer->depth;
    }
}

std::vector<LayerRow> layerRows(const nn::Network& network) {
    const auto& original = network.builtSizes();
    const auto open = nn::openSizes(network);
    std::vector<double> depths(static_cast<std::size_t>(network.originalGates()), 1.0);
    for (const int index : network.vanished()) depths[static_cast<std::size_t>(index)] = 0;
    for (const auto* layer : network.gates()) depths[static_cast<std::size_t>(layer->index)] = layer->depth;
    std::vector<LayerRow> rows;
    for (std::size_t i = 0; i < open.size(); ++i)
        rows.push_back({.name = open[i].name,
                        .units = original[i].units,
                        .open = open[i].units,
                        .gated = open[i].gated(),
                        .depth = open[i].gated() ? depths[static_cast<std::size_t>(open[i].gates)] : 0.0,
                        .parameters = open[i].parameters,
                        .originalParameters = original[i].parameters,
                        .flops = open[i].flops,
                        .originalFlops = original[i].flops,
                        .merged = open[i].merged,
                        .vanished = open[i].vanished});
    return rows;
}

} // namespace tristate::train

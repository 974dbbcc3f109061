#include "core/inspect/links.h"

namespace tristate::inspect {

Links::Links(const nn::Network& network) : m_into(static_cast<std::size_t>(network.originalGates()) + 1) {
    const auto inputs = layerInputs(network);
    for (const auto& stage : network.stages()) {
        if (!stage.weights) continue;
        Weights& into = stage.gates ? m_into[static_cast<std::size_t>(stage.gates->index)] : m_into.back();
        if (into.layer) continue; // the first of several layers with these units
        into.layer = stage.weights;
        into.input = inputs[stage.layer].shape;
        const bool conv = stage.weights->kernel() > 0;
        into.perFeature = conv ? stage.weights->kernel() * stage.weights->kernel() : 1;
        into.columnOf.assign(static_cast<std::size_t>(conv ? into.input.channels : into.input.features()),
                             -1);
        const LayerInput& input = inputs[stage.layer];
        const std::vector<int> values = conv ? std::vector<int>{} : input.features();
        const int count = conv ? input.channels() : static_cast<int>(values.size());
        for (int i = 0; i < count; ++i)
            into.columnOf[static_cast<std::size_t>(
                conv ? input.channel(i) : values[static_cast<std::size_t>(i)])] = i * into.perFeature;
        if (!stage.gates) continue;
        into.rowOfUnit.assign(static_cast<std::size_t>(stage.gates->originalUnits()), -1);
        for (std::size_t row = 0; row < stage.gates->original.size(); ++row)
            into.rowOfUnit[static_cast<std::size_t>(stage.gates->original[row])] = static_cast<int>(row);
    }
}

bool Links::lead(int to) const {
    return static_cast<std::size_t>(to) < m_into.size() && m_into[static_cast<std::size_t>(to)].layer;
}

float Links::strength(int to, int fromUnits, int from, int unit) const {
    if (!lead(to)) return 0;
    const auto& into = m_into[static_cast<std::size_t>(to)];
    const int row = into.rowOfUnit.empty() ? unit : into.rowOfUnit[static_cast<std::size_t>(unit)];
    const bool entryEach = static_cast<std::size_t>(fromUnits) == into.columnOf.size();
    if (row < 0 || (!entryEach && fromUnits != into.input.channels)) return 0;
    const int perUnit =
        entryEach ? 1 : into.input.positions(); // entries of a feature map before a dense layer
    const bool isConv = into.layer->kernel() > 0;
    const nn::RowRange seen = into.layer->inputsOf(row); // of a convolution, channels
    float sum = 0;
    for (int entry = from * perUnit; entry < (from + 1) * perUnit; ++entry) {
        int column = into.columnOf[static_cast<std::size_t>(entry)];
        if (column < 0) continue;
        if (isConv) {
            if (column / into.perFeature >= seen.end) continue;
            column -= seen.begin * into.perFeature;
            if (column < 0) continue;
        }
        sum += into.layer->weight.value.row(row).segment(column, into.perFeature).sum();
    }
    return sum / static_cast<float>(perUnit * into.perFeature);
}

} // namespace tristate::inspect

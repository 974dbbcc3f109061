#include "core/inspect/links.h"

#include <utility>

namespace tristate::inspect {

Links::Links(const nn::Network& network) : m_into(static_cast<std::size_t>(network.originalGates()) + 1) {
    const auto inputs = layerInputs(network);
    Weights before;
    for (std::size_t i = 0; i < network.layers().size(); ++i) {
        const auto* layer = network.layers()[i];
        if (const auto* weights = layer->asWeights()) {
            before = {};
            before.values = &weights->weight.value;
            before.input = inputs[i].shape;
            const bool conv = weights->kernel() > 0;
            before.perFeature = conv ? weights->kernel() * weights->kernel() : 1;
            before.columnOf.assign(
                static_cast<std::size_t>(conv ? before.input.channels : before.input.features()), -1);
            const int stride = conv ? before.input.positions() : 1;
            for (std::size_t f = 0; f < inputs[i].features.size(); f += static_cast<std::size_t>(stride))
                before.columnOf[static_cast<std::size_t>(inputs[i].features[f] / stride)] =
                    static_cast<int>(f) / stride * before.perFeature;
        } else if (const auto* gates = layer->asGates(); gates && !gates->isInput()) {
            before.rowOfUnit.assign(static_cast<std::size_t>(gates->originalUnits()), -1);
            for (std::size_t row = 0; row < gates->original.size(); ++row)
                before.rowOfUnit[static_cast<std::size_t>(gates->original[row])] = static_cast<int>(row);
            m_into[static_cast<std::size_t>(gates->index)] = std::exchange(before, {});
        }
    }
    m_into.back() = std::move(before);
}

bool Links::lead(int to) const {
    return static_cast<std::size_t>(to) < m_into.size() && m_into[static_cast<std::size_t>(to)].values;
}

float Links::strength(int to, int fromUnits, int from, int unit) const {
    if (!lead(to)) return 0;
    const auto& into = m_into[static_cast<std::size_t>(to)];
    const int row = into.rowOfUnit.empty() ? unit : into.rowOfUnit[static_cast<std::size_t>(unit)];
    const bool entryEach = static_cast<std::size_t>(fromUnits) == into.columnOf.size();
    if (row < 0 || (!entryEach && fromUnits != into.input.channels)) return 0;
    const int perUnit =
        entryEach ? 1 : into.input.positions(); // entries of a feature map before a dense layer
    float sum = 0;
    for (int entry = from * perUnit; entry < (from + 1) * perUnit; ++entry) {
        const int column = into.columnOf[static_cast<std::size_t>(entry)];
        if (column >= 0) sum += into.values->row(row).segment(column, into.perFeature).sum();
    }
    return sum / static_cast<float>(perUnit * into.perFeature);
}

} // namespace tristate::inspect

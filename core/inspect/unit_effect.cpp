#include "core/inspect/unit_effect.h"

#include "core/data/batches.h"
#include "core/train/task.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace tristate::inspect {

namespace {

constexpr std::size_t kSamplesAtOnce = 256;

struct Place {
    std::size_t layer; ///< of network.layers(): where the unit is multiplied by its gate first
    int channel;       ///< of what the layer yields
    int unit;          ///< in the gates
};

std::optional<Place> find(const nn::Network& network, int layer, int unit) {
    const auto* gates = network.gatesAt(layer);
    if (!gates) return {};
    const auto found = std::find(gates->original.begin(), gates->original.end(), unit);
    if (found == gates->original.end()) return {};
    const int at = static_cast<int>(found - gates->original.begin());
    const auto place = network.placeOf(*gates);
    return Place{place.layer, place.channel + at, at};
}

struct Sums {
    double loss = 0, error = 0, active = 0, values = 0;
};

/// Values of the unit that are not 0, among the samples of the workspace.
void countActive(const nn::Workspace<float>& workspace, const nn::Network& network, const Place& place,
                 Sums& sums) {
    const auto& output = workspace.tapes[place.layer].output;
    const int positions = network.layers()[place.layer]->outputShape().positions();
    for (int g = 0; g < workspace.pass.groups(); ++g) {
        const auto values =
            output.map(g).block(0, place.channel * positions, workspace.pass.lanes(g), positions);
        sums.active += static_cast<double>((values != 0.0f).count());
        sums.values += static_cast<double>(values.size());
    }
}

Sums measure(const nn::Network& network, const data::Dataset& dataset, std::size_t samples,
             const Place& place) {
    Sums sums;
    train::MinibatchLoss loss(dataset);
    nn::Workspace<float> workspace;
    for (std::size_t first = 0; first < samples; first += kSamplesAtOnce) {
        const std::size_t count = std::min(kSamplesAtOnce, samples - first);
        std::vector<std::uint32_t> indices(count);
        std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
        const nn::Pass pass{.samples = static_cast<int>(count)};
        const GroupRange all{0, pass.groups()};
        network.prepare(workspace, pass);
        data::gather(dataset, indices, workspace.input, all);
        network.forward(workspace, all);
        loss.take(indices);
        loss.compute(workspace.logits(), all, nullptr);
        sums.loss = loss.addLosses(sums.loss);
        sums.error += loss.errorSum();
        countActive(workspace, network, place, sums);
    }
    return sums;
}

} // namespace

std::optional<UnitEffect> measureUnit(const nn::Network& network, const data::Dataset& dataset,
                                      std::size_t samples, int layer, int unit) {
    const auto place = find(network, layer, unit);
    samples = std::min(samples, dataset.size());
    if (!place || samples == 0) return {};
    nn::Network copy = network;
    nn::Gates<float>& gates = *copy.gatesAt(layer);
    if (!gates.isOpen(place->unit)) gates.width[place->unit] = 1;
    const Sums open = measure(copy, dataset, samples, *place);
    gates.width[place->unit] = 0;
    const Sums closed = measure(copy, dataset, samples, *place);
    const auto count = static_cast<double>(samples);
    return UnitEffect{.activity = open.active / std::max(1.0, open.values),
                      .lossOpen = open.loss / count,
                      .lossClosed = closed.loss / count,
                      .errorOpen = train::errorOf(dataset, open.error, count),
                      .errorClosed = train::errorOf(dataset, closed.error, count),
                      .samples = samples};
}

} // namespace tristate::inspect

#pragma once

#include "core/data/dataset.h"
#include "core/nn/network.h"

#include <optional>

namespace tristate::inspect {

/// What a unit does for the network, measured on some samples.
struct UnitEffect {
    double activity = 0;   ///< share of samples (of a feature map: and positions) where it is not 0
    double lossOpen = 0;   ///< mean cross-entropy with the unit, nats
    double lossClosed = 0; ///< ... and without it
    double errorOpen = 0;  ///< percent
    double errorClosed = 0;
    std::size_t samples = 0;
};

/// Runs the first `samples` samples through the network with the gate of a unit (of gated layer `layer`, both
/// as the network was built) open and closed; all else stays as it is. Nothing when the unit has left. On the
/// calling thread alone; takes as long as two evaluations.
std::optional<UnitEffect> measureUnit(const nn::Network& network, const data::Dataset& dataset,
                                      std::size_t samples, int layer, int unit);

} // namespace tristate::inspect

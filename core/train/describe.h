#pragma once

#include "core/nn/network.h"
#include "core/train/reports.h"

#include <string>

namespace tristate::train {

/// What reports say of a network, however it came to its state: while a run goes on, and when a moment of it
/// is played again. Pure functions, any thread.

/// What people call a gated layer, by Gates::index: "fc1", as in exported files; one that was merged,
/// too.
std::string layerName(const nn::Network& network, int layer);

/// Fills what a point says of the gates: open units, parameters, w of every original unit, d.
void describeGates(const nn::Network& network, Point& point);

/// A row for every layer that has weights or gates, in order; the output layer is the last.
std::vector<LayerRow> layerRows(const nn::Network& network);

} // namespace tristate::train

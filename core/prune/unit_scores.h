#pragma once

#include "core/base/rng.h"
#include "core/nn/network.h"

#include <vector>

namespace tristate::prune {

/// For each gated layer of a network in order, how much each of its present units matters: a criterion of
/// pruning after training. Only the order within a layer counts.
using UnitScores = std::vector<std::vector<double>>;

/// Numbers drawn at random: what any criterion has to beat.
UnitScores randomScores(const nn::Network& network, Rng& rng);

/// Keeps the widths[i] units of gated layer i with the highest scores (of equal ones the first) and drops the
/// others from the arrays, open gates or not. Throws Error when the widths are not one for each gated layer,
/// from 1 to the units it has.
void keepBest(nn::Network& network, const UnitScores& scores, const std::vector<int>& widths);

/// The widths that keep the same share of every gated layer, rounded and at least 1, with at most so many
/// parameters. Throws Error when even one unit in each layer has more.
std::vector<int> widthsAtEqualRatio(const nn::Network& network, long long parameters);

} // namespace tristate::prune

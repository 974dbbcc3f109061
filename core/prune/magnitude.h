#pragma once

#include "core/prune/unit_scores.h"

namespace tristate::prune {

enum class Norm { L1, L2 };

/// The norm of the weights that lead to each unit, without its bias (Li et al. 2017 use L1, for feature
/// maps). Input gates have no such weights; there it is the norm of those that lead away.
UnitScores magnitudeScores(const nn::Network& network, Norm norm);

} // namespace tristate::prune

#pragma once

#include "core/data/dataset.h"
#include "core/nn/plain_network.h"

#include <optional>
#include <string>
#include <vector>

namespace tristate::io {

/// What an imported network takes where this project has values from 0 to 1: each channel times `scale` plus
/// `shift`. One number for each channel of the samples, or one for all.
struct InputRange {
    std::vector<float> scale{1};
    std::vector<float> shift{0};

    bool isUnit() const;
    /// Whether there are as many numbers as a network that takes `input` has channels, or one; of flat
    /// samples each channel has an equal part.
    bool fits(Shape input) const;
    friend bool operator==(const InputRange&, const InputRange&) = default;
};

/// The ranges that networks are usually trained with, as people type them: "0..1", "-1..1", "0..255", and
/// "data": the mean of the training data's channels at 0, their standard deviation 1.
const std::vector<std::string>& inputRangeNames();

/// Throws Error naming what there is. `training`: what "data" is measured on.
InputRange inputRange(const std::string& name, const data::Dataset& training);

/// For networks trained on (x - mean) / deviation of values from 0 to 1. Throws Error where the lists differ
/// in length or hold what is no positive deviation.
InputRange normalising(const std::vector<float>& mean, const std::vector<float>& deviation);

/// Puts the range in front of a network as a node. Throws Error where its channels do not fit.
void putInFront(nn::PlainNetwork& network, const InputRange& range);

} // namespace tristate::io

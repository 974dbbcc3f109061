#pragma once

#include "core/base/rng.h"
#include "core/data/augmentation.h"
#include "core/data/dataset.h"
#include "core/tensor/activation.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tristate::data {

/// Deals the samples of a dataset out as minibatches: every epoch all of them once, in a new random order.
/// The last minibatch of an epoch may be smaller. It is a value: a copy continues identically.
class SampleOrder {
public:
    SampleOrder() = default;
    SampleOrder(std::size_t samples, const Rng& rng);

    /// Indices of the next minibatch; valid until the next call.
    std::span<const std::uint32_t> next(std::size_t batch);

    const std::vector<std::uint32_t>& permutation() const { return m_permutation; }
    std::size_t position() const { return m_position; }
    const Rng& rng() const { return m_rng; }
    /// As saved from the three above. Throws Error when they do not fit together.
    static SampleOrder restored(std::vector<std::uint32_t> permutation, std::size_t position, const Rng& rng);

private:
    Rng m_rng;
    std::vector<std::uint32_t> m_permutation;
    std::size_t m_position = 0; ///< samples of this epoch already dealt
};

/// Writes the samples with these indices to the groups: [group][feature][lane], padding lanes 0. Images are
/// changed at random on the way, flat samples never. Thread-safe for different groups; allocates nothing when
/// the thread has seen the shape before.
void gather(const Dataset& dataset, std::span<const std::uint32_t> indices, Activation<float>& input,
            GroupRange groups, const Augmentation& augmentation = {});

} // namespace tristate::data

#include "core/data/batches.h"

#include "core/base/error.h"
#include "core/tensor/transpose.h"

#include <algorithm>
#include <numeric>

namespace tristate::data {

namespace {

/// Features [first, first + count) of a sample, as the network sees them.
void readFeatures(const Dataset& dataset, std::size_t sample, int first, int count, float* to) {
    const std::size_t offset =
        sample * static_cast<std::size_t>(dataset.shape.features()) + static_cast<std::size_t>(first);
    if (dataset.bytes.empty()) {
        std::copy_n(dataset.values.data() + offset, count, to);
    } else {
        const std::uint8_t* from = dataset.bytes.data() + offset;
        for (int i = 0; i < count; ++i) to[i] = static_cast<float>(from[i]) / 255.0f;
    }
}

} // namespace

SampleOrder::SampleOrder(std::size_t samples, const Rng& rng) : m_rng(rng), m_permutation(samples) {
    std::iota(m_permutation.begin(), m_permutation.end(), 0u);
    m_position = samples;
}

std::span<const std::uint32_t> SampleOrder::next(std::size_t batch) {
    if (m_position == m_permutation.size()) {
        m_rng.shuffle(m_permutation);
        m_position = 0;
    }
    const std::size_t count = std::min(batch, m_permutation.size() - m_position);
    const std::span dealt(m_permutation.data() + m_position, count);
    m_position += count;
    return dealt;
}

SampleOrder SampleOrder::restored(std::vector<std::uint32_t> permutation, std::size_t position,
                                  const Rng& rng) {
    std::vector<bool> seen(permutation.size(), false);
    for (const auto sample : permutation) {
        if (sample >= permutation.size() || seen[sample])
            throw Error("saved order of samples: it is no permutation");
        seen[sample] = true;
    }
    if (position > permutation.size())
        throw Error("saved order of samples: the position lies beyond its end");
    SampleOrder order;
    order.m_rng = rng;
    order.m_permutation = std::move(permutation);
    order.m_position = position;
    return order;
}

void gather(const Dataset& dataset, std::span<const std::uint32_t> indices, Activation<float>& input,
            GroupRange groups) {
    const int features = dataset.shape.features();
    alignas(64) float rows[kLanes][kLanes]; // [lane][feature] of one tile
    for (int g = groups.begin; g < groups.end; ++g) {
        const int firstSample = g * kLanes;
        const int valid = std::clamp(static_cast<int>(indices.size()) - firstSample, 0, kLanes);
        std::fill_n(&rows[0][0], kLanes * kLanes, 0.0f);
        for (int first = 0; first < features; first += kLanes) {
            const int count = std::min(kLanes, features - first);
            for (int lane = 0; lane < valid; ++lane)
                readFeatures(dataset, indices[static_cast<std::size_t>(firstSample + lane)], first, count,
                             rows[lane]);
            float* to = input.group(g) + static_cast<std::ptrdiff_t>(first) * kLanes;
            if (count == kLanes)
                transposeSquare(&rows[0][0], kLanes, to, kLanes);
            else
                for (int f = 0; f < count; ++f)
                    for (int lane = 0; lane < kLanes; ++lane) to[f * kLanes + lane] = rows[lane][f];
        }
    }
}

} // namespace tristate::data

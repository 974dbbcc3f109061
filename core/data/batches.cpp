#include "core/data/batches.h"

#include "core/base/error.h"
#include "core/data/byte_tile.h"
#include "core/messages/formats.h"
#include "core/tensor/transpose.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace tristate::data {

namespace {

/// Points in the plane have no neighbours to change places with.
bool changesSamples(const Augmentation& augmentation, const Shape& shape) {
    return !augmentation.isOff() && !shape.isFlat();
}

/// The sample, changed at random.
void readAugmented(const Dataset& dataset, std::size_t sample, const ImageChange& change, float* to) {
    thread_local std::vector<float> image; // kept so that a step allocates nothing
    image.resize(static_cast<std::size_t>(dataset.shape.features()));
    dataset.copySample(sample, image.data());
    changeImage(change, dataset.shape, image.data(), to);
}

/// A whole group of byte images that stay as they are: the usual case, and a quick one.
void gatherBytes(const Dataset& dataset, std::span<const std::uint32_t, kLanes> samples, float* to) {
    const int features = dataset.shape.features();
    std::array<const std::uint8_t*, kLanes> rows{};
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        rows[lane] = dataset.bytes.data() + samples[lane] * static_cast<std::size_t>(features);
        // The samples lie far apart in memory; all are asked for before the first is waited for.
        constexpr int kCacheLine = 64;
        for (int f = 0; f < features; f += kCacheLine) __builtin_prefetch(rows[lane] + f);
    }
    for (int f = 0; f < features; f += kLanes) {
        const int first = std::min(f, features - kLanes); // the last tile may overlap the one before it
        gatherByteTile(rows.data(), first, to + static_cast<std::ptrdiff_t>(first) * kLanes);
    }
}

/// Any group: every sample is written as a row of floats, then the rows are put side by side.
void gatherRows(const Dataset& dataset, std::span<const std::uint32_t> indices, std::size_t firstPlace,
                const Augmentation& augmentation, float* to) {
    const bool augmented = changesSamples(augmentation, dataset.shape);
    const int features = dataset.shape.features();
    const std::ptrdiff_t padded = std::ptrdiff_t{groupsFor(features)} * kLanes;
    thread_local std::vector<float> rows; // kept so that a step allocates nothing
    rows.resize(static_cast<std::size_t>(padded) * kLanes);
    for (int lane = 0; lane < kLanes; ++lane) {
        const std::size_t place = firstPlace + static_cast<std::size_t>(lane);
        float* row = rows.data() + lane * padded;
        if (place >= indices.size())
            std::fill_n(row, features, 0.0f);
        else if (augmented)
            readAugmented(dataset, indices[place], drawChange(augmentation, place), row);
        else
            dataset.copySample(indices[place], row);
    }
    for (int first = 0; first < features; first += kLanes) {
        const float* from = rows.data() + first;
        float* tile = to + static_cast<std::ptrdiff_t>(first) * kLanes;
        if (features - first >= kLanes)
            transposeSquare(from, padded, tile, kLanes);
        else
            for (int f = 0; f < features - first; ++f)
                for (int lane = 0; lane < kLanes; ++lane) tile[f * kLanes + lane] = from[lane * padded + f];
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
        if (sample >= permutation.size() || seen[sample]) throw Error(say::kSavedOrderNoPermutation);
        seen[sample] = true;
    }
    if (position > permutation.size()) throw Error(say::kSavedOrderBeyondEnd);
    SampleOrder order;
    order.m_rng = rng;
    order.m_permutation = std::move(permutation);
    order.m_position = position;
    return order;
}

void gather(const Dataset& dataset, std::span<const std::uint32_t> indices, Activation<float>& input,
            GroupRange groups, const Augmentation& augmentation) {
    const bool inTiles = !changesSamples(augmentation, dataset.shape) && !dataset.bytes.empty() &&
                         dataset.shape.features() >= kLanes;
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto first = static_cast<std::size_t>(g) * kLanes;
        if (inTiles && first + kLanes <= indices.size())
            gatherBytes(dataset, indices.subspan(first).first<kLanes>(), input.group(g));
        else
            gatherRows(dataset, indices, first, augmentation, input.group(g));
    }
}

} // namespace tristate::data

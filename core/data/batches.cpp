#include "core/data/batches.h"

#include "core/base/error.h"
#include "core/data/byte_tile.h"
#include "core/tensor/transpose.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>

namespace tristate::data {

namespace {

/// The image moved by (dx, dy) pixels, zeros where nothing moves in.
void shiftImage(const Shape& shape, const float* from, int dx, int dy, float* to) {
    std::fill_n(to, shape.features(), 0.0f);
    const int columns = shape.width - std::abs(dx);
    for (int row = std::max(0, dy); row < shape.channels * shape.height; ++row) {
        const int y = row % shape.height, source = y - dy;
        if (source < 0 || source >= shape.height || columns <= 0) continue;
        std::copy_n(from + (row - dy) * shape.width + std::max(0, -dx), columns,
                    to + row * shape.width + std::max(0, dx));
    }
}

/// The sample, changed at random.
void readAugmented(const Dataset& dataset, std::size_t sample, std::size_t place,
                   const Augmentation& augmentation, std::vector<float>& scratch, float* to) {
    if (augmentation.shift == 0 || dataset.shape.isFlat()) return dataset.copySample(sample, to);
    constexpr std::uint64_t kMostSamplesOfAMinibatch = std::uint64_t{1} << 32;
    Rng rng = Rng::stream(augmentation.seed, augmentation.minibatch * kMostSamplesOfAMinibatch + place);
    const auto draw = [&] {
        return static_cast<int>(rng.below(static_cast<std::uint64_t>(2 * augmentation.shift + 1))) -
               augmentation.shift;
    };
    const int dx = draw(), dy = draw();
    scratch.resize(static_cast<std::size_t>(dataset.shape.features()));
    dataset.copySample(sample, scratch.data());
    shiftImage(dataset.shape, scratch.data(), dx, dy, to);
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
    const int features = dataset.shape.features();
    const std::ptrdiff_t padded = std::ptrdiff_t{groupsFor(features)} * kLanes;
    thread_local std::vector<float> rows, scratch; // kept so that a step allocates nothing
    rows.resize(static_cast<std::size_t>(padded) * kLanes);
    for (int lane = 0; lane < kLanes; ++lane) {
        const std::size_t place = firstPlace + static_cast<std::size_t>(lane);
        float* row = rows.data() + lane * padded;
        if (place < indices.size())
            readAugmented(dataset, indices[place], place, augmentation, scratch, row);
        else
            std::fill_n(row, features, 0.0f);
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
            GroupRange groups, const Augmentation& augmentation) {
    const bool augmented = augmentation.shift != 0 && !dataset.shape.isFlat();
    const bool inTiles = !augmented && !dataset.bytes.empty() && dataset.shape.features() >= kLanes;
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto first = static_cast<std::size_t>(g) * kLanes;
        if (inTiles && first + kLanes <= indices.size())
            gatherBytes(dataset, indices.subspan(first).first<kLanes>(), input.group(g));
        else
            gatherRows(dataset, indices, first, augmentation, input.group(g));
    }
}

} // namespace tristate::data

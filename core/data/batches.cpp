#include "core/data/batches.h"

#include "core/base/error.h"
#include "core/tensor/transpose.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace tristate::data {

namespace {

/// A sample as the network sees it.
void readSample(const Dataset& dataset, std::size_t sample, float* to) {
    const auto features = static_cast<std::size_t>(dataset.shape.features());
    if (dataset.bytes.empty()) {
        std::copy_n(dataset.values.data() + sample * features, features, to);
    } else {
        const std::uint8_t* from = dataset.bytes.data() + sample * features;
        for (std::size_t i = 0; i < features; ++i) to[i] = static_cast<float>(from[i]) / 255.0f;
    }
}

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
    if (augmentation.shift == 0 || dataset.shape.isFlat()) return readSample(dataset, sample, to);
    constexpr std::uint64_t kMostSamplesOfAMinibatch = std::uint64_t{1} << 32;
    Rng rng = Rng::stream(augmentation.seed, augmentation.minibatch * kMostSamplesOfAMinibatch + place);
    const auto draw = [&] {
        return static_cast<int>(rng.below(static_cast<std::uint64_t>(2 * augmentation.shift + 1))) -
               augmentation.shift;
    };
    const int dx = draw(), dy = draw();
    scratch.resize(static_cast<std::size_t>(dataset.shape.features()));
    readSample(dataset, sample, scratch.data());
    shiftImage(dataset.shape, scratch.data(), dx, dy, to);
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
    const int features = dataset.shape.features();
    const int padded = groupsFor(features) * kLanes;
    thread_local std::vector<float> rows,
        scratch; // [lane][feature] of a group; kept so that a step allocates nothing
    rows.resize(static_cast<std::size_t>(padded) * kLanes);
    for (int g = groups.begin; g < groups.end; ++g) {
        const int firstSample = g * kLanes;
        const int valid = std::clamp(static_cast<int>(indices.size()) - firstSample, 0, kLanes);
        for (int lane = 0; lane < kLanes; ++lane) {
            float* row = rows.data() + static_cast<std::ptrdiff_t>(lane) * padded;
            const auto place = static_cast<std::size_t>(firstSample + lane);
            if (lane < valid)
                readAugmented(dataset, indices[place], place, augmentation, scratch, row);
            else
                std::fill_n(row, features, 0.0f);
        }
        for (int first = 0; first < features; first += kLanes) {
            float* to = input.group(g) + static_cast<std::ptrdiff_t>(first) * kLanes;
            const float* from = rows.data() + first;
            if (features - first >= kLanes)
                transposeSquare(from, padded, to, kLanes);
            else
                for (int f = 0; f < features - first; ++f)
                    for (int lane = 0; lane < kLanes; ++lane) to[f * kLanes + lane] = from[lane * padded + f];
        }
    }
}

} // namespace tristate::data

#include "core/data/moments.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tristate::data {

/// Twice over the data: the distances from a large mean are exact then.
std::vector<Moments> momentsOf(const Dataset& data) {
    const auto positions = static_cast<std::size_t>(data.shape.positions());
    const auto features = static_cast<std::size_t>(data.shape.features());
    std::vector<double> sums(static_cast<std::size_t>(data.shape.channels)), squares(sums.size());
    const double count = std::max(1.0, static_cast<double>(data.size()) * static_cast<double>(positions));
    std::vector<float> row(features);
    for (std::size_t i = 0; i < data.size(); ++i) {
        data.copySample(i, row.data());
        for (std::size_t f = 0; f < features; ++f) sums[f / positions] += static_cast<double>(row[f]);
    }
    for (std::size_t i = 0; i < data.size(); ++i) {
        data.copySample(i, row.data());
        for (std::size_t f = 0; f < features; ++f) {
            const double distance = static_cast<double>(row[f]) - sums[f / positions] / count;
            squares[f / positions] += distance * distance;
        }
    }
    std::vector<Moments> moments;
    for (std::size_t c = 0; c < sums.size(); ++c)
        moments.push_back({sums[c] / count, std::sqrt(squares[c] / count)});
    return moments;
}

} // namespace tristate::data

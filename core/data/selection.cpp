#include "core/data/selection.h"

#include <algorithm>

namespace tristate::data {

Dataset select(const Dataset& from, std::span<const std::size_t> samples) {
    Dataset to;
    to.name = from.name;
    to.shape = from.shape;
    to.classes = from.classes;
    to.classNames = from.classNames;
    to.columns = from.columns;
    to.targets = from.targets;

    const auto copyRows = [&](const auto& source, auto& target, std::size_t width) {
        if (source.empty()) return;
        target.resize(samples.size() * width);
        auto row = target.begin();
        for (const std::size_t sample : samples)
            row = std::copy_n(source.data() + sample * width, width, row);
    };
    const auto features = static_cast<std::size_t>(from.shape.features());
    copyRows(from.labels, to.labels, 1);
    copyRows(from.targetValues, to.targetValues, from.targets.size());
    copyRows(from.bytes, to.bytes, features);
    copyRows(from.values, to.values, features);
    return to;
}

void keep(Dataset& data, std::span<const std::size_t> samples) {
    const auto moveRows = [&](auto& rows, std::size_t width) {
        if (rows.empty()) return;
        auto to = rows.begin();
        for (const std::size_t sample : samples) {
            const auto from = rows.begin() + static_cast<std::ptrdiff_t>(sample * width);
            to = from == to ? to + static_cast<std::ptrdiff_t>(width)
                            : std::copy_n(from, width, to); // which lies before
        }
        rows.resize(samples.size() * width);
    };
    const auto features = static_cast<std::size_t>(data.shape.features());
    moveRows(data.labels, 1);
    moveRows(data.targetValues, data.targets.size());
    moveRows(data.bytes, features);
    moveRows(data.values, features);
}

} // namespace tristate::data

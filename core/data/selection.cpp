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
    to.labels.reserve(samples.size());
    for (const std::size_t sample : samples) to.labels.push_back(from.labels[sample]);

    const auto features = static_cast<std::size_t>(from.shape.features());
    const auto copyRows = [&](const auto& source, auto& target) {
        if (source.empty()) return;
        target.resize(samples.size() * features);
        auto row = target.begin();
        for (const std::size_t sample : samples)
            row = std::copy_n(source.data() + sample * features, features, row);
    };
    copyRows(from.bytes, to.bytes);
    copyRows(from.values, to.values);
    return to;
}

} // namespace tristate::data

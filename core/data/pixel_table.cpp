#include "core/data/pixel_table.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace tristate::data {

namespace {

constexpr float kWhite = 255;

bool isByte(float value) {
    return value >= 0 && value <= kWhite && value == std::floor(value);
}

/// The side of the square; 0 where the columns are no pixels. They may begin at 1, and with another name.
int sideOf(const Dataset& table) {
    constexpr int kLeast = 4;
    const auto side = static_cast<int>(std::lround(std::sqrt(table.columns.size())));
    if (side < kLeast ||
        static_cast<std::size_t>(side) * static_cast<std::size_t>(side) != table.columns.size())
        return 0;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const std::string& name = table.columns[c].name;
        if (name != "pixel" + std::to_string(c) && name != "pixel" + std::to_string(c + 1)) return 0;
    }
    return side;
}

} // namespace

void makeImages(Splits& splits) {
    const int side = sideOf(splits.train);
    if (side == 0) return;
    for (const Dataset* part : {&splits.train, &splits.test})
        if (!std::all_of(part->values.begin(), part->values.end(), isByte)) return;
    for (Dataset* part : {&splits.train, &splits.test}) {
        part->shape = {1, side, side};
        part->bytes.assign(part->values.begin(), part->values.end());
        part->values = {};
        part->columns = {};
    }
}

} // namespace tristate::data

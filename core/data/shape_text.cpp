#include "core/data/shape_text.h"

#include <array>
#include <charconv>
#include <cstddef>

namespace tristate::data {

std::optional<Shape> shapeFrom(std::string_view text) {
    std::array<int, 3> sides{};
    const char *at = text.data(), *const end = at + text.size();
    for (std::size_t i = 0; i < sides.size(); ++i) {
        const auto [next, error] = std::from_chars(at, end, sides[i]);
        const bool isLast = i + 1 == sides.size();
        if (error != std::errc() || sides[i] < 1 || sides[i] > kMaxShapeSide || (next == end) != isLast ||
            (!isLast && *next != 'x'))
            return std::nullopt;
        at = next + (isLast ? 0 : 1);
    }
    return Shape{sides[0], sides[1], sides[2]};
}

} // namespace tristate::data

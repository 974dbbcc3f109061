#pragma once

#include "core/tensor/shape.h"

#include <optional>
#include <string_view>

namespace tristate::data {

inline constexpr int kMaxShapeSide = 4096; ///< of a shape that somebody typed

/// "3x32x32", each side from 1 to kMaxShapeSide; nothing for another text. Internal to core/data.
std::optional<Shape> shapeFrom(std::string_view text);

} // namespace tristate::data

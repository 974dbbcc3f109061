#pragma once

#include <cstdint>
#include <span>

namespace tristate::pictures {

/// How a JPEG says that it must be turned: 1 (not at all) to 8; 1 where it says nothing that is understood.
int exifOrientation(std::span<const std::uint8_t> jpeg);

} // namespace tristate::pictures

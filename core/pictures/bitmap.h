#pragma once

#include "core/pictures/picture.h"

namespace tristate::pictures {

// The two formats of plain pixels, which are a few lines each. Throw Error naming `file`.

/// BMP without compression, of 1, 4, 8, 24 or 32 bits.
Picture readBmp(std::span<const std::uint8_t> bytes, const std::string& file);
/// PGM and PPM, as text or binary (P2, P3, P5, P6).
Picture readPnm(std::span<const std::uint8_t> bytes, const std::string& file);

} // namespace tristate::pictures

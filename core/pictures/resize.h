#pragma once

#include "core/pictures/picture.h"

#include <cstdint>

namespace tristate::pictures {

/// The picture in another size: each pixel is the mean of the area it covers. Exact where the size stays.
Picture resized(const Picture& picture, int width, int height);

/// The picture with so many channels (1 or 3): grey is the luma of ITU-R BT.601.
Picture withChannels(Picture picture, int channels);

/// Turned and mirrored as the EXIF orientation 1 to 8 says.
Picture turned(Picture picture, int orientation);

/// Channel after channel, where a picture has those of a pixel side by side. `to` has room for all pixels.
void copyByChannel(const Picture& picture, std::uint8_t* to);

} // namespace tristate::pictures

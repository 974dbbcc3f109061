#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::pictures {

/// A picture in memory: rows from the top, of each pixel its channels (1: grey, or 3: red, green, blue).
struct Picture {
    int width = 0;
    int height = 0;
    int channels = 1;
    std::vector<std::uint8_t> pixels;
};

/// Whether a name ends as that of a picture: .png, .jpg, .jpeg, .bmp, .pgm, .ppm, in whatever case.
bool hasPictureName(std::string_view path);

/// Reads a PNG, JPEG, BMP, PGM or PPM, told apart by its content. Palettes become colours, 16 bits 8,
/// transparent places white; what EXIF says to be turned is turned; colours that are all grey become one
/// channel. The file is not trusted: no memory is taken for more pixels than its bytes can hold. Throws Error
/// naming `file` (in quotes). Thread-safe.
Picture readPicture(std::span<const std::uint8_t> bytes, const std::string& file);

/// Throws where so many pixels cannot come of so many bytes when a byte gives `most` at best.
void requirePixels(std::uint64_t width, std::uint64_t height, std::size_t bytes, std::uint64_t most,
                   const std::string& file);

} // namespace tristate::pictures

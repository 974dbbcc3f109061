#include "core/pictures/exif.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace tristate::pictures {

namespace {

using Bytes = std::span<const std::uint8_t>;

/// Numbers of a TIFF block; 0 beyond its end.
class Tiff {
public:
    explicit Tiff(Bytes bytes) : m_bytes(bytes), m_bigEndian(!bytes.empty() && bytes[0] == 'M') {}

    std::uint32_t number(std::size_t at, std::size_t width) const {
        if (at > m_bytes.size() || width > m_bytes.size() - at) return 0;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < width; ++i)
            value = value << 8 | m_bytes[at + (m_bigEndian ? i : width - 1 - i)];
        return value;
    }

    int orientation() const {
        constexpr std::uint32_t kOrientation = 0x0112;
        constexpr std::size_t kEntry = 12;
        const std::size_t directory = number(4, 4), count = number(directory, 2);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t entry = directory + 2 + i * kEntry;
            if (entry >= m_bytes.size()) break;
            if (number(entry, 2) == kOrientation) return static_cast<int>(number(entry + 8, 2));
        }
        return 1;
    }

private:
    Bytes m_bytes;
    bool m_bigEndian;
};

} // namespace

int exifOrientation(Bytes jpeg) {
    constexpr std::uint8_t kApp1 = 0xe1, kScan = 0xda;
    constexpr std::string_view kExif("Exif\0\0", 6);
    std::size_t at = 2;
    while (at + 4 <= jpeg.size() && jpeg[at] == 0xff && jpeg[at + 1] != kScan) {
        const std::size_t length = std::size_t{jpeg[at + 2]} << 8 | jpeg[at + 3];
        if (length < 2 || at + 2 + length > jpeg.size()) break;
        const Bytes content = jpeg.subspan(at + 4, length - 2);
        if (jpeg[at + 1] == kApp1 && content.size() > kExif.size() &&
            std::equal(kExif.begin(), kExif.end(), content.begin())) {
            const int orientation = Tiff(content.subspan(kExif.size())).orientation();
            return orientation >= 1 && orientation <= 8 ? orientation : 1;
        }
        at += 2 + length;
    }
    return 1;
}

} // namespace tristate::pictures

#include "core/pictures/bitmap.h"

#include "core/base/error.h"
#include "core/messages/sources.h"

#include <algorithm>

namespace tristate::pictures {

namespace {

using Bytes = std::span<const std::uint8_t>;

[[noreturn]] void fail(const std::string& file, const char* why) {
    throw Error(say::kPictureDamaged, file, why);
}

std::uint32_t little(Bytes bytes, std::size_t at, std::size_t width, const std::string& file) {
    if (at > bytes.size() || width > bytes.size() - at) fail(file, "it ends within its header");
    std::uint32_t value = 0;
    for (std::size_t i = width; i-- > 0;) value = value << 8 | bytes[at + i];
    return value;
}

/// Reads the numbers of the header of a PGM or PPM, and of one that is text.
class PnmReader {
public:
    PnmReader(Bytes bytes, const std::string& file) : m_bytes(bytes), m_file(file) {}

    std::uint32_t number() {
        skipSpace();
        std::uint32_t value = 0;
        const std::size_t begin = m_at;
        for (; m_at < m_bytes.size() && m_bytes[m_at] >= '0' && m_bytes[m_at] <= '9'; ++m_at) {
            value = value * 10 + (m_bytes[m_at] - '0');
            if (value > 1'000'000) fail(m_file, "a number is too large");
        }
        if (m_at == begin) fail(m_file, "a number is missing");
        return value;
    }

    /// The bytes behind the one that ends the header.
    Bytes rest() const { return m_bytes.subspan(std::min(m_at + 1, m_bytes.size())); }

private:
    void skipSpace() {
        while (m_at < m_bytes.size()) {
            const std::uint8_t c = m_bytes[m_at];
            if (c == '#')
                while (m_at < m_bytes.size() && m_bytes[m_at] != '\n') ++m_at;
            else if (c == ' ' || (c >= '\t' && c <= '\r'))
                ++m_at;
            else
                return;
        }
    }

    Bytes m_bytes;
    const std::string& m_file;
    std::size_t m_at = 2;
};

/// Bit fields of a row, or whole bytes, as the index of a palette.
std::uint8_t indexAt(Bytes row, std::size_t x, std::uint32_t bits) {
    const std::size_t perByte = 8 / bits;
    const std::uint32_t shift = static_cast<std::uint32_t>(perByte - 1 - x % perByte) * bits;
    return static_cast<std::uint8_t>(row[x / perByte] >> shift & ((1u << bits) - 1));
}

} // namespace

Picture readBmp(Bytes bytes, const std::string& file) {
    constexpr std::size_t kHeaderAt = 14;
    const auto number = [&](std::size_t at, std::size_t width) { return little(bytes, at, width, file); };
    const std::uint32_t begin = number(10, 4), header = number(kHeaderAt, 4), bits = number(28, 2);
    const auto width = static_cast<std::int32_t>(number(18, 4)),
               tall = static_cast<std::int32_t>(number(22, 4));
    constexpr std::uint32_t kPlain = 0, kMasks = 3;
    const std::uint32_t packing = number(30, 4);
    const bool isKnown = bits == 1 || bits == 4 || bits == 8 || bits == 24 || bits == 32;
    if (header < 40 || !isKnown || (packing != kPlain && !(packing == kMasks && bits == 32)))
        fail(file, "only BMP without compression of 1, 4, 8, 24 or 32 bits is understood");
    if (width < 1 || tall == 0 || tall == INT32_MIN) fail(file, "it has no pixels");
    const auto columns = static_cast<std::size_t>(width), rows = static_cast<std::size_t>(std::abs(tall));
    requirePixels(columns, rows, bytes.size(), 8, file);
    const std::size_t stride = (columns * bits + 31) / 32 * 4;
    if (begin > bytes.size() || stride * rows > bytes.size() - begin) fail(file, "it is cut off");
    const std::size_t palette = kHeaderAt + header;
    Picture picture{width, static_cast<int>(rows), 3, {}};
    picture.pixels.reserve(3 * columns * rows);
    for (std::size_t y = 0; y < rows; ++y) {
        const Bytes row = bytes.subspan(begin + (tall < 0 ? y : rows - 1 - y) * stride, stride);
        for (std::size_t x = 0; x < columns; ++x) {
            Bytes colour = bits >= 24 ? row.subspan(x * (bits / 8)) : Bytes();
            if (bits < 24) {
                const std::size_t at = palette + 4 * std::size_t{indexAt(row, x, bits)};
                if (at + 3 > bytes.size()) fail(file, "its palette is cut off");
                colour = bytes.subspan(at);
            }
            picture.pixels.insert(picture.pixels.end(), {colour[2], colour[1], colour[0]});
        }
    }
    return picture;
}

Picture readPnm(Bytes bytes, const std::string& file) {
    const bool isText = bytes[1] == '2' || bytes[1] == '3';
    const int channels = bytes[1] == '3' || bytes[1] == '6' ? 3 : 1;
    PnmReader reader(bytes, file);
    const std::uint32_t width = reader.number(), height = reader.number(), most = reader.number();
    if (width < 1 || height < 1 || most < 1 || most > 65535)
        fail(file, "its size or largest value cannot be");
    requirePixels(width, height, bytes.size(), 1, file);
    const std::size_t count = std::size_t{width} * height * static_cast<std::size_t>(channels);
    Picture picture{static_cast<int>(width), static_cast<int>(height), channels, {}};
    const std::size_t wide = most > 255 ? 2 : 1;
    const Bytes rest = reader.rest();
    if (!isText && rest.size() < count * wide) fail(file, "it is cut off");
    picture.pixels.reserve(std::min(count, bytes.size()));
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t value = isText      ? reader.number()
                                    : wide == 2 ? std::uint32_t{rest[2 * i]} << 8 | rest[2 * i + 1]
                                                : rest[i];
        picture.pixels.push_back(static_cast<std::uint8_t>((std::min(value, most) * 255 + most / 2) / most));
    }
    return picture;
}

} // namespace tristate::pictures

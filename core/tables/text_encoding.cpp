#include "core/tables/text_encoding.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

namespace tristate::tables {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kSniffed = 4096; ///< bytes that tell UTF-16 without a mark

/// The length of the UTF-8 sequence that begins here; 0 when it is none.
std::size_t sequenceAt(const Bytes& bytes, std::size_t at) {
    const std::uint8_t lead = bytes[at];
    const std::size_t length = lead >= 0xc2 && lead < 0xe0   ? 2
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xf0 && lead < 0xf5 ? 4
                                                             : 0;
    if (length == 0 || at + length > bytes.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((bytes[at + i] & 0xc0) != 0x80) return 0;
    return length;
}

bool isUtf8(const Bytes& bytes) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080u;
    std::size_t at = 0;
    while (at < bytes.size()) {
        std::uint64_t word = 0;
        if (at + sizeof word <= bytes.size()) {
            std::memcpy(&word, bytes.data() + at, sizeof word);
            if ((word & kHighBits) == 0) {
                at += sizeof word;
                continue;
            }
        }
        const std::size_t length = bytes[at] < 0x80 ? 1 : sequenceAt(bytes, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

void append(Bytes& to, std::uint32_t point) {
    const auto put = [&to](std::uint32_t byte) { to.push_back(static_cast<std::uint8_t>(byte)); };
    if (point < 0x80) return put(point);
    if (point < 0x800) {
        put(0xc0 | point >> 6);
    } else {
        if (point < 0x10000) {
            put(0xe0 | point >> 12);
        } else {
            put(0xf0 | point >> 18);
            put(0x80 | (point >> 12 & 0x3f));
        }
        put(0x80 | (point >> 6 & 0x3f));
    }
    put(0x80 | (point & 0x3f));
}

Bytes fromLatin1(const Bytes& bytes) {
    Bytes text;
    const auto wide = std::count_if(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b >= 0x80; });
    text.reserve(bytes.size() + static_cast<std::size_t>(wide));
    for (const std::uint8_t byte : bytes) append(text, byte);
    return text;
}

/// An odd last byte is left out; half of a surrogate pair becomes the replacement character.
Bytes fromUtf16(std::span<const std::uint8_t> bytes, bool bigEndian) {
    const auto unitAt = [&](std::size_t i) -> std::uint32_t {
        return bigEndian ? std::uint32_t{bytes[i]} << 8 | bytes[i + 1]
                         : std::uint32_t{bytes[i + 1]} << 8 | bytes[i];
    };
    Bytes text;
    text.reserve(bytes.size() / 2);
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        std::uint32_t point = unitAt(i);
        if (point >= 0xd800 && point < 0xe000) {
            const std::uint32_t low = i + 3 < bytes.size() ? unitAt(i + 2) : 0;
            const bool isPair = point < 0xdc00 && low >= 0xdc00 && low < 0xe000;
            point = isPair ? 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
            if (isPair) i += 2;
        }
        append(text, point);
    }
    return text;
}

bool begins(const Bytes& bytes, std::initializer_list<std::uint8_t> mark) {
    return bytes.size() >= mark.size() && std::equal(mark.begin(), mark.end(), bytes.begin());
}

/// Text without a mark whose odd (or even) bytes are nearly all 0: most of it are letters of ASCII.
bool hasZerosAt(const Bytes& bytes, std::size_t first) {
    const std::size_t end = std::min(bytes.size(), kSniffed);
    std::size_t zeros = 0, others = 0;
    for (std::size_t i = first; i < end; i += 2) ++(bytes[i] == 0 ? zeros : others);
    return zeros > 9 * others && zeros > 1;
}

} // namespace

const char* nameOf(Encoding encoding) {
    switch (encoding) {
    case Encoding::Latin1:
        return "Latin-1";
    case Encoding::Utf16:
        return "UTF-16";
    case Encoding::Utf8:
        break;
    }
    return "UTF-8";
}

DecodedText::DecodedText(std::vector<std::uint8_t> bytes) : m_bytes(std::move(bytes)) {
    const bool littleMark = begins(m_bytes, {0xff, 0xfe}), bigMark = begins(m_bytes, {0xfe, 0xff});
    const bool isUtf16 = littleMark || bigMark || hasZerosAt(m_bytes, 1) != hasZerosAt(m_bytes, 0);
    if (isUtf16) {
        m_encoding = Encoding::Utf16;
        const std::size_t mark = littleMark || bigMark ? 2 : 0;
        const bool bigEndian = bigMark || (mark == 0 && hasZerosAt(m_bytes, 0));
        m_bytes = fromUtf16(std::span(m_bytes).subspan(mark), bigEndian);
    } else if (begins(m_bytes, {0xef, 0xbb, 0xbf})) {
        m_begin = 3;
    } else if (!isUtf8(m_bytes)) {
        m_encoding = Encoding::Latin1;
        m_bytes = fromLatin1(m_bytes);
    }
}

std::string_view DecodedText::text() const {
    return {reinterpret_cast<const char*>(m_bytes.data()) + m_begin, m_bytes.size() - m_begin};
}

} // namespace tristate::tables

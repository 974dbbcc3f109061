#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace tristate::tables {

enum class Encoding { Utf8, Latin1, Utf16 };

/// "UTF-8", as messages call it.
const char* nameOf(Encoding encoding);

/// The text of a file as UTF-8, whatever it was written in: with a byte order mark as that says; without one
/// UTF-16 when every other byte of what begins it is 0, UTF-8 when all of it is valid, and Latin-1 else.
/// Takes at most twice the bytes beside them. Thread-safe.
class DecodedText {
public:
    explicit DecodedText(std::vector<std::uint8_t> bytes);
    DecodedText(const DecodedText&) = delete;
    DecodedText& operator=(const DecodedText&) = delete;

    Encoding encoding() const { return m_encoding; }
    /// Without the mark; valid as long as this.
    std::string_view text() const;

private:
    std::vector<std::uint8_t> m_bytes;
    std::size_t m_begin = 0;
    Encoding m_encoding = Encoding::Utf8;
};

} // namespace tristate::tables

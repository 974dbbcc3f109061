#pragma once

#include <string>
#include <string_view>

namespace tristate::tables {

/// How a table is written.
struct Dialect {
    char separator = ',';
    bool decimalComma = false;
    bool hasHeader = false;
    friend bool operator==(const Dialect&, const Dialect&) = default;
};

/// Takes a text apart into fields, in order. A field in double quotes may hold separators, line ends and,
/// doubled, quotes. Lines without a character are skipped. One thread at a time.
class FieldScanner {
public:
    /// Both ends within `text`; `begin` is that of a line.
    FieldScanner(std::string_view text, std::size_t begin, std::size_t end, char separator)
        : m_at(text.data() + begin), m_end(text.data() + end), m_separator(separator) {}

    /// Skips empty lines; false at the end of the text.
    bool beginRow();
    /// The place of what comes next.
    const char* at() const { return m_at; }
    const char* end() const { return m_end; }
    /// Goes to a place within the field that comes next, at whose end it must be: nothing else than a
    /// separator, a line end or the end of the text may stand there. False when that is not so.
    bool skipTo(const char* place);
    /// The next field without its quotes and the spaces around it. Valid until the next call.
    std::string_view next();
    /// Whether next() or skipTo() came to the end of a row.
    bool isRowDone() const { return m_isRowDone; }
    /// Whether a field began with a quote that nothing closes, and took all the rest.
    bool hasOpenQuote() const { return m_hasOpenQuote; }

private:
    std::string_view quoted();
    void finishField();

    const char* m_at;
    const char* m_end;
    char m_separator;
    bool m_isRowDone = false;
    bool m_hasOpenQuote = false;
    std::string m_unescaped;
};

/// What people write where there is no value: nothing, NA, N/A, NaN, null, None, ?, -.
bool isMissing(std::string_view field);

/// Reads a whole field as a number, infinities included; false when it is none.
bool readNumber(std::string_view field, bool decimalComma, float& number);

} // namespace tristate::tables

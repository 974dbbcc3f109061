#include "core/tables/table_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace tristate::tables {

namespace {

bool isLineEnd(char c) {
    return c == '\n' || c == '\r';
}

std::string_view trimmed(std::string_view field) {
    while (!field.empty() && field.front() == ' ') field.remove_prefix(1);
    while (!field.empty() && field.back() == ' ') field.remove_suffix(1);
    return field;
}

bool equalsIgnoringCase(std::string_view field, std::string_view lower) {
    return field.size() == lower.size() &&
           std::equal(field.begin(), field.end(), lower.begin(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

} // namespace

bool FieldScanner::beginRow() {
    while (m_at < m_end && isLineEnd(*m_at)) ++m_at;
    m_isRowDone = false;
    return m_at < m_end;
}

bool FieldScanner::skipTo(const char* place) {
    if (place < m_end && *place != m_separator && !isLineEnd(*place)) return false;
    m_at = place;
    finishField();
    return true;
}

/// Steps over the separator, or notes that the row ends.
void FieldScanner::finishField() {
    if (m_at < m_end && *m_at == m_separator)
        ++m_at;
    else
        m_isRowDone = true;
}

std::string_view FieldScanner::next() {
    while (m_at < m_end && *m_at == ' ' && m_separator != ' ') ++m_at;
    if (m_at < m_end && *m_at == '"') return quoted();
    const char* const begin = m_at;
    while (m_at < m_end && *m_at != m_separator && !isLineEnd(*m_at)) ++m_at;
    const std::string_view field = trimmed({begin, static_cast<std::size_t>(m_at - begin)});
    finishField();
    return field;
}

/// A quote that nothing closes takes the rest; what stands between the closing quote and the separator
/// belongs to the field.
std::string_view FieldScanner::quoted() {
    m_unescaped.clear();
    m_hasOpenQuote = true;
    ++m_at;
    while (m_at < m_end) {
        const auto* quote =
            static_cast<const char*>(std::memchr(m_at, '"', static_cast<std::size_t>(m_end - m_at)));
        const bool isOpen = !quote;
        if (isOpen) quote = m_end;
        m_unescaped.append(m_at, quote);
        m_at = std::min(quote + 1, m_end);
        if (m_at == m_end || *m_at != '"') {
            m_hasOpenQuote = isOpen;
            break;
        }
        m_unescaped += '"';
        ++m_at;
    }
    while (m_at < m_end && *m_at != m_separator && !isLineEnd(*m_at)) m_unescaped += *m_at++;
    finishField();
    return trimmed(m_unescaped);
}

bool isMissing(std::string_view field) {
    constexpr std::size_t kLongest = 4;
    if (field.empty()) return true;
    if (field.size() > kLongest) return false;
    constexpr std::array<std::string_view, 7> kMarks{"na", "n/a", "nan", "null", "none", "?", "-"};
    return std::any_of(kMarks.begin(), kMarks.end(),
                       [field](std::string_view mark) { return equalsIgnoringCase(field, mark); });
}

bool readNumber(std::string_view field, bool decimalComma, float& number) {
    constexpr std::size_t kMaxDigits = 400;
    if (field.size() > 1 && field.front() == '+' && field[1] != '-') field.remove_prefix(1);
    std::array<char, kMaxDigits> copy{};
    if (decimalComma) {
        if (field.size() > copy.size()) return false;
        std::replace_copy(field.begin(), field.end(), copy.begin(), ',', '.');
        field = {copy.data(), field.size()};
    }
    double wide = 0;
    const char* const end = field.data() + field.size();
    const auto [behind, problem] = std::from_chars(field.data(), end, wide);
    if (problem == std::errc::invalid_argument || behind != end || field.empty()) return false;
    if (problem == std::errc::result_out_of_range) // too large, or too small to tell from 0
        wide = field.find("e-") != field.npos || field.find("E-") != field.npos ? 0 : HUGE_VAL;
    number = static_cast<float>(wide);
    return true;
}

} // namespace tristate::tables

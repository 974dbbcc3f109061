#include "core/tables/table_preview.h"

#include "core/base/error.h"
#include "core/messages/sources.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <vector>

namespace tristate::tables {

namespace {

constexpr std::size_t kLookedAt = 1 << 20; ///< bytes
constexpr std::size_t kRows = 1000;
constexpr std::size_t kMostText = 4; ///< a column of numbers has one text among so many values at most

using Row = std::vector<std::string>;

/// The first rows, without one that is cut off.
std::vector<Row> firstRows(std::string_view text, char separator, std::size_t most) {
    std::size_t end = std::min(text.size(), kLookedAt);
    if (end < text.size()) {
        const std::size_t last = text.rfind('\n', end);
        if (last != text.npos && last > 0) end = last;
    }
    std::vector<Row> rows;
    FieldScanner scanner(text, 0, end, separator);
    while (rows.size() < most && scanner.beginRow()) {
        Row& row = rows.emplace_back();
        while (!scanner.isRowDone() && row.size() <= kMaxColumns) row.emplace_back(scanner.next());
        if (row.size() > kMaxColumns) break;
    }
    return rows;
}

/// How many rows the separator parts into as many fields as most; 0 where that is one field.
std::size_t rowsAlike(std::string_view text, char separator, std::size_t& columns) {
    constexpr std::size_t kRowsTried = 50;
    std::map<std::size_t, std::size_t> counts;
    for (const Row& row : firstRows(text, separator, kRowsTried)) ++counts[row.size()];
    columns = 0;
    std::size_t alike = 0;
    for (const auto& [size, count] : counts)
        if (count > alike) {
            columns = size;
            alike = count;
        }
    return columns > 1 ? alike : 0;
}

char guessSeparator(std::string_view text) {
    char best = ',';
    std::size_t most = 0, bestColumns = 0;
    for (const char separator : {'\t', ';', ',', '|', ' '}) {
        std::size_t columns = 0;
        const std::size_t alike = rowsAlike(text, separator, columns);
        // Words with spaces, and numbers with decimal commas, stand between separators of another kind.
        const bool isBetter = alike > most || (alike == most && alike > 0 && separator == ',' &&
                                               best != ';' && best != '\t' && columns > bestColumns);
        if (!isBetter) continue;
        best = separator;
        most = alike;
        bestColumns = columns;
    }
    return best;
}

bool hasDecimalComma(const std::vector<Row>& rows, char separator) {
    if (separator == ',') return false;
    std::size_t commas = 0, points = 0;
    float number = 0;
    for (const Row& row : rows)
        for (const std::string& field : row) {
            if (field.find('.') != field.npos && readNumber(field, false, number)) ++points;
            if (field.find(',') != field.npos && readNumber(field, true, number)) ++commas;
        }
    return commas > points;
}

/// Of each column, whether the values of these rows are numbers.
std::vector<bool> findNumbers(const std::vector<Row>& rows, std::size_t first, const Dialect& dialect) {
    std::vector<bool> isNumber;
    for (std::size_t c = 0; c < rows.front().size(); ++c) {
        std::size_t numbers = 0, texts = 0;
        float number = 0;
        for (std::size_t r = first; r < rows.size(); ++r) {
            if (c >= rows[r].size() || isMissing(rows[r][c])) continue;
            ++(readNumber(rows[r][c], dialect.decimalComma, number) ? numbers : texts);
        }
        isNumber.push_back(numbers > 0 && numbers >= kMostText * texts);
    }
    return isNumber;
}

/// See TablePreview::isContinuous.
std::vector<bool> findContinuous(const std::vector<Row>& rows, std::size_t first, const Dialect& dialect) {
    constexpr std::size_t kMostNames = 50, kFewRows = 10, kRepeats = 4;
    std::vector<bool> isContinuous;
    std::vector<float> numbers; // of a column
    for (std::size_t c = 0; c < rows.front().size(); ++c) {
        numbers.clear();
        bool hasTexts = false, hasDecimals = false;
        for (std::size_t r = first; r < rows.size() && !hasTexts; ++r) {
            if (c >= rows[r].size() || isMissing(rows[r][c])) continue;
            float number = 0;
            hasTexts = !readNumber(rows[r][c], dialect.decimalComma, number);
            hasDecimals = hasDecimals || number != std::floor(number);
            numbers.push_back(number);
        }
        const std::size_t count = numbers.size();
        std::sort(numbers.begin(), numbers.end());
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
        const bool isMany = numbers.size() > kMostNames;
        const bool isContinuousHere = hasDecimals
                                          ? isMany || (count >= kFewRows && 2 * numbers.size() > count)
                                          : isMany && kRepeats * numbers.size() > count;
        isContinuous.push_back(!hasTexts && isContinuousHere);
    }
    return isContinuous;
}

bool isHeader(const std::vector<Row>& rows, const Dialect& dialect) {
    const Row& first = rows.front();
    float number = 0;
    const auto isText = [&](const std::string& field) {
        return !field.empty() && !readNumber(field, dialect.decimalComma, number);
    };
    if (std::set<std::string>(first.begin(), first.end()).size() != first.size()) return false;
    // A column of row names has none itself.
    if (!std::all_of(first.begin() + (first.size() > 1 ? 1 : 0), first.end(), isText)) return false;
    if (!first.front().empty() && !isText(first.front())) return false;
    const std::vector<bool> below = findNumbers(rows, 1, dialect);
    if (std::find(below.begin(), below.end(), true) != below.end()) return true;
    for (std::size_t c = 0; c < first.size(); ++c)
        for (std::size_t r = 1; r < rows.size(); ++r)
            if (c < rows[r].size() && rows[r][c] == first[c]) return false;
    return true;
}

/// Where the second row begins.
std::size_t behindHeader(std::string_view text, char separator) {
    FieldScanner scanner(text, 0, text.size(), separator);
    scanner.beginRow();
    while (!scanner.isRowDone()) scanner.next();
    return static_cast<std::size_t>(scanner.at() - text.data());
}

} // namespace

TablePreview preview(std::string_view text, const std::string& file) {
    TablePreview table;
    table.dialect.separator = guessSeparator(text);
    const std::vector<Row> rows = firstRows(text, table.dialect.separator, kRows);
    if (rows.empty()) throw Error(say::kTableEmpty, file);
    if (rows.front().size() > kMaxColumns || text.find('\0') < kLookedAt)
        throw Error(say::kNoTable, file, kMaxColumns);
    table.dialect.decimalComma = hasDecimalComma(rows, table.dialect.separator);
    table.dialect.hasHeader = isHeader(rows, table.dialect);
    if (table.dialect.hasHeader) table.body = behindHeader(text, table.dialect.separator);
    if (text.find_first_not_of("\r\n", table.body) == text.npos) throw Error(say::kTableEmpty, file);
    const std::size_t first = table.dialect.hasHeader ? 1 : 0;
    table.firstRows.assign(rows.begin() + static_cast<std::ptrdiff_t>(first),
                           rows.begin() +
                               static_cast<std::ptrdiff_t>(std::min(rows.size(), first + kRowsShown)));
    table.isNumber = findNumbers(rows, first, table.dialect);
    table.isContinuous = findContinuous(rows, first, table.dialect);
    for (std::size_t c = 0; c < rows.front().size(); ++c) {
        const std::string number = std::to_string(c + 1);
        const bool isNamed = table.dialect.hasHeader && !rows.front()[c].empty();
        table.columns.push_back(isNamed ? rows.front()[c] : number);
    }
    return table;
}

int findColumn(const TablePreview& table, std::string_view name) {
    const auto named = std::find(table.columns.begin(), table.columns.end(), name);
    if (named != table.columns.end()) return static_cast<int>(named - table.columns.begin());
    int number = 0;
    const char* const end = name.data() + name.size();
    const auto [behind, problem] = std::from_chars(name.data(), end, number);
    const bool isNumber = problem == std::errc() && behind == end;
    return isNumber && number >= 1 && number <= std::ssize(table.columns) ? number - 1 : -1;
}

std::string listOf(const std::vector<std::string>& names) {
    constexpr std::size_t kMost = 30;
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i)
        list += (i == 0 ? "'" : ", '") + names[i] + "'";
    return names.size() > kMost ? list + ", ..." : list;
}

} // namespace tristate::tables

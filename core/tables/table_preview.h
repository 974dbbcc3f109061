#pragma once

#include "core/tables/table_fields.h"

#include <string>
#include <string_view>
#include <vector>

namespace tristate::tables {

/// What begins a table tells of it.
struct TablePreview {
    Dialect dialect;
    std::size_t body = 0;             ///< where the first row of values begins
    std::vector<std::string> columns; ///< their names; "1", "2"... without a header
    std::vector<bool> isNumber;       ///< of each: nearly all of its first values are numbers
    /// Of each: all of its first values are numbers, and too many different ones to be names of classes: more
    /// than 50, or more than half of ten and more, where some have decimals; of whole numbers more than 50,
    /// of which hardly one comes four times.
    std::vector<bool> isContinuous;
    std::vector<std::vector<std::string>> firstRows; ///< the fields of the first rows, at most kRowsShown
};

inline constexpr std::size_t kRowsShown = 20;

inline constexpr std::size_t kMaxColumns = 100'000;

/// Looks at the first rows of a text (UTF-8). The separator is the one of comma, semicolon, tab, bar and
/// space that parts most rows alike; a comma is a decimal one where it stands within numbers and separates
/// nothing. The first row is a header when it has texts alone, and one of the columns numbers below it, or no
/// text of it comes again in its column. Throws Error naming `file` (in quotes) where there is no table.
/// Thread-safe.
TablePreview preview(std::string_view text, const std::string& file);

/// The column of this name, or of this number from 1; -1 for none.
int findColumn(const TablePreview& table, std::string_view name);

/// "'length', 'width', ...": the names, not all when they are many.
std::string listOf(const std::vector<std::string>& names);

} // namespace tristate::tables

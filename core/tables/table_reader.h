#pragma once

#include "core/base/load_progress.h"
#include "core/tables/table_preview.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::tables {

/// What is made of a column.
enum class Role { Skip, Number, Category };

/// Some rows, in the order of the file: `cells` has for each row a value for every column that is not
/// skipped. A number as it is; of a category its place in Table::Column::categories; NaN where the value is
/// missing.
struct TableBlock {
    std::size_t rows = 0;
    std::vector<float> cells;
};

struct Table {
    struct Column {
        int number = 0; ///< of the file, from 0
        std::string name;
        bool isCategory = false;
        /// The texts that occur, in the order of their numbers when all are numbers, else of their bytes.
        std::vector<std::string> categories{};
        std::size_t missing = 0;
    };

    std::vector<Column> columns; ///< those not skipped
    std::vector<TableBlock> blocks;

    std::size_t rows() const;
};

/// Reads all rows. The text is parsed by blocks on `threads` threads (0: every core); the result does not
/// depend on their number. Throws Error naming `file` (in quotes) and the line: a row with another number of
/// fields, a text in a column of numbers, an infinite number; Interrupted when `progress` says so, which
/// hears of it as its next part, unless it is null. Thread-safe.
Table readTable(std::string_view text, const TablePreview& preview, const std::vector<Role>& roles,
                const std::string& file, int threads = 0, LoadProgress* progress = nullptr);

} // namespace tristate::tables

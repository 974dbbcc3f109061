#pragma once

#include <string>
#include <vector>

namespace tristate::io {

/// Cells as text; every row has as many as there are columns.
struct Table {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

/// As Markdown, the columns aligned, so that it reads well in a terminal too.
std::string toMarkdown(const Table& table);
/// RFC 4180.
std::string toCsv(const Table& table);

} // namespace tristate::io

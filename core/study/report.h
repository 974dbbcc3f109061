#pragma once

#include "core/io/svg_plot.h"

#include <string>
#include <vector>

namespace tristate::study {

/// Cells as text; every row has as many as there are columns.
struct Table {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

/// What a study found, for people and programs.
struct Report {
    Table table;
    std::vector<io::SvgPlot> plots;
    std::vector<std::string> remarks; ///< sentences under the table
};

/// As Markdown, the columns aligned, so that it reads well in a terminal too.
std::string toMarkdown(const Table& table);
/// RFC 4180.
std::string toCsv(const Table& table);

} // namespace tristate::study

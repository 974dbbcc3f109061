#pragma once

#include "core/io/report/svg_plot.h"
#include "core/io/report/table.h"

#include <string>
#include <vector>

namespace tristate::study {

/// What a study found, for people and programs.
struct Report {
    io::Table table;
    std::vector<io::SvgPlot> plots;
    std::vector<std::string> remarks; ///< sentences under the table
};

} // namespace tristate::study

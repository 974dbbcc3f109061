#pragma once

#include <QString>

#include <string>
#include <vector>

namespace tristate::ui {

/// What a data source (data::DataSpec::source) is called: "Generated colour shapes", "Random pixels
/// (3 x 227 x 227)"; the path itself of data that are read.
QString dataName(const std::string& source);

/// The sources that come with the program, in the order of a list to choose from; random pixels, which need a
/// shape, are none of them.
std::vector<std::string> namedSources();

} // namespace tristate::ui

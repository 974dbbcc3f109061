#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tristate::cli {

/// printf into a string. The C locale holds: a decimal point is a point.
[[gnu::format(printf, 1, 2)]] std::string formatted(const char* format, ...);

/// Letters in a line of the terminal that a file descriptor is; 80 where it is none.
std::size_t terminalWidth(int descriptor);

/// 266610 -> "266,610"
std::string withSeparators(long long number);

/// {51, 29} -> "51-29"
std::string dashed(const std::vector<int>& widths);

} // namespace tristate::cli

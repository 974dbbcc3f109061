#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tristate::io {

/// Of a few repetitions: what a table says of them.
struct Summary {
    double mean = 0, least = 0, most = 0;
    std::size_t count = 0;
};

/// `values` is not empty.
Summary summarise(const std::vector<double>& values);

/// "0.93 (0.80 to 1.01)"; only the value where there is one, or where all are equal as written. `decimals`:
/// digits behind the point. Thousands are set apart by commas.
std::string toText(const Summary& summary, int decimals);
std::string toText(double value, int decimals);
/// For programs: no separators, whatever the locale.
std::string toFixed(double value, int decimals);

} // namespace tristate::io

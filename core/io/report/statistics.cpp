#include "core/io/report/statistics.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <numeric>

namespace tristate::io {

Summary summarise(const std::vector<double>& values) {
    assert(!values.empty());
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    return {sum / static_cast<double>(values.size()), *least, *most, values.size()};
}

std::string toFixed(double value, int decimals) {
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                   std::chars_format::fixed, decimals);
    return {digits.data(), end.ptr};
}

std::string toText(double value, int decimals) {
    if (!std::isfinite(value)) return "-";
    std::string text = toFixed(value, decimals);
    const std::size_t whole = std::min(text.find('.'), text.size()), first = text.starts_with('-') ? 1 : 0;
    for (std::size_t i = whole; i > first + 3;) text.insert(i -= 3, 1, ',');
    return text;
}

std::string toText(const Summary& summary, int decimals) {
    const std::string least = toText(summary.least, decimals), most = toText(summary.most, decimals);
    const std::string mean = toText(summary.mean, decimals);
    return least == most ? mean : mean + " (" + least + " to " + most + ")";
}

} // namespace tristate::io

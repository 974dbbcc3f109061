#pragma once

#include <array>
#include <charconv>
#include <string>

namespace tristate::io {

/// The shortest decimal text, in the C locale, that reads back as this very float: directly (strtof, a C
/// compiler), and by way of a double, as readers of JSON do. For a finite value. Internal to core/io.
inline std::string floatText(float value) {
    std::array<char, 64> text{};
    char* end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    double back = 0;
    std::from_chars(text.data(), end, back);
    if (static_cast<float>(back) != value) // rounded twice: rare, then all digits of the double
        end = std::to_chars(text.data(), text.data() + text.size(), static_cast<double>(value)).ptr;
    return std::string(text.data(), static_cast<std::size_t>(end - text.data()));
}

} // namespace tristate::io

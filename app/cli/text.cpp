#include "app/cli/text.h"

#include <cstdarg>
#include <cstdio>
#include <sys/ioctl.h>

namespace tristate::cli {

std::string formatted(const char* format, ...) {
    std::va_list arguments;
    va_start(arguments, format);
    std::va_list again;
    va_copy(again, arguments);
    const int length = std::vsnprintf(nullptr, 0, format, arguments);
    va_end(arguments);
    std::string text(length > 0 ? static_cast<std::size_t>(length) : 0, '\0');
    std::vsnprintf(text.data(), text.size() + 1, format, again);
    va_end(again);
    return text;
}

std::size_t terminalWidth(int descriptor) {
    winsize size{};
    const bool isKnown = ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return isKnown ? size.ws_col : 80;
}

std::string withSeparators(long long number) {
    std::string digits = std::to_string(number);
    const auto first = static_cast<std::size_t>(number < 0 ? 1 : 0);
    for (std::size_t i = digits.size(); i > first + 3;) digits.insert(i -= 3, 1, ',');
    return digits;
}

std::string dashed(const std::vector<int>& widths) {
    std::string text;
    for (const int width : widths) {
        if (!text.empty()) text += '-';
        text += std::to_string(width);
    }
    return text;
}

} // namespace tristate::cli

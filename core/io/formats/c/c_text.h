#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tristate::io {

/// Pieces of C source text. Internal to core/io.

/// A template with its names, each written "$name" or "${name}", replaced by numbers or text.
struct CName {
    CName(const char* n, std::string text) : name(n), value(std::move(text)) {}
    CName(const char* n, long long number) : name(n), value(std::to_string(number)) {}
    const char* name;
    std::string value;
};
std::string fillTemplate(const char* text, const std::vector<CName>& names);

/// A float as it stands in C. Throws Error when it is not finite.
std::string floatConstant(float value);

/// "static const float NAME[count] = {...};". Throws Error when a value is not finite.
std::string constantArray(const std::string& name, const std::vector<float>& values);
std::string constantArray(const std::string& name, const std::vector<int>& values);

/// Any text as one line that may stand in a C comment: quoted, ASCII, without comment marks.
std::string commentText(const std::string& text);

} // namespace tristate::io

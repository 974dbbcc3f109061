#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace tristate::io {

/// Keys keep the order in which they are written.
using Json = nlohmann::ordered_json;

/// Throws Error naming `where`, the line and the column when the text is not JSON.
Json parseJson(std::string_view text, const std::string& where);

/// Two-space indent for `indent` 2, one line for -1. Bytes that are not UTF-8 become U+FFFD.
std::string dumpJson(const Json& json, int indent);

/// As short as it can be without loss, with a point whatever the locale; "null" for what is not finite.
std::string shortest(double number);

} // namespace tristate::io

#include "core/io/formats/c/c_text.h"

#include "core/base/error.h"
#include "core/io/files/float_text.h"
#include "core/io/files/json.h"
#include "core/messages/exports.h"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <cmath>
#include <cstring>

namespace tristate::io {

namespace {

void replaceAll(std::string& text, const std::string& what, const std::string& by) {
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

template <class T, class Constant>
std::string arrayText(const std::string& type, const std::string& name, const std::vector<T>& values,
                      Constant constant) {
    constexpr std::size_t kLine = 100;
    std::string text = "static const " + type + " " + name + "[" + std::to_string(values.size()) + "] = {\n";
    std::string line = "   ";
    for (const T value : values) {
        line += " " + constant(value) + ",";
        if (line.size() < kLine) continue;
        text += line + "\n";
        line = "   ";
    }
    if (line.size() > 3) text += line + "\n";
    return text + "};\n";
}

} // namespace

std::string floatConstant(float value) {
    if (!std::isfinite(value)) throw Error(say::kWeightNotFiniteInC);
    std::string text = floatText(value);
    if (text.find_first_of(".e") == text.npos) text += ".0";
    return text + "f";
}

std::string fillTemplate(const char* text, const std::vector<CName>& names) {
    std::string filled;
    while (const char* mark = std::strchr(text, '$')) {
        filled.append(text, mark);
        const bool braces = mark[1] == '{';
        const char* begin = mark + (braces ? 2 : 1);
        const char* end = begin;
        while (std::isalnum(static_cast<unsigned char>(*end))) ++end;
        const std::string name(begin, end);
        const auto known = std::find_if(names.begin(), names.end(),
                                        [&](const CName& candidate) { return name == candidate.name; });
        assert(known != names.end());
        filled += known->value;
        text = end + (braces ? 1 : 0);
    }
    return filled + text;
}

std::string constantArray(const std::string& name, const std::vector<float>& values) {
    return arrayText("float", name, values, floatConstant);
}

std::string constantArray(const std::string& name, const std::vector<int>& values) {
    return arrayText("int", name, values, [](int value) { return std::to_string(value); });
}

std::string commentText(const std::string& text) {
    std::string line = Json(text).dump(-1, ' ', true, Json::error_handler_t::replace);
    replaceAll(line, "*/", "* /");
    replaceAll(line, "/*", "/ *");
    return line;
}

} // namespace tristate::io

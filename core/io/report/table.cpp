#include "core/io/report/table.h"

#include <algorithm>

namespace tristate::io {

namespace {

using Row = std::vector<std::string>;

/// Characters of a UTF-8 text.
std::size_t lengthOf(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string csvCell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

std::string csvRow(const Row& row) {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "," : "") + csvCell(row[i]);
    return text + "\r\n";
}

} // namespace

std::string toMarkdown(const Table& table) {
    std::vector<std::size_t> widths;
    for (const std::string& column : table.columns) widths.push_back(lengthOf(column));
    for (const Row& row : table.rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], lengthOf(row[i]));
    const auto line = [&](const Row& row) {
        std::string text = "|";
        for (std::size_t i = 0; i < row.size(); ++i)
            text += " " + row[i] + std::string(widths[i] - lengthOf(row[i]), ' ') + " |";
        return text + "\n";
    };
    std::string text = line(table.columns) + "|";
    for (const std::size_t width : widths) text += std::string(width + 2, '-') + "|";
    text += "\n";
    for (const Row& row : table.rows) text += line(row);
    return text;
}

std::string toCsv(const Table& table) {
    std::string text = csvRow(table.columns);
    for (const Row& row : table.rows) text += csvRow(row);
    return text;
}

} // namespace tristate::io

#include "core/data/table_summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace tristate::data {

namespace {

using Kind = ColumnSummary::Kind;

/// Calls use(cell, target) for every row, until it returns false.
template <class Use>
void forEachRow(const ReadTable& read, std::size_t column, std::size_t target, Use use) {
    const std::size_t width = read.table.columns.size();
    for (const tables::TableBlock& block : read.table.blocks)
        for (std::size_t begin = 0; begin < block.cells.size(); begin += width)
            if (!use(block.cells[begin + column], block.cells[begin + target])) return;
}

/// Whether values and classes go together one by one.
bool tellsClass(const ReadTable& read, std::size_t column) {
    const std::size_t target = read.targets.front();
    const std::size_t classes = read.table.columns[target].categories.size();
    std::unordered_map<float, float> classOf;
    bool isOne = true;
    forEachRow(read, column, target, [&](float cell, float label) {
        if (std::isnan(cell) || std::isnan(label)) return true;
        const auto [known, isNew] = classOf.emplace(cell, label);
        isOne = known->second == label && classOf.size() <= classes;
        return isOne;
    });
    return isOne && classOf.size() == classes;
}

bool isCopyOf(const ReadTable& read, std::size_t column, std::size_t target) {
    if (read.table.columns[column].isCategory) return false;
    bool isCopy = true;
    forEachRow(read, column, target, [&](float cell, float number) {
        isCopy = cell == number || (std::isnan(cell) && std::isnan(number));
        return isCopy;
    });
    return isCopy;
}

bool isTarget(const ReadTable& read, std::size_t column) {
    return std::find(read.targets.begin(), read.targets.end(), column) != read.targets.end();
}

bool tellsTarget(const ReadTable& read, std::size_t column) {
    if (!read.isRegression) return tellsClass(read, column);
    return std::any_of(read.targets.begin(), read.targets.end(),
                       [&](std::size_t target) { return isCopyOf(read, column, target); });
}

ColumnSummary summariseColumn(const ReadTable& read, std::size_t index) {
    const tables::Table::Column& column = read.table.columns[index];
    ColumnSummary summary{.name = column.name,
                          .kind = isTarget(read, index) ? Kind::Target
                                  : column.isCategory   ? Kind::Category
                                                        : Kind::Number,
                          .isNumber = !column.isCategory,
                          .canBeNumber = read.preview.isNumber[static_cast<std::size_t>(column.number)],
                          .different = column.categories.size(),
                          .missing = column.missing};
    if (!column.isCategory) {
        summary.least = std::numeric_limits<double>::infinity();
        summary.most = -summary.least;
        forEachRow(read, index, index, [&](float cell, float) {
            if (std::isnan(cell)) return true;
            summary.least = std::min(summary.least, static_cast<double>(cell));
            summary.most = std::max(summary.most, static_cast<double>(cell));
            return true;
        });
    }
    summary.isConstant = column.isCategory ? summary.different < 2 : !(summary.least < summary.most);
    summary.tellsTarget = !isTarget(read, index) && tellsTarget(read, index);
    return summary;
}

} // namespace

std::vector<ColumnSummary> summarise(const ReadTable& read, LoadProgress& progress) {
    progress.beginPart(0.3, read.roles.size());
    std::vector<ColumnSummary> all;
    std::size_t kept = 0;
    for (std::size_t c = 0; c < read.roles.size(); ++c) {
        if (read.roles[c] == tables::Role::Skip)
            all.push_back({.name = read.preview.columns[c],
                           .kind = Kind::LeftOut,
                           .canBeNumber = read.preview.isNumber[c]});
        else
            all.push_back(summariseColumn(read, kept++));
        progress.reach(c + 1);
    }
    return all;
}

} // namespace tristate::data

#include "core/data/table_file.h"

#include "core/base/error.h"
#include "core/base/lower_case.h"
#include "core/messages/sources.h"
#include "core/tables/table_preview.h"
#include "core/tables/text_encoding.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::data {

namespace {

using tables::Role;
using tables::Table;
using tables::TablePreview;

std::vector<std::string> namesIn(const std::string& list) {
    std::vector<std::string> names;
    std::size_t begin = 0;
    while (begin < list.size()) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        std::string name = list.substr(begin, end - begin);
        name.erase(0, name.find_first_not_of(' '));
        name.erase(name.find_last_not_of(' ') + 1);
        if (!name.empty()) names.push_back(name);
        begin = end + 1;
    }
    return names;
}

std::size_t requireColumn(const TablePreview& preview, const std::string& name, const char* setting,
                          const std::string& file) {
    const int column = tables::findColumn(preview, name);
    if (column < 0)
        throw Error(say::kNoColumn, file, name, SettingName{setting}, tables::listOf(preview.columns));
    return static_cast<std::size_t>(column);
}

/// What a table is to predict.
struct Targets {
    std::vector<std::size_t> columns; ///< of the file
    bool isRegression = false;
};

/// Tables from elsewhere have their classes in front when they say so.
std::vector<std::size_t> targetColumns(const TablePreview& preview, const std::string& target,
                                       const std::string& file) {
    if (target.empty()) {
        const std::string first = lowerCase(preview.columns.front());
        const bool isFirst = first == "label" || first == "class" || first == "target";
        return {isFirst ? 0 : preview.columns.size() - 1};
    }
    if (const int column = tables::findColumn(preview, target); column >= 0) // its name may have commas
        return {static_cast<std::size_t>(column)};
    std::vector<std::size_t> columns;
    for (const std::string& name : namesIn(target)) {
        columns.push_back(requireColumn(preview, name, "data.target", file));
        if (std::count(columns.begin(), columns.end(), columns.back()) > 1)
            throw Error(say::kTargetTwice, name, SettingName{"data.target"});
    }
    if (columns.empty()) columns.push_back(requireColumn(preview, target, "data.target", file));
    return columns;
}

Targets targetsOf(const TablePreview& preview, const DataSpec& spec, const std::string& file) {
    Targets targets{targetColumns(preview, spec.target, file)};
    const bool isOne = targets.columns.size() == 1;
    const std::vector<std::string> categories = namesIn(spec.categories);
    const bool isCategory = std::any_of(categories.begin(), categories.end(), [&](const std::string& name) {
        return tables::findColumn(preview, name) == static_cast<int>(targets.columns.front());
    });
    if (!isOne && spec.task == TaskKind::Classes)
        throw Error(say::kClassesOfOneColumn, SettingName{"data.target"}, spec.target);
    targets.isRegression =
        spec.task == TaskKind::Regression || !isOne ||
        (spec.task == TaskKind::Guess && !isCategory && preview.isContinuous[targets.columns.front()]);
    if (!targets.isRegression) return targets;
    for (const std::size_t column : targets.columns)
        if (!preview.isNumber[column]) throw Error(say::kTargetNoNumber, preview.columns[column], file);
    return targets;
}

void assignRoles(ReadTable& read, const DataSpec& spec) {
    const TablePreview& preview = read.preview;
    for (const bool isNumber : preview.isNumber)
        read.roles.push_back(isNumber ? Role::Number : Role::Category);
    const Targets targets = targetsOf(preview, spec, read.name);
    read.isRegression = targets.isRegression;
    for (const std::string& name : namesIn(spec.categories))
        read.roles[requireColumn(preview, name, "data.categories", read.name)] = Role::Category;
    for (const std::string& name : namesIn(spec.leaveOut))
        read.roles[requireColumn(preview, name, "data.leaveOut", read.name)] = Role::Skip;
    for (const std::size_t target : targets.columns) {
        if (read.roles[target] == Role::Skip)
            throw Error(say::kTargetLeftOut, preview.columns[target], read.name);
        read.roles[target] = targets.isRegression ? Role::Number : Role::Category;
    }
    for (const std::size_t target : targets.columns)
        read.targets.push_back(static_cast<std::size_t>(
            std::count_if(read.roles.begin(), read.roles.begin() + static_cast<std::ptrdiff_t>(target),
                          [](Role role) { return role != Role::Skip; })));
}

Message noteOf(const ReadTable& read, tables::Encoding encoding) {
    const tables::Dialect& dialect = read.preview.dialect;
    const std::string separator =
        dialect.separator == '\t' ? "tabs" : std::string("'") + dialect.separator + "'";
    return Message(say::kTableNote, read.name, tables::nameOf(encoding), separator,
                   dialect.decimalComma ? "','" : "'.'",
                   Message(dialect.hasHeader ? say::kWithHeader : say::kWithoutHeader));
}

} // namespace

ReadTable readTableFile(ByteSource source, const DataSpec& spec, LoadProgress& progress,
                        const ReadTable* like) {
    source.watch(&progress, 0.2);
    ReadTable read;
    read.name = source.name();
    const tables::DecodedText text(source.readAll());
    read.preview = tables::preview(text.text(), read.name);
    if (like) {
        const bool isAlike = read.preview.dialect.hasHeader && like->preview.dialect.hasHeader
                                 ? read.preview.columns == like->preview.columns
                                 : read.preview.columns.size() == like->preview.columns.size();
        if (!isAlike)
            throw Error(say::kOtherColumns, like->name, tables::listOf(like->preview.columns), read.name,
                        tables::listOf(read.preview.columns));
        read.roles = like->roles;
        read.targets = like->targets;
        read.isRegression = like->isRegression;
    } else {
        assignRoles(read, spec);
    }
    read.table = tables::readTable(text.text(), read.preview, read.roles, read.name, 0, &progress);
    read.note = noteOf(read, text.encoding());
    return read;
}

bool isRegressionTable(ByteSource source, const DataSpec& spec) {
    constexpr std::size_t kLookedAt = 1 << 22; // more than a preview looks at, in every encoding
    std::vector<std::uint8_t> bytes(kLookedAt);
    bytes.resize(source.readUpTo(bytes));
    if (bytes.size() == kLookedAt) // up to the end of a row, so that no letter is cut
        bytes.erase(std::find(bytes.rbegin(), bytes.rend(), '\n').base(), bytes.end());
    const tables::DecodedText text(std::move(bytes));
    return targetsOf(tables::preview(text.text(), source.name()), spec, source.name()).isRegression;
}

void requireClasses(const ReadTable& read) {
    constexpr std::size_t kMostNumbers = 50;
    const Table::Column& target = read.table.columns[read.targets.front()];
    if (target.categories.empty()) throw Error(say::kNoRows, read.name, target.missing, read.table.rows());
    if (target.categories.size() == 1) throw Error(say::kOneClass, read.name, target.categories.front());
    const auto hasDecimals = [&](const std::string& text) {
        float number = 0;
        return tables::readNumber(text, read.preview.dialect.decimalComma, number) &&
               number != std::floor(number);
    };
    if (target.categories.size() > kMostNumbers &&
        std::any_of(target.categories.begin(), target.categories.end(), hasDecimals))
        throw Error(say::kTargetContinuous, target.name, read.name, target.categories.size(),
                    SettingName{"data.task"});
}

std::size_t alignCategories(ReadTable& test, const ReadTable& train) {
    std::size_t unseen = 0;
    const std::size_t width = test.table.columns.size();
    for (std::size_t c = 0; c < width; ++c) {
        if (!test.table.columns[c].isCategory) continue;
        const std::vector<std::string>& known = train.table.columns[c].categories;
        std::vector<float> places;
        for (const std::string& text : test.table.columns[c].categories) {
            const auto at = std::find(known.begin(), known.end(), text);
            if (at == known.end() && c == train.targets.front())
                throw Error(say::kUnseenLabel, test.name, text, train.name, tables::listOf(known));
            places.push_back(at == known.end() ? -1.0f : static_cast<float>(at - known.begin()));
        }
        for (tables::TableBlock& block : test.table.blocks)
            for (std::size_t i = c; i < block.cells.size(); i += width) {
                float& cell = block.cells[i];
                if (!std::isnan(cell)) cell = places[static_cast<std::size_t>(cell)];
                unseen += cell < 0;
            }
    }
    return unseen;
}

} // namespace tristate::data

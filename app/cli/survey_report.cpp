#include "app/cli/survey_report.h"

#include "app/cli/text.h"
#include "core/graph/graph_text.h"
#include "core/train/settings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace tristate::cli {

namespace {

using data::ColumnSummary;

const char* nameOf(ColumnSummary::Kind kind) {
    switch (kind) {
    case ColumnSummary::Kind::Category:
        return "category";
    case ColumnSummary::Kind::Target:
        return "target";
    case ColumnSummary::Kind::LeftOut:
        return "left out";
    case ColumnSummary::Kind::Number:
        break;
    }
    return "number";
}

/// "####      ", as long as the share of the most frequent one.
std::string bar(std::size_t count, std::size_t most) {
    constexpr std::size_t kLength = 30;
    const std::size_t length = most == 0 ? 0 : (count * kLength + most - 1) / most;
    return std::string(length, '#') + std::string(kLength - length, ' ');
}

bool beginsLetter(char byte) {
    return (byte & 0xc0) != 0x80; // of UTF-8
}

std::size_t letters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), beginsLetter));
}

/// With blanks behind it, up to so many letters; printf counts the bytes of UTF-8.
std::string padded(const std::string& text, std::size_t length = 20) {
    const std::size_t own = letters(text);
    return own < length ? text + std::string(length - own, ' ') : text;
}

/// At most so many letters of it, and on one line.
std::string shortened(std::string text, std::size_t most) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    if (letters(text) <= most) return text;
    std::size_t end = 0;
    for (std::size_t letter = 0; end < text.size(); ++end)
        if (beginsLetter(text[end]) && letter++ == most - 3) break;
    return text.substr(0, end) + "...";
}

constexpr std::size_t kMostLines = 50; ///< of classes or columns

std::string targetsText(const data::Dataset& train) {
    std::string text = formatted("task        regression, %zu to predict\n", train.targets.size());
    for (const data::Target& target : train.targets)
        text += formatted("  %s mean %g, deviation %g\n", padded(target.name).c_str(), target.mean,
                          target.deviation);
    return text;
}

std::string classesText(const data::Survey& found) {
    std::string text = formatted("classes     %d\n", found.splits.train.classes);
    const auto most = *std::max_element(found.trainCounts.begin(), found.trainCounts.end());
    for (std::size_t c = 0; c < std::min(found.trainCounts.size(), kMostLines); ++c)
        text += formatted("  %s %s %8zu + %zu\n", padded(found.splits.train.classNames[c]).c_str(),
                          bar(found.trainCounts[c], most).c_str(), found.trainCounts[c], found.testCounts[c]);
    if (found.trainCounts.size() > kMostLines)
        text += formatted("  and %zu classes more\n", found.trainCounts.size() - kMostLines);
    return text;
}

std::string columnText(const ColumnSummary& column) {
    std::string text = formatted("  %s %-9s", padded(column.name).c_str(), nameOf(column.kind));
    if (column.kind != ColumnSummary::Kind::LeftOut && column.isNumber)
        text += formatted(" %g to %g", column.least, column.most);
    else if (column.kind != ColumnSummary::Kind::LeftOut)
        text += formatted(" %zu different", column.different);
    if (column.missing > 0) text += formatted(", %zu missing", column.missing);
    return text + "\n";
}

std::string columnsText(const std::vector<ColumnSummary>& columns) {
    if (columns.empty()) return {};
    std::string text = formatted("columns     %zu\n", columns.size());
    for (std::size_t c = 0; c < std::min(columns.size(), kMostLines); ++c) text += columnText(columns[c]);
    if (columns.size() > kMostLines)
        text += formatted("  and %zu columns more\n", columns.size() - kMostLines);
    return text;
}

/// Samples as lines of fields, each field as wide as the widest of its place.
class GlimpseTable {
public:
    explicit GlimpseTable(const data::SourceDetails& details) {
        std::vector<bool> isShown;
        if (!details.columns.empty() && !details.glimpses.front().fields.empty()) addHeader(details, isShown);
        for (const data::Glimpse& glimpse : details.glimpses) {
            std::vector<std::string> fields;
            for (std::size_t c = 0; c < glimpse.fields.size(); ++c)
                if (c >= isShown.size() || isShown[c]) fields.push_back(glimpse.fields[c]);
            add(glimpse.name, std::move(fields), glimpse.target);
        }
    }

    /// Of lines of at most `width` letters.
    std::string text(std::size_t width) const {
        const std::size_t others = kIndent + widest(&Line::name) + widest(&Line::target) + kArrow.size();
        std::size_t used = others, shown = 0;
        std::vector<std::size_t> widths;
        for (; shown < most(); ++shown) {
            widths.push_back(widthOf(shown));
            used += widths.back() + kGap;
            if (used + (shown + 1 < most() ? kCut.size() : 0) > width) break;
        }
        std::string all;
        for (const Line& line : m_lines) {
            all += std::string(kIndent, ' ') + padded(line.name, widest(&Line::name));
            for (std::size_t c = 0; c < shown; ++c)
                all +=
                    std::string(kGap, ' ') + padded(c < line.fields.size() ? line.fields[c] : "", widths[c]);
            if (shown < most()) all += kCut;
            all += kArrow;
            all += line.target + "\n";
        }
        return all;
    }

private:
    static constexpr std::size_t kIndent = 2, kGap = 2;
    static constexpr std::string_view kCut = "  ...", kArrow = "  -> ";
    struct Line {
        std::string name;
        std::vector<std::string> fields;
        std::string target;
    };

    void add(const std::string& name, std::vector<std::string> fields, const std::string& target) {
        constexpr std::size_t kMostOfField = 14, kMostOfName = 40;
        for (std::string& field : fields) field = shortened(field, kMostOfField);
        m_lines.push_back({shortened(name, kMostOfName), std::move(fields), shortened(target, kMostOfName)});
    }
    void addHeader(const data::SourceDetails& details, std::vector<bool>& isShown) {
        std::vector<std::string> names;
        std::string target;
        for (const ColumnSummary& column : details.columns) {
            isShown.push_back(column.kind == ColumnSummary::Kind::Number ||
                              column.kind == ColumnSummary::Kind::Category);
            if (isShown.back()) names.push_back(column.name);
            if (column.kind == ColumnSummary::Kind::Target)
                target += (target.empty() ? "" : ", ") + column.name;
        }
        add("", std::move(names), target);
    }
    std::size_t widest(std::string Line::*part) const {
        std::size_t width = 0;
        for (const Line& line : m_lines) width = std::max(width, letters(line.*part));
        return width;
    }
    std::size_t widthOf(std::size_t place) const {
        std::size_t width = 0;
        for (const Line& line : m_lines)
            if (place < line.fields.size()) width = std::max(width, letters(line.fields[place]));
        return width;
    }
    std::size_t most() const {
        std::size_t count = 0;
        for (const Line& line : m_lines) count = std::max(count, line.fields.size());
        return count;
    }

    std::vector<Line> m_lines;
};

} // namespace

std::string surveyText(const data::Survey& found, const train::Experiment& proposed) {
    const data::Splits& splits = found.splits;
    std::string text = formatted("%s: %s\n", proposed.data.source.c_str(), toText(found.kind).c_str());
    for (const Message& note : splits.notes) text += train::commandText(note) + "\n";
    text += formatted("samples     %zu to train with, %zu to test with\nshape       %s\n",
                      splits.train.size(), splits.test.size(), toString(splits.train.shape).c_str());
    text += splits.train.isRegression() ? targetsText(splits.train) : classesText(found);
    text += columnsText(found.details.columns);
    text += found.details.columns.empty() ? "examples\n" : "first rows\n";
    text += GlimpseTable(found.details).text(terminalWidth(STDOUT_FILENO));
    for (const Message& warning : found.warnings) text += "warning     " + toText(warning) + "\n";
    return text + "fingerprint " + found.fingerprint + "\nnet         " + graph::toString(proposed.net) +
           "\n";
}

Json surveyJson(const data::Survey& found, const train::Experiment& proposed) {
    const data::Splits& splits = found.splits;
    Json done{{"event", "done"},
              {"data", proposed.data.source},
              {"kind", toText(found.kind)},
              {"shape", toString(splits.train.shape)},
              {"train_samples", splits.train.size()},
              {"test_samples", splits.test.size()},
              {"classes", Json::array()},
              {"columns", Json::array()},
              {"samples", Json::array()},
              {"notes", toTexts(splits.notes)},
              {"warnings", toTexts(found.warnings)},
              {"fingerprint", found.fingerprint},
              {"net", graph::toString(proposed.net)}};
    if (splits.train.isRegression()) {
        done["task"] = "regression";
        for (const data::Target& target : splits.train.targets)
            done["targets"].push_back(
                {{"name", target.name}, {"mean", target.mean}, {"deviation", target.deviation}});
    }
    for (std::size_t c = 0; c < found.trainCounts.size(); ++c)
        done["classes"].push_back({{"name", splits.train.classNames[c]},
                                   {"train", found.trainCounts[c]},
                                   {"test", found.testCounts[c]}});
    for (const data::Glimpse& glimpse : found.details.glimpses) {
        Json entry{{"name", glimpse.name}, {"target", glimpse.target}};
        if (!glimpse.fields.empty()) entry["fields"] = glimpse.fields;
        done["samples"].push_back(std::move(entry));
    }
    for (const ColumnSummary& column : found.details.columns) {
        Json entry{{"name", column.name}, {"type", nameOf(column.kind)}, {"missing", column.missing}};
        if (column.kind != ColumnSummary::Kind::LeftOut && column.isNumber) {
            entry["least"] = column.least;
            entry["most"] = column.most;
        } else {
            entry["different"] = column.different;
        }
        done["columns"].push_back(std::move(entry));
    }
    return done;
}

} // namespace tristate::cli

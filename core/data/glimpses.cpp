#include "core/data/glimpses.h"

#include "core/data/selection.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace tristate::data {

namespace {

constexpr std::size_t kMostFields = 100; ///< of a sample that is no row of a table

void append(std::string& list, const std::string& text) {
    if (!list.empty()) list += ", ";
    list += text;
}

std::string textOf(float number) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

std::string targetOf(const Dataset& data, std::size_t sample) {
    if (!data.isRegression()) return data.classNames[data.labels[sample]];
    std::string text;
    const std::size_t width = data.targets.size();
    for (std::size_t t = 0; t < width; ++t) append(text, textOf(data.targetValues[sample * width + t]));
    return text;
}

std::vector<std::string> fieldsOf(const Dataset& data, std::size_t sample) {
    std::vector<float> values(static_cast<std::size_t>(data.shape.features()));
    data.copySample(sample, values.data());
    values.resize(std::min(values.size(), kMostFields));
    std::vector<std::string> fields;
    for (const float value : values) fields.push_back(textOf(value));
    return fields;
}

} // namespace

std::vector<Glimpse> glimpsesOf(const ReadTable& read) {
    static_assert(tables::kRowsShown == kGlimpses);
    std::vector<Glimpse> glimpses;
    for (const std::vector<std::string>& row : read.preview.firstRows) {
        Glimpse& glimpse = glimpses.emplace_back(Glimpse{std::to_string(glimpses.size() + 1)});
        glimpse.fields = row;
        for (const std::size_t target : read.targets) {
            const auto column = static_cast<std::size_t>(read.table.columns[target].number);
            append(glimpse.target, column < row.size() ? row[column] : "");
        }
    }
    return glimpses;
}

void addGlimpses(SourceDetails& details, const Dataset& train) {
    const bool arePictures = !train.shape.isFlat();
    if (!details.glimpses.empty() && (!arePictures || details.pictures.size() > 0)) return;
    details.glimpses.clear();
    for (std::size_t i = 0; i < std::min(train.size(), kGlimpses); ++i)
        details.glimpses.push_back({.name = std::to_string(i + 1),
                                    .target = targetOf(train, i),
                                    .fields = arePictures ? std::vector<std::string>() : fieldsOf(train, i)});
    if (!arePictures) return;
    std::vector<std::size_t> shown(details.glimpses.size());
    std::iota(shown.begin(), shown.end(), std::size_t{0});
    details.pictures = select(train, shown);
}

} // namespace tristate::data

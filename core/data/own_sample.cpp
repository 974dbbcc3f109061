#include "core/data/own_sample.h"

#include "core/base/error.h"
#include "core/data/byte_source.h"
#include "core/messages/sources.h"
#include "core/pictures/resize.h"
#include "core/tables/table_fields.h"
#include "core/tables/table_preview.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace tristate::data {

namespace {

constexpr std::size_t kBorderSamples = 100;        ///< of the data, looked at for what their border is like
constexpr const char* kMissingSuffix = " missing"; ///< as TableEncoding names the indicator

/// The mean of the outermost pixels of a grey image, 0 to 1.
double border(std::span<const float> image, const Shape& shape) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < shape.height; ++y)
        for (int x = 0; x < shape.width; ++x)
            if (y == 0 || x == 0 || y == shape.height - 1 || x == shape.width - 1) {
                sum += static_cast<double>(image[static_cast<std::size_t>(y * shape.width + x)]);
                ++count;
            }
    return sum / count;
}

bool hasDarkBorder(const Dataset& like) {
    std::vector<float> image(static_cast<std::size_t>(like.shape.features()));
    const std::size_t samples = std::min(like.size(), kBorderSamples);
    double sum = 0;
    for (std::size_t i = 0; i < samples; ++i) {
        like.copySample(i, image.data());
        sum += border(image, like.shape);
    }
    return samples > 0 && sum / static_cast<double>(samples) < 0.2;
}

/// A column of the table, with the inputs that it became.
struct RowColumn {
    std::string name;
    std::size_t first = 0;
    std::vector<std::string> categories{}; ///< none: a number
    bool hasMissing = false;               ///< an indicator behind the others
};

std::vector<RowColumn> columnsOf(const Dataset& like) {
    std::vector<RowColumn> columns;
    const auto features = static_cast<std::size_t>(like.shape.features());
    if (like.columns.empty())
        for (std::size_t i = 0; i < features; ++i) columns.push_back({"input " + std::to_string(i + 1), i});
    for (std::size_t i = 0; i < like.columns.size(); ++i) {
        const auto& [name, isIndicator, columnLength] = like.columns[i];
        RowColumn* last = columns.empty() ? nullptr : &columns.back();
        const std::size_t length = columnLength > 0 ? columnLength : name.find('=');
        const std::string own = name.substr(0, length);
        if (isIndicator && last && name == last->name + kMissingSuffix)
            last->hasMissing = true;
        else if (!isIndicator || own.size() == name.size())
            columns.push_back({name, i});
        else if (last && own == last->name && !last->categories.empty())
            last->categories.push_back(name.substr(length + 1));
        else
            columns.push_back({own, i, {name.substr(length + 1)}});
    }
    return columns;
}

using Fields = std::vector<std::string>;

/// The rows of a text that are not empty.
std::vector<Fields> fieldsOf(std::string_view text, char separator) {
    std::vector<Fields> rows;
    tables::FieldScanner scanner(text, 0, text.size(), separator);
    while (scanner.beginRow()) {
        Fields fields;
        do fields.emplace_back(scanner.next());
        while (!scanner.isRowDone());
        if (fields.size() > 1 || !fields.front().empty()) rows.push_back(std::move(fields));
    }
    return rows;
}

/// The separator by which the first row has as many fields as there are columns, or else the one that finds
/// the most.
char separatorOf(std::string_view text, std::size_t columns) {
    char best = '\t';
    std::size_t most = 0;
    for (const char separator : {'\t', ';', ','}) {
        const auto rows = fieldsOf(text, separator);
        const std::size_t count = rows.empty() ? 0 : rows.front().size();
        if (count == columns) return separator;
        if (count > most) most = count, best = separator;
    }
    return best;
}

std::string namesOf(const std::vector<RowColumn>& columns) {
    std::vector<std::string> names;
    for (const RowColumn& column : columns) names.push_back(column.name);
    return tables::listOf(names);
}

/// A number of the row can be read with a comma alone.
bool hasDecimalComma(const Fields& fields, const std::vector<RowColumn>& columns) {
    float number = 0;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].categories.empty() && !tables::isMissing(fields[i]) &&
            !tables::readNumber(fields[i], false, number) && tables::readNumber(fields[i], true, number))
            return true;
    return false;
}

/// The field of each column. Throws where one lacks.
Fields fieldsInOrder(const std::string& text, const std::vector<RowColumn>& columns, char separator) {
    const auto rows = fieldsOf(text, separator);
    if (rows.empty()) throw Error(say::kOwnRowEmpty, namesOf(columns));
    const auto placeOf = [&rows](const std::string& name) {
        return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin());
    };
    const bool hasNames =
        rows.size() > 1 && std::any_of(columns.begin(), columns.end(), [&](const RowColumn& column) {
            return placeOf(column.name) < rows[0].size();
        });
    if (!hasNames) {
        if (rows[0].size() != columns.size())
            throw Error(say::kOwnRowFields, columns.size(), namesOf(columns), rows[0].size());
        return rows[0];
    }
    Fields fields;
    for (const RowColumn& column : columns) {
        const std::size_t place = placeOf(column.name);
        if (place >= rows[0].size()) throw Error(say::kOwnRowNoName, column.name);
        if (place >= rows[1].size()) throw Error(say::kOwnRowMissing, column.name);
        fields.push_back(rows[1][place]);
    }
    return fields;
}

/// What a number that is missing becomes, as it does when a table is read: with those filled in, the mean is
/// still that of the known ones.
float meanOf(std::size_t input, const Dataset& like) {
    const auto width = static_cast<std::size_t>(like.shape.features());
    double sum = 0;
    for (std::size_t i = input; i < like.values.size(); i += width)
        sum += static_cast<double>(like.values[i]);
    return like.values.empty() ? 0.0f
                               : static_cast<float>(sum * static_cast<double>(width) /
                                                    static_cast<double>(like.values.size()));
}

void encode(const std::string& field, const RowColumn& column, bool decimalComma, const Dataset& like,
            std::vector<float>& to) {
    const std::size_t inputs = std::max<std::size_t>(1, column.categories.size());
    if (tables::isMissing(field)) {
        if (column.hasMissing) to[column.first + inputs] = 1;
        if (column.categories.empty()) to[column.first] = meanOf(column.first, like);
        return;
    }
    if (column.categories.empty()) {
        float& number = to[column.first];
        if (!tables::readNumber(field, decimalComma, number) || !std::isfinite(number))
            throw Error(say::kOwnRowNumber, column.name, field);
        return;
    }
    const auto category = std::find(column.categories.begin(), column.categories.end(), field);
    if (category == column.categories.end())
        throw Error(say::kOwnRowCategory, column.name, field, tables::listOf(column.categories));
    to[column.first + static_cast<std::size_t>(category - column.categories.begin())] = 1;
}

} // namespace

bool takesPictures(const Dataset& like) {
    // Numbers of another range are kept as they are: what a pixel is among them, nobody knows.
    return !like.bytes.empty() && !like.shape.isFlat() &&
           (like.shape.channels == 1 || like.shape.channels == 3);
}

OwnSample sampleOfPicture(const std::filesystem::path& file, const Dataset& like) {
    ByteSource source(file);
    if (!takesPictures(like)) throw Error(say::kOwnNoPictures, source.name());
    const Shape& shape = like.shape;
    const auto picture = pictures::withChannels(
        pictures::resized(pictures::readPicture(source.readAll(), source.name()), shape.width, shape.height),
        shape.channels);
    OwnSample sample;
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(shape.features()));
    pictures::copyByChannel(picture, bytes.data());
    for (const std::uint8_t byte : bytes) sample.values.push_back(static_cast<float>(byte) / 255.0f);
    sample.isInverted = shape.channels == 1 && border(sample.values, shape) > 0.5 && hasDarkBorder(like);
    if (sample.isInverted)
        for (float& value : sample.values) value = 1 - value;
    return sample;
}

std::vector<std::string> rowColumns(const Dataset& like) {
    std::vector<std::string> names;
    for (RowColumn& column : columnsOf(like)) names.push_back(std::move(column.name));
    return names;
}

OwnSample sampleOfRow(const std::string& text, const Dataset& like) {
    if (takesPictures(like)) throw Error(say::kOwnNoRows);
    if (!like.shape.isFlat()) throw Error(say::kOwnNeither);
    const auto columns = columnsOf(like);
    const char separator = separatorOf(text, columns.size());
    const Fields fields = fieldsInOrder(text, columns, separator);
    const bool decimalComma = separator != ',' && hasDecimalComma(fields, columns);
    OwnSample sample;
    sample.values.resize(static_cast<std::size_t>(like.shape.features()));
    for (std::size_t i = 0; i < columns.size(); ++i)
        encode(fields[i], columns[i], decimalComma, like, sample.values);
    return sample;
}

} // namespace tristate::data

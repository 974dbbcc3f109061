#include "core/data/table_encoding.h"

#include "core/base/error.h"
#include "core/messages/sources.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::data {

namespace {

constexpr std::size_t kMaxIndicators = 1000; ///< of one column; more are names or texts, not categories
constexpr std::size_t kMaxInputs = 100'000;

/// Of what is known in each column; row by row, as the values lie in memory.
std::vector<float> meansOf(const Dataset& part) {
    const std::size_t width = part.columns.size();
    std::vector<double> sums(width);
    std::vector<std::size_t> known(width);
    for (std::size_t row = 0; row < part.values.size(); row += width)
        for (std::size_t c = 0; c < width; ++c) {
            const float value = part.values[row + c];
            const bool isKnown = !std::isnan(value);
            sums[c] += isKnown ? static_cast<double>(value) : 0.0;
            known[c] += isKnown;
        }
    std::vector<float> means(width);
    for (std::size_t c = 0; c < width; ++c)
        if (known[c] > 0) means[c] = static_cast<float>(sums[c] / static_cast<double>(known[c]));
    return means;
}

} // namespace

TableEncoding::TableEncoding(const tables::Table& table, std::vector<std::size_t> targets,
                             MissingValues missing, const std::string& file)
    : m_targets(std::move(targets)), m_dropsMissing(missing == MissingValues::Drop) {
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        if (std::find(m_targets.begin(), m_targets.end(), c) == m_targets.end())
            add(table.columns[c], c, missing);
    if (m_inputs.empty()) throw Error(say::kOneColumn, file, table.columns[m_targets.front()].name);
    if (m_inputs.size() > kMaxInputs) throw Error(say::kTooManyInputs, file, m_inputs.size(), kMaxInputs);
}

void TableEncoding::add(const tables::Table::Column& column, std::size_t index, MissingValues missing) {
    Source source{index, m_inputs.size(), column.categories.size(),
                  missing == MissingValues::Own && column.missing > 0};
    if (column.categories.size() > kMaxIndicators) {
        m_notes.emplace_back(say::kColumnLeftOut, column.name, column.categories.size());
        return;
    }
    if (!column.isCategory) m_inputs.push_back({column.name, false});
    for (const std::string& text : column.categories)
        m_inputs.push_back({column.name + "=" + text, true, column.name.size()});
    if (source.hasMissing) m_inputs.push_back({column.name + " missing", true, column.name.size()});
    if (m_inputs.size() > source.firstInput) m_sources.push_back(source);
}

bool TableEncoding::hasTargets(const float* cells) const {
    return std::none_of(m_targets.begin(), m_targets.end(),
                        [cells](std::size_t target) { return std::isnan(cells[target]); });
}

bool TableEncoding::isSample(const float* cells) const {
    if (!hasTargets(cells)) return false;
    return !m_dropsMissing || std::none_of(m_sources.begin(), m_sources.end(), [cells](const Source& source) {
        return std::isnan(cells[source.column]);
    });
}

void TableEncoding::encode(const float* cells, float* row) const {
    for (const Source& source : m_sources) {
        const float cell = cells[source.column];
        float* to = row + source.firstInput;
        const std::size_t count = std::max<std::size_t>(source.categories, 1);
        if (source.categories == 0) {
            *to = cell;
        } else {
            std::fill_n(to, count, 0.0f);
            if (cell >= 0) to[static_cast<std::size_t>(cell)] = 1;
        }
        if (source.hasMissing) to[count] = std::isnan(cell) ? 1.0f : 0.0f;
    }
}

void fillMissing(Splits& splits) {
    const std::vector<float> means = meansOf(splits.train);
    for (Dataset* part : {&splits.train, &splits.validation, &splits.test})
        for (std::size_t row = 0; row < part->values.size(); row += means.size())
            for (std::size_t c = 0; c < means.size(); ++c) {
                float& value = part->values[row + c];
                if (std::isnan(value)) value = means[c];
            }
}

} // namespace tristate::data

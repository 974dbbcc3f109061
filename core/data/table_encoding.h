#pragma once

#include "core/data/dataset.h"
#include "core/tables/table_reader.h"

#include <string>
#include <vector>

namespace tristate::data {

/// How the columns of a table become the inputs of a net: numbers as they are, a category as one indicator
/// for each of its texts. A missing number stays NaN until fillMissing().
class TableEncoding {
public:
    /// `targets`: which of table.columns are to be predicted. Throws Error naming `file`.
    TableEncoding(const tables::Table& table, std::vector<std::size_t> targets, MissingValues missing,
                  const std::string& file);

    const std::vector<InputColumn>& inputs() const { return m_inputs; }
    const std::vector<std::size_t>& targets() const { return m_targets; }
    const std::vector<Message>& notes() const { return m_notes; }
    /// Whether a row has everything that is to be predicted.
    bool hasTargets(const float* cells) const;
    /// Whether a row is a sample: it has its targets, and whatever else it must have.
    bool isSample(const float* cells) const;
    /// Writes inputs().size() values. A category that is NaN or negative has no indicator.
    void encode(const float* cells, float* row) const;

private:
    struct Source {
        std::size_t column = 0;
        std::size_t firstInput = 0;
        std::size_t categories = 0; ///< 0: a number
        bool hasMissing = false;    ///< an indicator of its own behind the others
    };

    void add(const tables::Table::Column& column, std::size_t index, MissingValues missing);

    std::vector<std::size_t> m_targets;
    bool m_dropsMissing;
    std::vector<Source> m_sources;
    std::vector<InputColumn> m_inputs;
    std::vector<Message> m_notes;
};

/// Puts the mean of the training part where a number is missing, in every part.
void fillMissing(Splits& splits);

} // namespace tristate::data

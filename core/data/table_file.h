#pragma once

#include "core/data/byte_source.h"
#include "core/data/dataset.h"
#include "core/tables/table_reader.h"

#include <string>
#include <vector>

namespace tristate::data {

/// A file that was read: its columns and cells.
struct ReadTable {
    std::string name; ///< of the file, in quotes
    tables::TablePreview preview;
    std::vector<tables::Role> roles;
    tables::Table table;
    std::vector<std::size_t> targets; ///< of table.columns; one where they are classes
    bool isRegression = false;        ///< the targets are numbers to predict
    Message note;
};

/// Reads a table as `spec` names its columns; or with the columns of the table `like`, for a test set. Throws
/// Error naming the file and what is wrong; Interrupted when `progress` says so.
ReadTable readTableFile(ByteSource source, const DataSpec& spec, LoadProgress& progress,
                        const ReadTable* like = nullptr);

/// Whether readTableFile() makes a regression of it; looks at the beginning of the file alone. Throws Error.
bool isRegressionTable(ByteSource source, const DataSpec& spec);

/// Throws where the target cannot be classes: none, one alone, numbers with decimals.
void requireClasses(const ReadTable& read);

/// Has the categories of a test table count as those of the training table; one that is not there is -1, and
/// their number is returned. Throws for a class that is not there.
std::size_t alignCategories(ReadTable& test, const ReadTable& train);

} // namespace tristate::data

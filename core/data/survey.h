#pragma once

#include "core/data/data_source.h"

#include <string>
#include <vector>

namespace tristate::data {

/// What is found in data before anything is trained.
struct Survey {
    Message kind;         ///< "a table"
    bool isTable = false; ///< its targets may be classes or numbers (DataSource::isTable)
    Splits splits;
    std::vector<std::size_t> trainCounts, testCounts; ///< samples of each class
    SourceDetails details;
    std::vector<Message> warnings;
    std::string fingerprint;
};

/// Loads the data, looks at all of it, and warns: of a column with one value, one that tells the class, a
/// class with few samples, test samples that the training part has too. Throws Error and Interrupted as
/// load(). Thread-safe.
Survey survey(const DataSpec& spec, LoadProgress& progress);
Survey survey(const DataSpec& spec);

} // namespace tristate::data

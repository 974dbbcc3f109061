#pragma once

#include "core/data/data_source.h"
#include "core/data/table_file.h"

#include <vector>

namespace tristate::data {

/// Every column of the file, those left out too.
std::vector<ColumnSummary> summarise(const ReadTable& read, LoadProgress& progress);

} // namespace tristate::data

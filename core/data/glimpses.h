#pragma once

#include "core/data/source_details.h"
#include "core/data/table_file.h"

#include <vector>

namespace tristate::data {

/// The first rows of a table.
std::vector<Glimpse> glimpsesOf(const ReadTable& read);

/// For a source that told of none, or whose rows are pictures: the first training samples.
void addGlimpses(SourceDetails& details, const Dataset& train);

} // namespace tristate::data

#pragma once

#include "core/study/rivals.h"
#include "core/study/statistics.h"

#include <string>
#include <vector>

namespace tristate::study {

/// What one method came to over its seeds.
struct RivalSummary {
    Method method = Method::Gates;
    Summary parameters;
    Summary validationError; ///< percent; its mean is not a number without validation data
    Summary testError;       ///< percent
    Summary seconds;         ///< of training in all
};

/// A summary of every method that has results, in the order of kMethods.
std::vector<RivalSummary> summarise(const std::vector<RivalResult>& results);

/// A line for every result, below a line of names (RFC 4180); an error that was not measured is an empty
/// cell.
std::string toCsv(const std::vector<RivalResult>& results);

} // namespace tristate::study

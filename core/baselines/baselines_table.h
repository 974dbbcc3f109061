#pragma once

#include "core/baselines/baselines.h"
#include "core/io/report/statistics.h"

#include <string>
#include <vector>

namespace tristate::baselines {

/// What one method came to over its seeds.
struct BaselineSummary {
    Method method = Method::Gates;
    io::Summary parameters;
    io::Summary validationError; ///< percent; its mean is not a number without validation data
    io::Summary testError;       ///< percent
    io::Summary seconds;         ///< of training in all
};

/// A summary of every method that has results, in the order of kMethods.
std::vector<BaselineSummary> summarise(const std::vector<BaselineResult>& results);

/// A line for every result, below a line of names (RFC 4180); an error that was not measured is an empty
/// cell.
std::string toCsv(const std::vector<BaselineResult>& results);

} // namespace tristate::baselines

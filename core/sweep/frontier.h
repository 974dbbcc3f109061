#pragma once

#include "core/sweep/plan.h"
#include "core/sweep/result.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace tristate::sweep {

/// The next runs of a frontier, given the runs so far and the result of each; none when the budget is spent
/// or nothing is left to find out. The axis with a range is searched, separately for every combination of the
/// other axes but the seed, which repeats a strength. At first five strengths, evenly over the range. Then,
/// four at a time, the middle of the neighbours between which the curve of error against the logarithm of the
/// parameters, means over the seeds, makes its longest step. A function of its arguments alone.
std::vector<RunSpec> nextRound(const Plan& plan, const std::vector<RunSpec>& runs,
                               const std::vector<Result>& results);

/// Size and error of something.
using SizeAndError = std::pair<double, double>;

/// Those that no other one beats: by rising size, each with a smaller error than the one before. Numbers in
/// `points`.
std::vector<std::size_t> nonDominated(const std::vector<SizeAndError>& points);

} // namespace tristate::sweep

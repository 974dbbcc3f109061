#pragma once

#include "core/io/report/table.h"
#include "core/sweep/others.h"
#include "core/sweep/plan.h"
#include "core/sweep/result.h"

#include <string>
#include <vector>

namespace tristate::sweep {

/// All runs as a table for other programs: what varies, the figures, and whether no other run beats it in
/// both error and parameters. In the order of the runs' names.
io::Table tableOf(const Plan& plan, const std::vector<Result>& results);

/// Error against parameters, operations, bytes and, where they were measured, microseconds, a plot each, as
/// SVG: every run a dot, the line of those that no other one beats, and, where seeds repeat a setting, the
/// range of its repeats. Beside the runs against parameters there are rings for what others came to.
std::string toSvg(const Plan& plan, const std::vector<Result>& results,
                  const std::vector<Others>& others = {});

} // namespace tristate::sweep

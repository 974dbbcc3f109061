#pragma once

#include "app/cli/report.h"
#include "core/train/checkpoint.h"
#include "core/train/task.h"

#include <string>

namespace tristate::cli {

/// Adds what a finished run was to come to, and whether it did. `microseconds`: at most so much time for a
/// sample, which is measured now on the exported C; 0: no such limit.
void addTarget(Json& done, const train::Checkpoint& checkpoint, double microseconds);

/// The same for a person, a line, errors being `metric`; empty without a target.
std::string targetText(const Json& done, train::Metric metric);

} // namespace tristate::cli

#pragma once

#include "ui/run/run_data.h"
#include "ui/run/runs.h"

#include <QString>

namespace tristate::ui {

/// Which part of the data evaluation figures are of; Either when several runs differ in that.
enum class EvaluatedOn { Validation, Test, Either };

/// As data::Splits::evaluation() chooses.
EvaluatedOn evaluatedOn(const train::Experiment& experiment);
/// Of the present run and those that were left, or only the visible ones of them.
EvaluatedOn evaluatedOn(const RunData& present, const Runs& runs, bool onlyVisible);

/// "validation" or "test", as in a legend.
QString evaluationName(EvaluatedOn part);

/// "error (%)", "RMSE (price)", for an axis.
QString errorAxis(const RunData& run);
/// The same with the part of the data: "test error (%)", "RMSE (price), test". `target`: what is predicted,
/// where that is known.
QString errorAxis(train::Metric metric, const QString& target, EvaluatedOn part);
QString errorAxis(const RunData& run, EvaluatedOn part);

} // namespace tristate::ui

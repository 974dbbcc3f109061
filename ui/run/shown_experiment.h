#pragma once

#include "ui/run/run_data.h"

namespace tristate::ui {

/// The experiment of the run on screen, with the settings shown in place of those it began with.
train::Experiment shownExperiment(const RunData& run);

} // namespace tristate::ui

#pragma once

#include "app/cli/report.h"
#include "core/data/survey.h"
#include "core/train/experiment.h"

#include <string>

namespace tristate::cli {

/// What `tristate data PATH` prints: what is in the data, some of their samples, and what is proposed for
/// them. Lines of samples fit the terminal.
std::string surveyText(const data::Survey& found, const train::Experiment& proposed);
Json surveyJson(const data::Survey& found, const train::Experiment& proposed);

} // namespace tristate::cli

#pragma once

#include "core/graph/graph_text.h"
#include "core/train/history.h"

#include <string>

namespace tristate::ui {

/// The curves of the whole run, as io::curvePlots draws them, for documents: dark on white whatever the
/// theme. The contents of a file; any thread.
std::string curvesPng(const train::History& history, const train::Experiment& experiment);
/// A drawing on white. The contents of a file; any thread.
std::string pngOfSvg(const std::string& svg);
/// One page as large as the picture, in vectors.
std::string curvesPdf(const train::History& history, const train::Experiment& experiment);

} // namespace tristate::ui

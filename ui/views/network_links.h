#pragma once

#include "core/inspect/links.h"
#include "ui/run/selection.h"
#include "ui/views/network_columns.h"

class QPalette;

namespace tristate::ui {

class BlendedLines;

/// Draws the weights between two columns that stand side by side: orange where they are positive, blue where
/// negative, and the stronger the darker; of many some. Those of the selected unit stand out. `target` is
/// what inspect::Links calls the column `to`.
void drawLinks(BlendedLines& lines, const NetworkColumn& from, const NetworkColumn& to, int target,
               const inspect::Links& links, const Selection& selection, const QPalette& palette);

} // namespace tristate::ui

#pragma once

class QCPAxis;

namespace tristate::ui {

/// Makes an axis of counts, linear or logarithmic, label its ticks as people say them ("12 k", not 12000). A
/// logarithmic one puts them at 1, 2 and 5 of each power of ten, as far as they have room beside each other.
void useShortCounts(QCPAxis& axis, bool logarithmic);

} // namespace tristate::ui

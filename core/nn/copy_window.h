#pragma once

#include "core/tensor/shape.h"

namespace tristate::nn {

/// Copies a window of a larger map or into one: row by row, for every channel of one group. `from` and `to`
/// are group maps of activations.
template <class From, class To>
void copyWindow(const From& from, Shape fromShape, int fromOffset, To&& to, Shape toShape, int toOffset,
                Shape window) {
    for (int channel = 0; channel < window.channels; ++channel)
        for (int y = 0; y < window.height; ++y)
            to.middleCols((channel * toShape.height + y + toOffset) * toShape.width + toOffset,
                          window.width) =
                from.middleCols((channel * fromShape.height + y + fromOffset) * fromShape.width + fromOffset,
                                window.width);
}

} // namespace tristate::nn

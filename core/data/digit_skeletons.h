#pragma once

#include <vector>

namespace tristate::data {

/// A point the pen passes through. The box of a digit is 0..1 in both directions, x to the right, y down;
/// most digits use the whole height and the middle 60 % of the width.
struct Knot {
    float x;
    float y;
    bool corner = false; ///< the pen turns sharply here; elsewhere the line is smooth
};

/// One movement of the pen, from touching the paper to leaving it.
struct Stroke {
    std::vector<Knot> knots;
    bool closed = false; ///< the line returns to the first knot smoothly
};

/// One way of writing a digit.
struct Skeleton {
    float weight; ///< how often it is used, relative to the other ways of writing the same digit
    std::vector<Stroke> strokes;
};

/// The ways of writing a digit, 0 to 9: what its samples are drawn from. Thread-safe.
const std::vector<Skeleton>& skeletonsOf(int digit);

} // namespace tristate::data

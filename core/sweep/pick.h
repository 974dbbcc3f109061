#pragma once

#include "core/sweep/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tristate::sweep {

/// What a run is to fulfil: a figure that is at most so much.
struct Condition {
    enum class Figure { Error, TestError, Neurons, Parameters, Operations, Bytes };
    Figure figure = Figure::Error;
    double most = 0;
};

/// Conditions as somebody types them: "error <= 1.0", "operations <= 5e4 and bytes <= 4000". The error is
/// that of the validation data where there are some; test_error is that of the test set whatever there is.
/// Throws Error.
std::vector<Condition> parseConditions(std::string_view text);

/// Of the runs that fulfil all of them the one with the fewest parameters, where one of them is of an error,
/// and else the one with the least error; of equal ones the one with less of the other, then by name. Throws
/// Error when there is none; `text` stands in its sentence.
const Result& pick(const std::vector<Result>& results, const std::vector<Condition>& conditions,
                   const std::string& text);

} // namespace tristate::sweep

#pragma once

#include "core/sweep/plan.h"
#include "core/sweep/result.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::sweep {

/// What a run is to fulfil.
struct Condition {
    enum class Figure { Error, TestError, Neurons, Parameters, Operations, Bytes, Microseconds, Setting };
    enum class Relation { AtMost, AtLeast, Equal };

    Figure figure = Figure::Error;
    Relation relation = Relation::AtMost;
    double bound = 0;    ///< of a number
    std::string setting; ///< what varies, by its name; of Figure::Setting alone
    std::string text;    ///< of a setting that is no number
};

/// Conditions as somebody types them: "error <= 1.0", "operations <= 5e4 and bytes <= 4000", and of what
/// varies, whose names are `settings`: "lambda3 >= 1e-3 and optimizer = adam". The error is that of the
/// validation data where there are some; test_error is that of the test set whatever there is. Throws Error.
std::vector<Condition> parseConditions(std::string_view text, const std::vector<std::string>& settings = {});

/// Whether one of them is of time, which has to be measured.
bool areOfTime(const std::vector<Condition>& conditions);

/// A run that did not fail and fulfils all of them; what was not measured fulfils nothing.
bool fulfils(const Result& result, const std::vector<Condition>& conditions);

/// Tells the microseconds that a run's network takes for a sample.
using Measure = std::function<double(const Result& result)>;

/// Of the runs that fulfil all of them the one with the fewest parameters, where one of them is of an error,
/// and else the one with the least error; of equal ones the one with less of the other, then by name. Throws
/// Error when there is none; `text` stands in its sentence. Where a condition is of time, `measure` is asked
/// of those runs alone that fulfil the others and were not measured, the best first, until one fulfils all.
const Result& pick(const std::vector<Result>& results, const std::vector<Condition>& conditions,
                   const std::string& text, const Measure& measure = {});

} // namespace tristate::sweep

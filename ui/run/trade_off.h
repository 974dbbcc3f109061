#pragma once

#include "ui/run/run_data.h"

#include <vector>

namespace tristate::ui {

/// What a run had come to at a moment: how wrong, and how large.
struct Outcome {
    int run = 0; ///< id of its label
    std::int64_t step = 0;
    double parameters = 0;
    double error = 0; ///< of the validation or test data, percent

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// The moments of a run at which the evaluation error was measured.
std::vector<Outcome> outcomes(const RunData& run);

/// Those that no other beats: whoever has fewer parameters has a larger error. By rising parameters; of
/// equals the first.
std::vector<Outcome> paretoFront(std::vector<Outcome> all);

} // namespace tristate::ui

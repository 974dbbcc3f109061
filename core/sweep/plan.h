#pragma once

#include "core/io/files/json.h"
#include "core/sweep/axis.h"
#include "core/train/experiment.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::sweep {

/// How the runs of a sweep are chosen.
enum class Mode {
    Grid,    ///< every combination of values
    Random,  ///< so many draws, of ranges and lists alike
    Frontier ///< the next strength where the curve of error against size is least known (frontier.h)
};

inline constexpr std::int64_t kMostRuns = 1'000'000;

/// An experiment and what varies: all that a sweep is, as a value. Its JSON says the same.
struct Plan {
    train::Experiment base; ///< its name and number of threads are of no account
    std::vector<Axis> axes;
    Mode mode = Mode::Grid;
    int runs = 0; ///< random: how many; frontier: at most so many; grid: all of them, whatever this says

    friend bool operator==(const Plan&, const Plan&) = default;
};

/// What varies, as results, tables and conditions call it: "lambda3", "seed".
std::vector<std::string> namesOf(const Plan& plan);

/// One run of a sweep: a value for each axis, in their order.
struct RunSpec {
    std::string id; ///< idOf() its experiment
    std::vector<Value> values;
};

/// Throws Error saying what is missing or cannot be: nothing varies, an empty range, a setting twice, no
/// number of runs.
void validate(const Plan& plan);

/// The runs that there are to be: of a grid all combinations, else Plan::runs. Throws Error when they are too
/// many.
std::int64_t countOf(const Plan& plan);

/// The experiment of a run, on one thread. Not validated: that a combination is invalid is the result of a
/// run. Throws Error when the net is none.
train::Experiment experimentOf(const Plan& plan, const std::vector<Value>& values);

/// 16 hex digits: a hash of the whole experiment, less its name and number of threads, which change no
/// figure, and of what it begins with, in words; empty: weights drawn from its seed.
std::string idOf(const train::Experiment& experiment, std::string_view origin = {});
RunSpec makeRun(const Plan& plan, std::vector<Value> values);

/// The runs of a grid, the last axis fastest, or of random draws, which follow from the seed of the base;
/// each once. The same wherever they are computed. Not for a frontier, whose runs follow from results.
std::vector<RunSpec> runsOf(const Plan& plan);

/// {"experiment": {...}, "vary": [{"setting": "train.lambda3", "values": [...]}, ...], "mode": "grid"}. Of an
/// axis there may be "from", "to", "scale" ("log" or "linear") and "count" instead of "values"; the
/// experiment may be the name of a preset.
io::Json toJson(const Plan& plan);
/// Strict. The plan is validated. Throws Error naming `where` and the key.
Plan planFromJson(const io::Json& json, const std::string& where);

/// The value as JSON has it: numbers as numbers, choices by name.
io::Json toJson(const Axis& axis, const Value& value);

} // namespace tristate::sweep

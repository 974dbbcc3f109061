#pragma once

#include "core/data/dataset.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tristate::data {

/// What is in a column of a table, over all of its rows.
struct ColumnSummary {
    enum class Kind { Number, Category, Target, LeftOut };

    std::string name;
    Kind kind = Kind::Number;
    bool isNumber = true;       ///< and no category; of a target, too
    bool canBeNumber = true;    ///< nearly all of its first values are numbers
    double least = 0, most = 0; ///< of numbers
    std::size_t different = 0;  ///< values of a category
    std::size_t missing = 0;
    bool isConstant = false;
    /// Each of its values comes with one class, and each class with one value; of a regression: it is a copy
    /// of a target.
    bool tellsTarget = false;
};

/// A sample to look at.
struct Glimpse {
    std::string name;                  ///< of its file in the data; of all else its number from 1
    std::string target{};              ///< its class; of a regression its numbers
    std::vector<std::string> fields{}; ///< of a table all fields of its row, as they stand there
};

inline constexpr std::size_t kGlimpses = 20; ///< of some data, at most

/// What a source can tell of its samples beside them.
struct SourceDetails {
    std::vector<ColumnSummary> columns; ///< of a table
    std::vector<Glimpse> glimpses;
    Dataset pictures; ///< of the glimpses, in their order; empty where they are none
};

} // namespace tristate::data

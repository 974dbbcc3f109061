#pragma once

#include "core/io/report/svg_plot.h"
#include "core/sweep/frontier.h"
#include "core/sweep/result.h"

#include <cstddef>
#include <vector>

namespace tristate::sweep {

/// What a network costs that error is weighed against.
enum class Cost { Parameters, Operations, Bytes, Microseconds };

/// In the cost's unit: parameters, operations and microseconds of one sample, bytes of weights. Not a number
/// when it was not measured.
double costOf(const Result& result, Cost cost);

/// Error against a cost, of the runs that did not fail and have one.
struct TradeOff {
    std::vector<const Result*> runs;
    std::vector<SizeAndError> dots;   ///< of each run
    std::vector<std::size_t> best;    ///< those that no other run beats, by rising cost
    std::vector<io::SvgRange> ranges; ///< where seeds repeat a setting, from the least to the most
};

/// In the order of `results`, which outlive it.
TradeOff tradeOffOf(const std::vector<const Result*>& results, Cost cost);

} // namespace tristate::sweep

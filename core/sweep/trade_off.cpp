#include "core/sweep/trade_off.h"

#include "core/io/report/statistics.h"

#include <cmath>
#include <map>
#include <string>

namespace tristate::sweep {

namespace {

constexpr const char* kSeed = "seed"; ///< the name of what repeats a setting

/// What is left of the settings without the seed: repeats have it in common.
std::string withoutSeed(io::Json settings) {
    settings.erase(kSeed);
    return io::dumpJson(settings, -1);
}

io::SvgRange rangeOf(const std::vector<SizeAndError>& repeats) {
    std::vector<double> sizes, errors;
    for (const auto& [size, error] : repeats) {
        sizes.push_back(size);
        errors.push_back(error);
    }
    const io::Summary size = io::summarise(sizes), error = io::summarise(errors);
    return {size.mean, size.least, size.most, error.mean, error.least, error.most};
}

std::vector<io::SvgRange> rangesOf(const TradeOff& of) {
    std::map<std::string, std::vector<SizeAndError>> groups;
    for (std::size_t i = 0; i < of.runs.size(); ++i)
        if (of.runs[i]->settings.contains(kSeed))
            groups[withoutSeed(of.runs[i]->settings)].push_back(of.dots[i]);
    std::vector<io::SvgRange> ranges;
    for (const auto& [settings, repeats] : groups)
        if (repeats.size() > 1) ranges.push_back(rangeOf(repeats));
    return ranges;
}

} // namespace

double costOf(const Result& result, Cost cost) {
    switch (cost) {
    case Cost::Parameters:
        return static_cast<double>(result.parameters);
    case Cost::Operations:
        return static_cast<double>(result.operations);
    case Cost::Bytes:
        return static_cast<double>(result.bytes);
    case Cost::Microseconds:
        break;
    }
    return result.microseconds;
}

TradeOff tradeOffOf(const std::vector<const Result*>& results, Cost cost) {
    TradeOff made;
    for (const Result* result : results) {
        if (result->failed() || std::isnan(costOf(*result, cost))) continue;
        made.runs.push_back(result);
        made.dots.emplace_back(costOf(*result, cost), result->error());
    }
    made.best = nonDominated(made.dots);
    made.ranges = rangesOf(made);
    return made;
}

} // namespace tristate::sweep

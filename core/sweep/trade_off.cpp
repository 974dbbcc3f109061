#include "core/sweep/trade_off.h"

#include "core/io/report/statistics.h"

#include <cmath>
#include <map>

namespace tristate::sweep {

namespace {

constexpr const char* kSeed = "seed"; ///< the name of what repeats a setting

/// Orders settings by what is left of them without the seed, which repeats have in common.
struct WithoutSeed {
    bool operator()(const io::Json* a, const io::Json* b) const {
        auto x = a->begin(), y = b->begin();
        while (true) {
            if (x != a->end() && x.key() == kSeed) ++x;
            if (y != b->end() && y.key() == kSeed) ++y;
            if (x == a->end() || y == b->end()) return x == a->end() && y != b->end();
            if (x.key() != y.key()) return x.key() < y.key();
            if (*x != *y) return *x < *y;
            ++x;
            ++y;
        }
    }
};

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
    std::map<const io::Json*, std::vector<SizeAndError>, WithoutSeed> groups;
    for (std::size_t i = 0; i < of.runs.size(); ++i)
        if (of.runs[i]->settings.contains(kSeed)) groups[&of.runs[i]->settings].push_back(of.dots[i]);
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

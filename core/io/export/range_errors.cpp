#include "core/io/export/range_errors.h"

#include "core/base/error.h"
#include "core/io/export/input_range.h"
#include "core/io/export/samples_to_try.h"
#include "core/messages/exports.h"
#include "core/train/evaluate_plain.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tristate::io {

namespace {

constexpr double kMuchSmaller = 0.7, kNearChance = 0.9;

/// Variance of a share of errors, in squared percent.
double varianceOf(double percent, std::size_t samples) {
    return percent * (100 - percent) / static_cast<double>(samples);
}

/// By a good part, and by more than the choice of samples explains.
bool isClearlySmaller(const RangeErrors& all, double error, double other) {
    if (!(error < kMuchSmaller * other)) return false;
    if (all.metric != train::Metric::ErrorRate) return true;
    const double noise = std::sqrt(varianceOf(error, all.samples) + varianceOf(other, all.samples));
    return other - error >= 2 * noise;
}

} // namespace

bool RangeErrors::isNearChance(double error) const {
    return oneAnswer > 0 && error >= kNearChance * oneAnswer;
}

RangeErrors errorsUnderRanges(const nn::PlainNetwork& network, const data::Splits& data,
                              const RangeTrial& trial) {
    if (data.test.size() == 0) throw Error(say::kNoTestSamples, data.test.name);
    const data::Dataset some = samplesToTry(network, data.test);
    RangeErrors found{.samples = some.size(),
                      .metric = train::metricOf(some),
                      .oneAnswer = train::errorOfOneAnswer(some),
                      .errors = {}};
    for (const std::string& name : inputRangeNames()) {
        const InputRange range = inputRange(name, data.train);
        if (!range.fits(network.graph.input)) continue;
        nn::PlainNetwork with = network;
        putInFront(with, range);
        const double error = train::evaluatePlain(with, some, trial.threads, trial.stop).error;
        if (trial.stop.stop_requested()) throw Error(say::kCancelled);
        found.errors.push_back(
            {name, std::isfinite(error) ? error : std::numeric_limits<double>::infinity()});
        if (trial.tell) trial.tell(found.errors.back());
    }
    return found;
}

RangeChoice chooseRange(const RangeErrors& errors) {
    std::vector<ErrorUnderRange> sorted = errors.errors;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.error < b.error; });
    const ErrorUnderRange &best = sorted.at(0), &next = sorted.at(1);
    const auto text = [&](double error) { return train::errorText(errors.metric, error); };
    if (isClearlySmaller(errors, best.error, next.error) && !errors.isNearChance(best.error))
        return {best.range, true,
                Message(say::kRangeClearlyBest, best.range, text(best.error), next.range, text(next.error))};
    return {inputRangeNames().front(), false,
            Message(say::kRangesAlike, best.range, text(best.error), next.range, text(next.error))};
}

const ErrorUnderRange* clearlyBetter(const RangeErrors& errors, double error) {
    const auto best = std::min_element(errors.errors.begin(), errors.errors.end(),
                                       [](const auto& a, const auto& b) { return a.error < b.error; });
    const bool isBetter = best != errors.errors.end() && isClearlySmaller(errors, best->error, error);
    return isBetter ? &*best : nullptr;
}

Message chanceWarning(const RangeErrors& errors, double error) {
    if (!errors.isNearChance(error)) return {};
    return Message(say::kNearChance, train::errorText(errors.metric, error),
                   train::errorText(errors.metric, errors.oneAnswer));
}

} // namespace tristate::io

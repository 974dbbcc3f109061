#pragma once

#include "core/base/message.h"
#include "core/data/dataset.h"
#include "core/nn/plain_network.h"
#include "core/train/task.h"

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace tristate::io {

/// The error of a network with one of the usual input ranges in front of it.
struct ErrorUnderRange {
    std::string range;
    double error = 0; ///< as Metric says; infinite where an output is no number

    friend bool operator==(const ErrorUnderRange&, const ErrorUnderRange&) = default;
};

/// On the same samples, taken evenly from the whole test set, which may be in the order of its classes.
struct RangeErrors {
    std::size_t samples = 0;
    train::Metric metric = train::Metric::ErrorRate;
    double oneAnswer = 0;                ///< of somebody who always gives the same answer
    std::vector<ErrorUnderRange> errors; ///< in the order of inputRangeNames()

    /// Hardly better than always the same answer.
    bool isNearChance(double error) const;
};

/// How they are measured.
struct RangeTrial {
    int threads = 1; ///< 0: every core
    std::stop_token stop{};
    /// Gets each as soon as it is known, on the calling thread; may be empty.
    std::function<void(const ErrorUnderRange&)> tell{};
};

/// By nn::predict; ranges whose channels do not fit are left out. Throws Error where the samples do not fit
/// or there are none, and when it was stopped.
RangeErrors errorsUnderRanges(const nn::PlainNetwork& network, const data::Splits& data,
                              const RangeTrial& trial = {});

/// Which range to begin with: the one that is clearly the best, and otherwise 0..1.
struct RangeChoice {
    std::string range;
    bool isClear = false;
    Message reason; ///< the best and the one after it
};
RangeChoice chooseRange(const RangeErrors& errors);

/// The best one where it is clearly better than this error; otherwise null.
const ErrorUnderRange* clearlyBetter(const RangeErrors& errors, double error);

/// Says that an error is near chance; empty when it is not.
Message chanceWarning(const RangeErrors& errors, double error);

} // namespace tristate::io

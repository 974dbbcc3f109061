#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tristate::study {

/// Open units of every gated layer at a step of a run.
struct CoursePoint {
    std::int64_t step = 0;
    std::vector<int> open;
    friend bool operator==(const CoursePoint&, const CoursePoint&) = default;
};

/// What a training run came to. All but the error on held-out data is that of the network as it is exported:
/// closed units gone, linear layers merged.
struct Result {
    std::string label;
    double error = 0; ///< percent of the test set
    /// Percent of the validation data at the end; NaN when none were held out.
    double validationError = 0;
    std::string net; ///< as a net spec
    long long parameters = 0;
    double seconds = 0;              ///< that its training took, by the clock on the wall; NaN: not known
    std::string signature;           ///< of the network as it was trained
    std::vector<CoursePoint> course; ///< a few points an epoch
};

} // namespace tristate::study

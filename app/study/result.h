#pragma once

#include <cstdint>
#include <string>
#include <string_view>
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
    double seconds = 0;              ///< the whole run took, by the clock on the wall
    std::string signature;           ///< of the network as it was trained
    std::vector<CoursePoint> course; ///< a few points an epoch
};

/// One line of JSON, and back. Throws Error naming `where` and the key that is missing or wrong.
std::string toJson(const Result& result);
Result resultFromJson(std::string_view text, const std::string& where);

} // namespace tristate::study

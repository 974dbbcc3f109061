#pragma once

#include "core/base/message.h"
#include "core/io/files/json.h"
#include "core/nn/network.h"
#include "core/prune/merge.h"
#include "core/train/task.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::sweep {

/// What a run of a sweep came to. It holds no times and no hosts: a run that is done twice has the same
/// result, bit for bit. The names in JSON are those of `tristate train --json`.
struct Result {
    static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

    std::string id;    ///< of the run
    io::Json settings; ///< what varies, by name: {"lambda3": 0.001, "seed": 1}
    /// Why the run failed: it diverged, there was no memory, the settings do not fit together. Empty when it
    /// did not; the rest is not filled when it did.
    Message failure;

    train::Metric metric = train::Metric::ErrorRate; ///< what the errors are
    double testError = 0;
    double validationError = kNone; ///< kNone without such data
    double loss = 0;                ///< of the test set
    std::int64_t step = 0;          ///< minibatches done
    std::vector<int> architecture;  ///< open units of every gated layer
    int neurons = 0;                ///< their sum
    long long parameters = 0;       ///< as exported, before linear layers are merged
    long long operations = 0;       ///< of one sample, forward
    long long bytes = 0;            ///< of the weights as exported, linear layers merged, 4 each
    std::string signature;          ///< of the network
    /// Of a sample, as it was measured on one machine; kNone when it was not. Not in the file (latencies.h).
    double microseconds = kNone;

    bool failed() const { return !failure.empty(); }
    /// Of the validation data where there are some, else of the test set: what runs are chosen by.
    double error() const { return validationError == validationError ? validationError : testError; }
};

/// Fills in what can be said of a network: sizes and signature. `merge`: as the experiment says.
void describe(const nn::Network& network, prune::MergeMode merge, Result& result);

/// The value that a run has for what varies, by its name, as it would be typed; empty when it has none.
std::string settingText(const Result& result, const std::string& name);

/// One line, and back. Throws Error naming `where` and the key that is missing or wrong.
std::string toText(const Result& result);
io::Json toJson(const Result& result);
Result resultFromText(std::string_view text, const std::string& where);

} // namespace tristate::sweep

#include "app/cli/target_report.h"

#include "app/cli/text.h"
#include "core/io/export/latency.h"

#include <nlohmann/json.hpp>

namespace tristate::cli {

namespace {

constexpr const char *kError = "target_error", *kParameters = "target_parameters",
                     *kOperations = "target_operations", *kBytes = "target_bytes",
                     *kMicroseconds = "target_microseconds", *kMet = "target_met";

void addLatency(Json& done, const train::Checkpoint& checkpoint, double most) {
    const io::Latency latency = io::measureLatency(checkpoint.network, checkpoint.experiment.train.merge);
    done[kMicroseconds] = most;
    done["microseconds"] = latency.microseconds;
    done["microseconds_by"] = latency.how;
    done[kMet] = done.value(kMet, true) && latency.microseconds <= most;
}

} // namespace

void addTarget(Json& done, const train::Checkpoint& checkpoint, double microseconds) {
    const train::TrainConfig& config = checkpoint.experiment.train;
    if (config.targetError > 0) done[kError] = config.targetError;
    if (config.targetParameters > 0) done[kParameters] = config.targetParameters;
    if (config.targetOperations > 0) done[kOperations] = config.targetOperations;
    if (config.targetBytes > 0) done[kBytes] = config.targetBytes;
    if (config.hasTarget()) done[kMet] = checkpoint.goal.state.isMet();
    if (microseconds > 0) addLatency(done, checkpoint, microseconds);
}

std::string targetText(const Json& done, train::Metric metric) {
    if (!done.contains(kMet)) return "";
    std::string limits;
    const auto add = [&](const char* key, const char* what) {
        if (!done.contains(key)) return;
        limits += (limits.empty() ? "" : ", ") + withSeparators(done[key].get<long long>()) + what;
    };
    add(kParameters, " parameters");
    add(kOperations, " operations");
    add(kBytes, " bytes of weights");
    if (done.contains(kMicroseconds))
        limits += (limits.empty() ? "" : ", ") + formatted("%g us a sample, which takes %.2f",
                                                           done[kMicroseconds].get<double>(),
                                                           done["microseconds"].get<double>());
    std::string text;
    if (done.contains("validation_error"))
        text = formatted("validation %s %s, ", train::nameOf(metric),
                         train::errorText(metric, done["validation_error"].get<double>()).c_str());
    if (done.contains(kError))
        text += "the target of " + train::errorText(metric, done[kError].get<double>()) +
                (limits.empty() ? "" : " and at most " + limits);
    else
        text += "the target of at most " + limits;
    return text + (done[kMet].get<bool>() ? " was met\n" : " was not met\n");
}

} // namespace tristate::cli

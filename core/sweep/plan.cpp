#include "core/sweep/plan.h"

#include "core/base/error.h"
#include "core/base/fnv1a.h"
#include "core/base/rng.h"
#include "core/io/recipes/json_fields.h"
#include "core/messages/sweeps.h"

#include <algorithm>
#include <set>
#include <utility>

namespace tristate::sweep {

namespace {

/// Of all combinations the one of this number, the last axis fastest.
std::vector<Value> combination(const std::vector<Axis>& axes, std::int64_t number) {
    std::vector<Value> values(axes.size());
    for (std::size_t i = axes.size(); i-- > 0;) {
        const auto count = static_cast<std::int64_t>(axes[i].values.size());
        values[i] = axes[i].values[static_cast<std::size_t>(number % count)];
        number /= count;
    }
    return values;
}

/// Each draw has a stream of its own, so that more draws begin with the same.
std::vector<Value> draw(const Plan& plan, int number) {
    constexpr std::uint64_t kDraws = 0x73776565; // a purpose that no training has
    Rng rng =
        Rng::stream(plan.base.train.seed + static_cast<std::uint64_t>(number) * 0x9e3779b97f4a7c15u, kDraws);
    std::vector<Value> values;
    for (const Axis& axis : plan.axes)
        values.push_back(axis.range ? axis.at(rng.uniform()) : axis.values[rng.below(axis.values.size())]);
    return values;
}

void validateMode(const Plan& plan) {
    const auto isSearched = [](const Axis& axis) { return axis.values.empty(); };
    const auto searched = std::count_if(plan.axes.begin(), plan.axes.end(), isSearched);
    if (plan.mode == Mode::Grid) {
        for (const Axis& axis : plan.axes)
            if (isSearched(axis)) throw Error(say::kRangeNeedsCount, SettingName{axis.path});
        countOf(plan);
        return;
    }
    if (plan.runs < 1) throw Error(say::kRunsMissing);
    if (plan.runs > kMostRuns) throw Error(say::kTooManyRuns, plan.runs, kMostRuns);
    if (plan.mode == Mode::Frontier && searched != 1) throw Error(say::kFrontierOneRange, searched);
}

} // namespace

std::vector<std::string> namesOf(const Plan& plan) {
    std::vector<std::string> names;
    for (const Axis& axis : plan.axes) names.push_back(axis.name());
    return names;
}

void validate(const Plan& plan) {
    if (plan.axes.empty()) throw Error(say::kVaryNothing);
    std::set<std::string> paths;
    for (const Axis& axis : plan.axes) {
        validate(axis);
        if (paths.insert(axis.path).second) continue;
        throw Error(say::kVaryTwice, axis.isNet() ? MessageArgument(axis.path) : SettingName{axis.path});
    }
    validateMode(plan);
}

std::int64_t countOf(const Plan& plan) {
    if (plan.mode != Mode::Grid) return plan.runs;
    std::int64_t count = 1;
    for (const Axis& axis : plan.axes) {
        count *= static_cast<std::int64_t>(axis.values.size());
        if (count > kMostRuns) throw Error(say::kTooManyRuns, count, kMostRuns);
    }
    return count;
}

train::Experiment experimentOf(const Plan& plan, const std::vector<Value>& values) {
    train::Experiment experiment = plan.base;
    experiment.train.threads = 1;
    for (std::size_t i = 0; i < values.size(); ++i) plan.axes[i].set(experiment, values[i]);
    return experiment;
}

std::string idOf(const train::Experiment& experiment, std::string_view origin) {
    train::Experiment plain = experiment;
    plain.name.clear();
    plain.train.threads = 0;
    Fnv1a hash;
    hash.add(io::dumpJson(io::experimentToJson(plain), -1));
    hash.add(origin);
    return hash.hex();
}

RunSpec makeRun(const Plan& plan, std::vector<Value> values) {
    return {idOf(experimentOf(plan, values)), std::move(values)};
}

std::vector<RunSpec> runsOf(const Plan& plan) {
    std::vector<RunSpec> runs;
    std::set<std::string> ids;
    const std::int64_t count = countOf(plan);
    for (std::int64_t i = 0; i < count; ++i) {
        RunSpec run = makeRun(plan, plan.mode == Mode::Grid ? combination(plan.axes, i)
                                                            : draw(plan, static_cast<int>(i)));
        if (ids.insert(run.id).second) runs.push_back(std::move(run));
    }
    return runs;
}

} // namespace tristate::sweep

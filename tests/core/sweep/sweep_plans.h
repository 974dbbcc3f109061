#pragma once

#include "core/sweep/plan.h"
#include "core/sweep/run_list.h"

#include <string>
#include <vector>

namespace tristate::test {

/// A run of a few milliseconds: the plane, sixteen units.
inline train::Experiment toyExperiment() {
    train::Experiment experiment;
    experiment.net = graph::parseGraph("2-16-2");
    experiment.data.source = "moons";
    experiment.data.trainSamples = 200;
    experiment.data.testSamples = 100;
    experiment.train.epochs = 4;
    experiment.train.batch = 20;
    experiment.train.warmupEpochs = 0;
    experiment.train.frozenEpochs = 1;
    experiment.train.lambdas.lambda3 = 3e-3;
    return experiment;
}

inline sweep::Plan toyPlan(const std::vector<std::string>& axes) {
    sweep::Plan plan;
    plan.base = toyExperiment();
    for (const std::string& axis : axes) plan.axes.push_back(sweep::parseAxis(axis));
    return plan;
}

inline std::string digestOf(const sweep::Folder& folder) {
    return sweep::digestOf(folder, sweep::RunList(folder).runs());
}

} // namespace tristate::test

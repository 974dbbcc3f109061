#pragma once

#include "core/graph/graph_text.h"
#include "tests/ui/support/fake_run.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tristate::ui::test {

/// The first run, of this net; it has reported nothing yet.
inline RunData runOf(const char* net) {
    RunData run;
    run.number = 1;
    run.experiment.net = graph::parseGraph(net);
    return run;
}

/// A point of the curves with these gates, of which there is a list for each gated layer.
inline void addPoint(RunData& run, std::vector<std::vector<float>> gates) {
    train::Point point = fakePoint(0);
    point.open.clear();
    for (const auto& layer : gates)
        point.open.push_back(static_cast<int>(
            std::count_if(layer.begin(), layer.end(), [](float gate) { return gate >= 0.5F; })));
    point.depths.assign(gates.size(), 0);
    point.gates = std::move(gates);
    run.history.add(point);
}

} // namespace tristate::ui::test

#include "ui/run/trade_off.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace tristate::ui {

std::vector<Outcome> outcomes(const RunData& run) {
    std::vector<Outcome> all;
    for (const auto& point : run.history.points())
        if (std::isfinite(point.evaluationError))
            all.push_back(
                {run.label.id, point.step, static_cast<double>(point.parameters), point.evaluationError});
    return all;
}

std::vector<Outcome> paretoFront(std::vector<Outcome> all) {
    std::stable_sort(all.begin(), all.end(), [](const Outcome& a, const Outcome& b) {
        return std::tie(a.parameters, a.error) < std::tie(b.parameters, b.error);
    });
    std::vector<Outcome> front;
    for (const auto& outcome : all)
        if (front.empty() || outcome.error < front.back().error) front.push_back(outcome);
    return front;
}

} // namespace tristate::ui

#include "ui/run/moment.h"

#include "core/train/checkpoint.h"
#include "core/train/describe.h"
#include "core/train/replay.h"
#include "ui/run/run_data.h"

#include <algorithm>
#include <cmath>

namespace tristate::ui {

Moment reportedMoment(const RunData& run, std::int64_t step) {
    Moment moment;
    moment.step = step;
    if (const auto* last = run.lastPoint(); last && last->step > 0)
        moment.epoch = last->epoch * static_cast<double>(step) / static_cast<double>(last->step);
    // From the end: a run that diverged went back, and what was reported later counts.
    const auto& points = run.history.points();
    const auto point = std::find_if(points.rbegin(), points.rend(), [&](const train::Point& p) {
        return p.step <= step && !p.gates.empty();
    });
    if (point != points.rend()) moment.point = *point;
    const auto* live = train::liveAt(run.history.events(), step);
    moment.live = live ? *live : train::liveSettings(run.experiment.train);
    return moment;
}

Moment replayedMoment(Moment moment, std::shared_ptr<const train::Checkpoint> state) {
    train::describeGates(state->network, moment.point);
    moment.point.step = moment.step;
    moment.point.epoch = moment.epoch;
    auto frame = std::make_shared<train::Frame>();
    frame->step = moment.step;
    frame->epoch = moment.epoch;
    frame->layers = train::layerRows(state->network);
    frame->point = moment.point;
    if (moment.point.samplesPerSecond > 0)
        frame->stepSeconds = state->experiment.train.batch / moment.point.samplesPerSecond;
    moment.frame = std::move(frame);
    moment.network = {state, &state->network}; // the network, kept alive with the rest of its state
    return moment;
}

double evaluationErrorAt(const train::History& history, std::int64_t step) {
    const auto& points = history.points();
    const auto point = std::find_if(points.rbegin(), points.rend(), [&](const train::Point& p) {
        return p.step <= step && std::isfinite(p.evaluationError);
    });
    return point == points.rend() ? train::kNotMeasured : point->evaluationError;
}

} // namespace tristate::ui

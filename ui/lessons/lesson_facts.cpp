#include "ui/lessons/lesson_facts.h"

#include "core/data/generated_sets.h"
#include "ui/run/moment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tristate::ui {
namespace {

int count(const std::vector<train::Event>& events, train::EventKind kind) {
    return static_cast<int>(std::count_if(events.begin(), events.end(),
                                          [kind](const train::Event& event) { return event.kind == kind; }));
}

void addLayers(LessonFacts& facts, const RunData& run) {
    if (const auto* point = run.lastPoint())
        facts.open = std::accumulate(point->open.begin(), point->open.end(), 0);
    if (const auto* column = run.lastColumn()) {
        for (const auto& gates : column->gates) facts.units += static_cast<int>(gates.size());
        facts.linearLayers = static_cast<int>(
            std::count_if(column->depths.begin(), column->depths.end(), [](float d) { return d >= 0.5f; }));
    }
    if (run.frame)
        facts.mergedLayers = static_cast<int>(std::count_if(
            run.frame->layers.begin(), run.frame->layers.end(), [](const auto& row) { return row.merged; }));
}

} // namespace

LessonFacts factsOf(const RunData& run, train::RunState state) {
    LessonFacts facts;
    facts.run = run.label.id;
    facts.isBranch = !run.label.parent.isEmpty();
    facts.isRunning = state == train::RunState::Running;
    facts.hasFinished = state == train::RunState::Finished;
    if (const auto* point = run.lastPoint()) facts.epoch = point->epoch;
    const double error = evaluationErrorAt(run.history, std::numeric_limits<std::int64_t>::max());
    if (std::isfinite(error)) facts.evaluationError = error;
    facts.lambdas = run.shownLive().lambdas;
    facts.freezesGates = run.shownLive().freezeGates;
    addLayers(facts, run);
    facts.vanishedBlocks = count(run.history.events(), train::EventKind::BlockVanished);
    facts.isOwnFile = !data::isSetName(run.experiment.data.source);
    facts.isPast = run.past.has_value();
    facts.pruned = count(run.history.events(), train::EventKind::UnitPruned);
    facts.restored = count(run.history.events(), train::EventKind::UnitRestored);
    return facts;
}

void addFuture(LessonFacts& facts, const Fork& fork) {
    facts.isForked = fork.isOn();
    if (const auto* point = fork.isOn() ? fork.other()->lastPoint() : nullptr)
        facts.openThere = std::accumulate(point->open.begin(), point->open.end(), 0);
}

bool isAbout(const train::Experiment& run, const train::Experiment& lesson) {
    return run.net == lesson.net && run.data.source == lesson.data.source;
}

} // namespace tristate::ui

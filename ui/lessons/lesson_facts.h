#pragma once

#include "ui/lessons/lesson.h"
#include "ui/run/fork.h"

namespace tristate::ui {

/// What a run tells a lesson; the window adds what is selected, in front and exported.
LessonFacts factsOf(const RunData& run, train::RunState state);

/// Adds what a second future tells.
void addFuture(LessonFacts& facts, const Fork& fork);

/// Whether a run is about the net and the data of a lesson, whatever its strengths are by now.
bool isAbout(const train::Experiment& run, const train::Experiment& lesson);

} // namespace tristate::ui

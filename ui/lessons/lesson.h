#pragma once

#include "core/train/experiment.h"
#include "ui/run/selection.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

/// Lessons as values: what is said, where it is to be seen, and how it is known that it was done. Nothing
/// here knows a widget.
namespace tristate::ui {

/// What is going on in the window, as far as a lesson asks.
struct LessonFacts {
    int run = 0;               ///< label of the run on view
    bool hasBegun = false;     ///< the lesson's own run was begun
    bool isLessonsRun = false; ///< the run on view is that one, or goes back to it
    bool isBranch = false;     ///< it continues another one
    bool isRunning = false;
    bool hasFinished = false;
    double epoch = 0;                ///< newest
    double evaluationError = 0;      ///< percent, newest; 0 before the first
    objective::Lambdas lambdas = {}; ///< shown on the sliders
    bool freezesGates = false;
    int open = 0, units = 0;       ///< of all layers together, newest
    bool isForked = false;         ///< two futures go on
    int openThere = 0;             ///< as `open`, of the second future
    int linearLayers = 0;          ///< with d >= 0.5, merged ones among them
    int mergedLayers = 0;          ///< multiplied into the next one
    int vanishedBlocks = 0;        ///< since the run began
    bool isOwnFile = false;        ///< its data are read and do not come with the program
    bool isPast = false;           ///< the user went back in time
    std::optional<UnitRef> unit{}; ///< the selected one
    int pruned = 0, restored = 0;  ///< by hand, since the run began
    QString view{};                ///< object name of the tab in front
    int exports = 0;               ///< that ended well, since the window opened
};

/// Whether a step's task is done: from what was when the step came on view, and what is now.
using LessonGoal = std::function<bool(const LessonFacts& before, const LessonFacts& now)>;

/// A few sentences about one thing in the window.
struct LessonStep {
    QString text;
    QString task;          ///< what to do; names of controls are in <b>
    QString watch;         ///< what to look at meanwhile; may be empty
    QString target;        ///< object name of the widget or action that the step talks about
    LessonGoal goal;       ///< null when there is nothing to do
    bool ofAnyRun = false; ///< it counts in whatever run is on view, as in one's own
};

/// A walk through the window on a run of its own, which the first step asks to begin.
struct Lesson {
    QString title;
    train::Experiment experiment;
    double pauseSeconds = 0; ///< slow motion to begin with
    std::vector<LessonStep> steps;
};

} // namespace tristate::ui

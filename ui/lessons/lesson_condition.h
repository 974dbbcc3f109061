#pragma once

#include "ui/lessons/lesson.h"

#include <QStringList>

namespace tristate::ui {

/// When a step of a written lesson is done: "epoch >= 12 and view = decisionMap". Counts of what somebody
/// does (pruned, restored, exports) begin when the step comes on view. Throws Error with a sentence that
/// names what was not understood.
LessonGoal parseCondition(const QString& text, const std::function<bool(const QString& name)>& isTarget);

/// The words that a condition may use: numbers, and what holds or not.
QStringList conditionNumbers();
QStringList conditionStates();

} // namespace tristate::ui

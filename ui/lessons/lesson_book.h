#pragma once

#include "ui/lessons/lesson.h"

#include <vector>

namespace tristate::ui {

/// All lessons, in the language in use. Their strengths and speeds were tried on the real window: what a step
/// says is what happens.
std::vector<Lesson> lessonBook();

} // namespace tristate::ui

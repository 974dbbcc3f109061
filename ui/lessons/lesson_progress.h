#pragma once

#include "ui/lessons/lesson.h"

#include <optional>

namespace tristate::ui {

/// Where somebody is in a lesson, and which of its tasks are done. A step's task counts only while the step
/// is on view, and in the lesson's own run unless it is of any; once done, it stays so until that is begun
/// anew. Without widgets.
class LessonProgress {
public:
    explicit LessonProgress(Lesson lesson);

    const Lesson& lesson() const { return m_lesson; }
    int step() const { return m_step; }
    int steps() const { return static_cast<int>(m_lesson.steps.size()); }
    const LessonStep& current() const { return m_lesson.steps[static_cast<std::size_t>(m_step)]; }
    bool isFirst() const { return m_step == 0; }
    bool isLast() const { return m_step + 1 == steps(); }
    bool isDone(int step) const { return m_done[static_cast<std::size_t>(step)]; }
    /// Nothing is left to do in the step on view.
    bool isReady() const { return !current().goal || isDone(m_step); }
    /// The step talks about the lesson's run, and another experiment is on view.
    bool isAstray() const { return !isFirst() && !current().ofAnyRun && m_last && !m_last->isLessonsRun; }
    /// The latest of the steps before this one that is not done; -1 when they all are.
    int undone() const;

    /// The lesson's run is begun, for the first time or anew: nothing of an earlier one counts.
    void restart();
    /// Never blocked by what is not done. False at the ends.
    bool next();
    bool back();
    /// Takes what is going on; true when the step on view, or whether it went astray, has changed by it.
    bool take(const LessonFacts& now);

private:
    void enter(int step);

    Lesson m_lesson;
    int m_step = 0;
    std::vector<bool> m_done;
    std::optional<LessonFacts> m_before; ///< when the step came on view
    std::optional<LessonFacts> m_last;
};

} // namespace tristate::ui

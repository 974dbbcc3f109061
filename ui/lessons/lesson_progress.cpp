#include "ui/lessons/lesson_progress.h"

#include <cassert>
#include <utility>

namespace tristate::ui {

LessonProgress::LessonProgress(Lesson lesson)
    : m_lesson(std::move(lesson)), m_done(m_lesson.steps.size(), false) {
    assert(!m_lesson.steps.empty());
}

void LessonProgress::restart() {
    m_done.assign(m_lesson.steps.size(), false);
    m_before.reset();
    m_last.reset();
    m_step = 0;
}

int LessonProgress::undone() const {
    for (int step = m_step - 1; step >= 0; --step)
        if (m_lesson.steps[static_cast<std::size_t>(step)].goal && !isDone(step)) return step;
    return -1;
}

bool LessonProgress::next() {
    if (isLast()) return false;
    enter(m_step + 1);
    return true;
}

bool LessonProgress::back() {
    if (isFirst()) return false;
    enter(m_step - 1);
    return true;
}

void LessonProgress::enter(int step) {
    m_step = step;
    m_before = m_last;
}

bool LessonProgress::take(const LessonFacts& now) {
    const bool wasAstray = isAstray();
    m_last = now;
    if (!m_before) m_before = now;
    bool isNew = false;
    const bool counts = isFirst() || current().ofAnyRun || now.isLessonsRun;
    if (counts && current().goal && !isDone(m_step) && current().goal(*m_before, now)) {
        m_done[static_cast<std::size_t>(m_step)] = true;
        isNew = true;
    }
    return isNew || isAstray() != wasAstray;
}

} // namespace tristate::ui

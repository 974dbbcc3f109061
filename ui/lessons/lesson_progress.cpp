#include "ui/lessons/lesson_progress.h"

#include <cassert>
#include <utility>

namespace tristate::ui {

LessonProgress::LessonProgress(Lesson lesson)
    : m_lesson(std::move(lesson)), m_done(m_lesson.steps.size(), false) {
    assert(!m_lesson.steps.empty());
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
    if (current().goal && !isDone(m_step) && current().goal(*m_before, now)) {
        m_done[static_cast<std::size_t>(m_step)] = true;
        isNew = true;
    }
    return isNew || isAstray() != wasAstray;
}

} // namespace tristate::ui

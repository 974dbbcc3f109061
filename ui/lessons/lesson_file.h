#pragma once

#include "ui/lessons/lesson.h"

#include <QByteArray>

namespace tristate::ui {

/// A lesson that somebody has written, as Markdown (docs/user-guide.md, "Lessons of your own"): a title,
/// lines of settings, what the first step says, and a section for each step with what to do, what to watch,
/// where that is, and when it is done. `isTarget` knows the names of controls and views. Throws Error with
/// one sentence that names `file` and the line.
Lesson parseLesson(const QByteArray& text, const QString& file,
                   const std::function<bool(const QString& name)>& isTarget);

/// The same from disk.
Lesson readLesson(const QString& path, const std::function<bool(const QString& name)>& isTarget);

} // namespace tristate::ui

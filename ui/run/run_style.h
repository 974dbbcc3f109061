#pragma once

#include <QIcon>
#include <QPainterPath>
#include <QPen>

class QPalette;

namespace tristate::ui {

struct RunLabel;

/// What tells a run from the others in every plot and in the table, without colours as well as by them: the
/// dashes of its lines and the shape of its dots. Lines of the present run are solid, its dots are filled.
enum class RunRole { Present, Left };

QColor runColour(const RunLabel& run, const QPalette& palette);
/// Lines of a run that was left.
QPen runPen(const RunLabel& run, const QPalette& palette, double width = 1.5);
/// The outline of its dots, around the origin and so large in pixels.
QPainterPath runDot(const RunLabel& run, double size);
/// A piece of its line with a dot.
QIcon runIcon(const RunLabel& run, RunRole role, const QPalette& palette);
/// Of runIcon(), in pixels.
QSize runIconSize();

} // namespace tristate::ui

#pragma once

#include <QColor>

class QPalette;

/// The one palette of the window, shared by plots and views. Meaning is never carried by colour alone: lines
/// have legends, dead units are hollow.
namespace tristate::ui {

/// Colour of a gate: viridis, fixed to w in [0, 1] (values outside are clamped).
QRgb gateColour(double gate);

/// Colour of a signed value in [-1, 1] (clamped): blue below 0, orange above, `zero` at 0.
QRgb signedColour(double value, QColor zero);

/// Lines, after Okabe and Ito (2008): told apart by people with any colour vision. The index wraps round.
QColor lineColour(int index);

/// Colours a custom-painted view needs, derived from a widget's palette so that light and dark follow it.
struct ViewColours {
    QColor background;
    QColor text;
    QColor faintText;
    QColor grid;
    QColor mark;    ///< event marks on time axes
    QColor warning; ///< errors and refused input
    QColor dots;    ///< of one kind, many of them, each to be seen
};
ViewColours viewColours(const QPalette& palette);

bool isDark(const QPalette& palette);

} // namespace tristate::ui

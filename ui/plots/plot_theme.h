#pragma once

#include <Qt>

class QCPAxis;
class QCPAxisRect;
class QCPColorGradient;
class QCPLegend;
class QCustomPlot;
class QPalette;

/// How every plot looks, light and dark.
namespace tristate::ui {

/// Background, axes, grid, legend of all axis rects after the palette. Does not replot.
void applyPlotTheme(QCustomPlot& plot, const QPalette& palette);

/// Gives every axis the letters of the plot, and as many ticks as its labels have room for, at every replot.
void fitTicks(QCustomPlot& plot);

/// The colours of gateColour() as a gradient over [0, 1].
QCPColorGradient gateGradient();

/// A small legend in the rect's upper right (or another) corner; graphs join by QCPGraph::addToLegend.
QCPLegend* addLegend(QCPAxisRect& rect, Qt::Alignment corner = Qt::AlignTop | Qt::AlignRight);

/// Size that the path of a dot must have: QCPScatterStyle's size is relative to it.
inline constexpr double kCustomDotSize = 6;

/// Ticks at whole numbers only.
void setWholeNumbers(QCPAxis& axis);

/// Ticks at decades, or between them where there is room; linear otherwise.
void setLogarithmic(QCPAxis& axis, bool logarithmic);

} // namespace tristate::ui

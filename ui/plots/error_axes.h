#pragma once

#include <QPointF>

#include <cstddef>
#include <utility>
#include <vector>

class QCustomPlot;

namespace tristate::ui {

/// The axes of a plot of error against a cost, both logarithmic. An error of 0 has no place there: it lies on
/// the lower end of the error axis.
class ErrorAxes {
public:
    using Dot = std::pair<double, double>; ///< cost and error

    /// `plot` outlives it.
    explicit ErrorAxes(QCustomPlot& plot);

    /// Makes room for these; without any the axes have no numbers.
    void fit(const std::vector<Dot>& dots);
    /// Where an error is drawn.
    double heightOf(double error) const;
    /// Number of the dot at a place of the widget, the nearest one within reach; -1 for none.
    std::ptrdiff_t dotAt(const QPointF& place, const std::vector<Dot>& dots) const;

private:
    QCustomPlot& m_plot;
    double m_floor = 0; ///< smaller errors are drawn there
};

} // namespace tristate::ui

#include "ui/plots/plot_theme.h"

#include "ui/look/palette.h"
#include "ui/plots/log_ticker.h"
#include "ui/plots/qcp.h"

#include <QPalette>

#include <algorithm>
#include <limits>

namespace tristate::ui {
namespace {

constexpr int kTickAcross = 62, kTickDown = 30; ///< pixels of an axis that a tick wants
constexpr int kMaxTicks = 7;

void applyAxisTheme(QCPAxis& axis, const ViewColours& colours) {
    axis.setBasePen(QPen(colours.faintText));
    axis.setTickPen(QPen(colours.faintText));
    axis.setSubTickPen(QPen(colours.grid));
    axis.setTickLabelColor(colours.text);
    axis.setLabelColor(colours.text);
    axis.grid()->setPen(QPen(colours.grid, 0, Qt::SolidLine));
    axis.grid()->setZeroLinePen(QPen(colours.grid, 0));
    axis.grid()->setSubGridVisible(false);
    axis.setTickLengthIn(0);
    axis.setTickLengthOut(4);
    axis.setSubTickLengthIn(0);
    axis.setSubTickLengthOut(2);
}

void applyLegendTheme(QCPLegend& legend, const ViewColours& colours) {
    QColor ground = colours.background;
    ground.setAlpha(200);
    legend.setBrush(ground);
    legend.setBorderPen(Qt::NoPen);
    legend.setTextColor(colours.text);
}

void setFont(QCPAxis& axis, const QFont& font) {
    axis.setTickLabelFont(font);
    axis.setLabelFont(font);
}

QFont legendFont(const QCustomPlot& plot) {
    QFont font = plot.font();
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

/// Those of the parts of a plot, which do not follow the plot's by themselves.
void fitFonts(QCustomPlot& plot) {
    for (auto* rect : plot.axisRects()) {
        for (auto* axis : rect->axes()) setFont(*axis, plot.font());
        for (auto* element : rect->insetLayout()->elements(false))
            if (auto* legend = qobject_cast<QCPLegend*>(element)) legend->setFont(legendFont(plot));
    }
    for (auto* element : plot.plotLayout()->elements(false))
        if (auto* scale = qobject_cast<QCPColorScale*>(element)) setFont(*scale->axis(), plot.font());
}

/// At the axis' present number of ticks.
bool haveLabelsRoom(const QCPAxis& axis) {
    QVector<double> ticks;
    QVector<QString> labels;
    axis.ticker()->generate(axis.range(), axis.parentPlot()->locale(), axis.numberFormat().at(0),
                            axis.numberPrecision(), ticks, nullptr, &labels);
    const QFontMetricsF metrics(axis.tickLabelFont());
    double end = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < ticks.size(); ++i) {
        if (!axis.range().contains(ticks[i])) continue;
        const double width = metrics.horizontalAdvance(labels[i]), at = axis.coordToPixel(ticks[i]);
        if (at - width / 2 < end) return false;
        end = at + width / 2 + metrics.horizontalAdvance(QLatin1Char('0'));
    }
    return true;
}

/// As many as there is room for, but few enough for the longest labels.
void fitTicksAcross(const QCPAxis& axis, int width) {
    for (int ticks = std::clamp(width / kTickAcross, 1, kMaxTicks); ticks >= 1; --ticks) {
        axis.ticker()->setTickCount(ticks);
        if (!axis.tickLabels() || haveLabelsRoom(axis)) return;
    }
}

void fitTicksDown(const QCPAxis& axis, int height) {
    const int least = axis.scaleType() == QCPAxis::stLogarithmic ? 2 : 1; // one alone tells no scale
    axis.ticker()->setTickCount(std::clamp(height / kTickDown, least, kMaxTicks));
}

} // namespace

void applyPlotTheme(QCustomPlot& plot, const QPalette& palette) {
    const ViewColours colours = viewColours(palette);
    plot.setBackground(QBrush(colours.background));
    for (auto* rect : plot.axisRects()) {
        for (auto* axis : rect->axes()) applyAxisTheme(*axis, colours);
        for (auto* element : rect->insetLayout()->elements(false))
            if (auto* legend = qobject_cast<QCPLegend*>(element)) applyLegendTheme(*legend, colours);
    }
    for (auto* element : plot.plotLayout()->elements(false))
        if (auto* scale = qobject_cast<QCPColorScale*>(element)) applyAxisTheme(*scale->axis(), colours);
}

void fitTicks(QCustomPlot& plot) {
    QObject::connect(&plot, &QCustomPlot::beforeReplot, &plot, [&plot] {
        fitFonts(plot);
        for (auto* rect : plot.axisRects())
            for (const auto* axis : rect->axes())
                if (axis->orientation() == Qt::Horizontal)
                    fitTicksAcross(*axis, rect->width());
                else
                    fitTicksDown(*axis, rect->height());
    });
}

QCPColorGradient gateGradient() {
    QCPColorGradient gradient;
    constexpr int kStops = 21;
    for (int i = 0; i < kStops; ++i) {
        const double position = static_cast<double>(i) / (kStops - 1);
        gradient.setColorStopAt(position, QColor(gateColour(position)));
    }
    return gradient;
}

QCPLegend* addLegend(QCPAxisRect& rect, Qt::Alignment corner) {
    auto* legend = new QCPLegend;
    rect.insetLayout()->addElement(legend, corner);
    legend->setLayer(QStringLiteral("legend"));
    legend->setRowSpacing(0);
    legend->setIconSize(18, 8);
    legend->setMargins(QMargins(4, 2, 4, 2));
    legend->setFont(legendFont(*rect.parentPlot()));
    return legend;
}

void setWholeNumbers(QCPAxis& axis) {
    const auto ticker = QSharedPointer<QCPAxisTickerFixed>::create();
    ticker->setTickStep(1);
    ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    axis.setTicker(ticker);
    axis.setSubTicks(false);
}

void setLogarithmic(QCPAxis& axis, bool logarithmic) {
    axis.setSubTicks(!logarithmic);
    if (logarithmic) {
        axis.setScaleType(QCPAxis::stLogarithmic);
        axis.setTicker(QSharedPointer<LogTicker>::create());
        axis.setNumberFormat(QStringLiteral("gb"));
        axis.setNumberPrecision(3);
    } else {
        axis.setScaleType(QCPAxis::stLinear);
        axis.setTicker(QSharedPointer<QCPAxisTicker>::create());
        axis.setNumberFormat(QStringLiteral("gb"));
        axis.setNumberPrecision(5);
    }
}

} // namespace tristate::ui

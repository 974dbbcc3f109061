#include "ui/plots/histogram_plot.h"

#include "ui/look/palette.h"
#include "ui/plots/plot_theme.h"

#include <algorithm>

namespace tristate::ui {
namespace {
constexpr double kMinCount = 0.7; ///< so that a bar of one unit can be seen on the logarithmic axis
} // namespace

HistogramPlot::HistogramPlot(QCPAxis* gateAxis, QCPAxis* countAxis, int units, double limit)
    : QCPAbstractPlottable(gateAxis, countAxis), m_limit(limit) {
    gateAxis->setRange(-0.02, 1.02);
    setLogarithmic(*countAxis, true);
    countAxis->setLabel(tr("neurons"));
    countAxis->setLabelPadding(1);
    countAxis->setRange(kMinCount, std::max(units, 2) * 1.5);
}

void HistogramPlot::setGates(std::span<const float> gates) {
    m_counts.fill(0);
    for (const float gate : gates) {
        const int bar = std::clamp(static_cast<int>(gate * kBars), 0, kBars - 1);
        ++m_counts[static_cast<std::size_t>(bar)];
    }
}

QCPRange HistogramPlot::getKeyRange(bool& found, QCP::SignDomain) const {
    found = true;
    return {0, 1};
}

QCPRange HistogramPlot::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const {
    found = true;
    return {kMinCount, static_cast<double>(*std::max_element(m_counts.begin(), m_counts.end()))};
}

void HistogramPlot::draw(QCPPainter* painter) {
    painter->setAntialiasing(false);
    painter->setPen(Qt::NoPen);
    for (int bar = 0; bar < kBars; ++bar) {
        const int count = m_counts[static_cast<std::size_t>(bar)];
        if (count == 0) continue;
        const double low = static_cast<double>(bar) / kBars, high = static_cast<double>(bar + 1) / kBars;
        painter->setBrush(QColor(gateColour((low + high) / 2)));
        painter->drawRect(QRectF(coordsToPixels(low, count), coordsToPixels(high, kMinCount)).normalized());
    }
    painter->setPen(QPen(mKeyAxis->tickLabelColor(), 0, Qt::DashLine));
    painter->drawLine(coordsToPixels(m_limit, kMinCount), coordsToPixels(m_limit, mValueAxis->range().upper));
}

} // namespace tristate::ui

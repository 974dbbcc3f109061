#pragma once

#include "ui/plots/qcp.h"

#include <array>
#include <span>

namespace tristate::ui {

/// How the gates of a layer are spread now: twenty bars over w in [0, 1] in the colours of the gates, heights
/// in units on a logarithmic axis (most gates sit at 0 or 1), with the limit of the open ones marked.
/// Internal to ui/plots.
class HistogramPlot : public QCPAbstractPlottable {
    Q_OBJECT
public:
    static constexpr int kBars = 20;

    /// Sets up the two axes for a layer of so many units, open from a gate of `limit` on.
    HistogramPlot(QCPAxis* gateAxis, QCPAxis* countAxis, int units, double limit);

    void setGates(std::span<const float> gates);
    const std::array<int, kBars>& counts() const { return m_counts; }

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}

private:
    double m_limit;
    std::array<int, kBars> m_counts = {};
};

} // namespace tristate::ui

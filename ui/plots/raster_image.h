#pragma once

#include "ui/plots/gate_raster.h"
#include "ui/plots/qcp.h"

namespace tristate::ui {

/// Draws the painted part of a raster between its axes, the one of time linear or logarithmic. Internal to
/// ui/plots.
class RasterImage : public QCPAbstractPlottable {
public:
    RasterImage(QCPAxis* time, QCPAxis* rows, const GateRaster& raster);

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}

private:
    void drawByPixel(QCPPainter& painter) const;

    const GateRaster& m_raster;
};

} // namespace tristate::ui

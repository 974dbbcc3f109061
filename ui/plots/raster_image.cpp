#include "ui/plots/raster_image.h"

#include <algorithm>
#include <vector>

namespace tristate::ui {

RasterImage::RasterImage(QCPAxis* time, QCPAxis* rows, const GateRaster& raster)
    : QCPAbstractPlottable(time, rows), m_raster(raster) {}

QCPRange RasterImage::getKeyRange(bool& found, QCP::SignDomain) const {
    found = true;
    return {0, m_raster.end()};
}

QCPRange RasterImage::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const {
    found = true;
    return {0, static_cast<double>(m_raster.units())};
}

void RasterImage::draw(QCPPainter* painter) {
    if (m_raster.columns() == 0) return;
    if (mKeyAxis->scaleType() == QCPAxis::stLogarithmic) return drawByPixel(*painter);
    const QRectF target = QRectF(coordsToPixels(0, 0), coordsToPixels(m_raster.end(), m_raster.units()));
    // Rows finer than a pixel are mixed, others keep their sharp edges.
    painter->setRenderHint(QPainter::SmoothPixmapTransform, m_raster.units() > target.height());
    painter->drawImage(target, m_raster.image(), QRectF(0, 0, m_raster.columns(), m_raster.units()));
}

/// Every column of pixels has the gates of its moment: time does not run evenly.
void RasterImage::drawByPixel(QCPPainter& painter) const {
    const QRect area = mKeyAxis->axisRect()->rect();
    const int end = std::min(area.right() + 1, qRound(mKeyAxis->coordToPixel(m_raster.end())));
    if (end <= area.left()) return;
    QImage columns(end - area.left(), m_raster.units(), QImage::Format_RGB32);
    std::vector<int> from(static_cast<std::size_t>(columns.width()));
    for (int x = 0; x < columns.width(); ++x)
        from[static_cast<std::size_t>(x)] = m_raster.columnAt(mKeyAxis->pixelToCoord(area.left() + x + 0.5));
    for (int y = 0; y < columns.height(); ++y) {
        const auto* const row = reinterpret_cast<const QRgb*>(m_raster.image().constScanLine(y));
        auto* const to = reinterpret_cast<QRgb*>(columns.scanLine(y));
        std::transform(from.begin(), from.end(), to, [row](int column) { return row[column]; });
    }
    const QRectF target(QPointF(area.left(), mValueAxis->coordToPixel(0)),
                        QPointF(end, mValueAxis->coordToPixel(m_raster.units())));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_raster.units() > target.height());
    painter.drawImage(target, columns);
}

} // namespace tristate::ui

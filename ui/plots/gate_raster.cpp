#include "ui/plots/gate_raster.h"

#include "ui/look/palette.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tristate::ui {
namespace {
constexpr int kFirstColumnWidth = 4; ///< pixels: leaves room for columns that come closer than the first ones
} // namespace

GateRaster::GateRaster(int units, int width) : m_image(width, std::max(units, 1), QImage::Format_RGB32) {
    m_image.fill(Qt::black);
    m_rowOfUnit.resize(static_cast<std::size_t>(m_image.height()));
    std::iota(m_rowOfUnit.begin(), m_rowOfUnit.end(), 0);
}

void GateRaster::add(double epoch, std::span<const float> gates) {
    if (epoch <= 0 || gates.size() != m_rowOfUnit.size()) return;
    if (m_columnEpochs == 0) m_columnEpochs = epoch / kFirstColumnWidth;
    while (std::llround(epoch / m_columnEpochs) > m_image.width()) halve();
    const int end = std::max(static_cast<int>(std::llround(epoch / m_columnEpochs)), 1);
    const int begin = std::min(m_filled, end - 1);
    for (std::size_t unit = 0; unit < gates.size(); ++unit) {
        auto* row = reinterpret_cast<QRgb*>(m_image.scanLine(m_rowOfUnit[unit]));
        std::fill(row + begin, row + end, gateColour(gates[unit]));
    }
    m_filled = end;
}

void GateRaster::halve() {
    const int kept = (m_filled + 1) / 2;
    for (int y = 0; y < m_image.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(m_image.scanLine(y));
        for (int x = 0; x < kept; ++x) row[x] = row[std::min(2 * x + 1, m_filled - 1)];
    }
    m_filled = kept;
    m_columnEpochs *= 2;
}

void GateRaster::setRows(const std::vector<int>& rowOfUnit) {
    if (rowOfUnit == m_rowOfUnit) return;
    const QImage before = m_image.copy();
    const auto bytes = static_cast<std::size_t>(m_filled) * sizeof(QRgb);
    for (std::size_t unit = 0; unit < rowOfUnit.size(); ++unit)
        std::copy_n(before.constScanLine(m_rowOfUnit[unit]), bytes, m_image.scanLine(rowOfUnit[unit]));
    m_rowOfUnit = rowOfUnit;
}

int GateRaster::unitAt(int row) const {
    return static_cast<int>(std::find(m_rowOfUnit.begin(), m_rowOfUnit.end(), row) - m_rowOfUnit.begin());
}

int GateRaster::columnAt(double epoch) const {
    return std::clamp(static_cast<int>(std::llround(epoch / m_columnEpochs)) - 1, 0, m_filled - 1);
}

QRgb GateRaster::colourAt(int unit, double epoch) const {
    return m_image.pixel(columnAt(epoch), m_rowOfUnit[static_cast<std::size_t>(unit)]);
}

} // namespace tristate::ui

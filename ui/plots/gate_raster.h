#pragma once

#include <QImage>

#include <span>
#include <vector>

namespace tristate::ui {

/// The gates of one layer over time as a picture: one row a unit, one column of pixels a stretch of time.
/// Columns are painted as they arrive and never again; when the picture is full, two columns become one (the
/// later stays) and time goes on at half the resolution. So its cost does not depend on the length of a run.
class GateRaster {
public:
    explicit GateRaster(int units, int width = 1024);

    /// Gates at a time later than all before; one value for each unit.
    void add(double epoch, std::span<const float> gates);
    /// Row of the picture for each unit, a permutation.
    void setRows(const std::vector<int>& rowOfUnit);

    int rowOf(int unit) const { return m_rowOfUnit[static_cast<std::size_t>(unit)]; }
    int unitAt(int row) const;

    int units() const { return m_image.height(); }
    /// The part painted so far.
    int columns() const { return m_filled; }
    /// Epoch at the right edge of the part painted so far; the left edge is 0.
    double end() const { return m_filled * m_columnEpochs; }
    const QImage& image() const { return m_image; }
    /// Column of the picture at a moment, of those that are painted.
    int columnAt(double epoch) const;
    /// Colour at a moment not later than end().
    QRgb colourAt(int unit, double epoch) const;

private:
    void halve();

    QImage m_image;
    std::vector<int> m_rowOfUnit;
    double m_columnEpochs = 0; ///< 0 before the first column
    int m_filled = 0;
};

} // namespace tristate::ui

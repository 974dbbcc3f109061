#pragma once

#include <array>

namespace tristate::data {

struct Point {
    float x = 0;
    float y = 0;
};

/// A square sheet of 28 x 28 pixels to draw on with a round pen. Pixel (column, row) has its centre at
/// (column + 0.5, row + 0.5); 0 is paper, 1 is full ink. Lines may leave the sheet.
class PenCanvas {
public:
    static constexpr int kSide = 28;
    static constexpr int kPixels = kSide * kSide;

    /// `softness`: width in pixels of the edge over which ink fades to paper.
    explicit PenCanvas(float softness) : m_softness(softness) {}

    /// A straight line whose radius changes evenly from one end to the other; the ends are round. Crossing
    /// lines do not get darker.
    void drawLine(Point from, Point to, float fromRadius, float toRadius);

    /// The ink of all pixels, row by row.
    const std::array<float, kPixels>& ink() const { return m_ink; }

private:
    float m_softness;
    std::array<float, kPixels> m_ink{};
};

} // namespace tristate::data

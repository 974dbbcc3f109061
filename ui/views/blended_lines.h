#pragma once

#include <QColor>
#include <QImage>
#include <QPointF>

namespace tristate::ui {

/// Many thin, translucent, smooth lines on a transparent image: what QPainter draws with antialiasing, in a
/// fraction of its time, as nothing is stroked: every pixel near a line is blended once.
class BlendedLines {
public:
    /// Of this size in points.
    BlendedLines(QSize size, double devicePixelRatio);

    /// From `a` to `b`, in points; `width` in points. What lies outside the image is left out.
    void draw(QPointF a, QPointF b, const QColor& colour, double width);

    const QImage& image() const { return m_image; }

private:
    QImage m_image;
};

} // namespace tristate::ui

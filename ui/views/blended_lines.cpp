#include "ui/views/blended_lines.h"

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

/// `colour`, premultiplied, over `pixel`; `coverage` of 256.
void blend(QRgb& pixel, QRgb colour, unsigned coverage) {
    const unsigned rest = 256 - (qAlpha(colour) * coverage + 127) / 255;
    const auto mix = [&](unsigned above, unsigned below) {
        return std::min(255u, (above * coverage + below * rest + 128) >> 8);
    };
    pixel = qRgba(static_cast<int>(mix(qRed(colour), qRed(pixel))),
                  static_cast<int>(mix(qGreen(colour), qGreen(pixel))),
                  static_cast<int>(mix(qBlue(colour), qBlue(pixel))),
                  static_cast<int>(mix(qAlpha(colour), qAlpha(pixel))));
}

} // namespace

BlendedLines::BlendedLines(QSize size, double devicePixelRatio)
    : m_image(size * devicePixelRatio, QImage::Format_ARGB32_Premultiplied) {
    m_image.setDevicePixelRatio(devicePixelRatio);
    m_image.fill(Qt::transparent);
}

void BlendedLines::draw(QPointF a, QPointF b, const QColor& colour, double width) {
    const double scale = m_image.devicePixelRatio();
    const QRgb premultiplied = qPremultiply(colour.rgba());
    // Pixels run along the line's longer direction, `along`; across it lie a few that the line touches.
    const bool steep = std::abs(b.y() - a.y()) > std::abs(b.x() - a.x());
    const auto along = [&](QPointF p) { return scale * (steep ? p.y() : p.x()) - 0.5; };
    const auto across = [&](QPointF p) { return scale * (steep ? p.x() : p.y()) - 0.5; };
    if (along(a) > along(b)) std::swap(a, b);
    const double length = along(b) - along(a);
    if (!(length > 0)) return;
    const double slope = (across(b) - across(a)) / length;
    const double cosine = 1 / std::sqrt(1 + slope * slope);
    const double half = 0.5 * (width * scale + 1), most = std::min(1.0, width * scale);
    const int ends = steep ? m_image.height() : m_image.width(),
              sides = steep ? m_image.width() : m_image.height();
    auto* pixels = reinterpret_cast<QRgb*>(m_image.bits());
    const auto stride =
        static_cast<std::ptrdiff_t>(m_image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb)));
    const int last = std::min(ends - 1, static_cast<int>(std::floor(along(b) + 0.5)));
    for (int u = std::max(0, static_cast<int>(std::ceil(along(a) - 0.5))); u <= last; ++u) {
        const double centre = across(a) + slope * (u - along(a));
        const int to = std::min(sides - 1, static_cast<int>(std::floor(centre + half / cosine)));
        for (int v = std::max(0, static_cast<int>(std::ceil(centre - half / cosine))); v <= to; ++v) {
            const double covered = std::clamp(half - std::abs(v - centre) * cosine, 0.0, most);
            blend(steep ? pixels[u * stride + v] : pixels[v * stride + u], premultiplied,
                  static_cast<unsigned>(covered * 256));
        }
    }
}

} // namespace tristate::ui

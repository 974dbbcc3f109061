#include "ui/views/weight_image.h"

#include "ui/look/palette.h"

#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

constexpr std::size_t kMaxTiles = 64; ///< more would be too small to read

void paintBars(QPainter& painter, const QRectF& area, const inspect::UnitWeights& weights,
               const QPalette& palette) {
    const auto& values = weights.tiles.front().values;
    const auto colours = weightColours(palette);
    const double middle = area.center().y();
    const double step = area.width() / static_cast<double>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) continue;
        const double share = static_cast<double>(values[i]) / static_cast<double>(weights.largest);
        const QRectF bar(area.left() + static_cast<double>(i) * step, middle, std::max(step * 0.8, 1.0),
                         -share * area.height() / 2);
        painter.fillRect(bar.normalized(), QColor(signedColour(std::copysign(1.0, share), colours.zero)));
    }
    painter.setPen(QPen(viewColours(palette).faintText, 0));
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle));
}

} // namespace

WeightColours weightColours(const QPalette& palette) {
    const auto colours = viewColours(palette);
    const QColor zero = isDark(palette) ? QColor(0x20, 0x20, 0x20) : QColor(0xf7, 0xf7, 0xf7);
    QColor gone = colours.faintText;
    gone.setAlpha(70);
    return {zero, gone};
}

QImage weightImage(std::span<const float> values, int width, float largest, const WeightColours& colours) {
    const int height = static_cast<int>(values.size()) / std::max(width, 1);
    QImage image(width, height, QImage::Format_ARGB32);
    const double scale = largest > 0 ? 1 / static_cast<double>(largest) : 0;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const float value = values[static_cast<std::size_t>(y * width + x)];
            image.setPixel(x, y,
                           std::isnan(value)
                               ? colours.gone.rgba()
                               : signedColour(static_cast<double>(value) * scale, colours.zero));
        }
    return image;
}

std::vector<QRectF> tileGrid(const QRectF& area, int count, double widthToHeight, double gap) {
    int bestColumns = 1;
    double best = 0;
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const double height = std::min((area.height() - gap * (rows - 1)) / rows,
                                       (area.width() - gap * (columns - 1)) / columns / widthToHeight);
        if (height <= best) continue;
        best = height;
        bestColumns = columns;
    }
    std::vector<QRectF> tiles;
    const double width = best * widthToHeight;
    const int rows = (count + bestColumns - 1) / bestColumns;
    const QPointF first(area.center().x() - (bestColumns * (width + gap) - gap) / 2,
                        area.center().y() - (rows * (best + gap) - gap) / 2);
    for (int i = 0; i < count; ++i)
        tiles.emplace_back(first.x() + i % bestColumns * (width + gap),
                           first.y() + static_cast<double>(i / bestColumns) * (best + gap), width, best);
    return tiles;
}

void paintWeights(QPainter& painter, const QRectF& area, const inspect::UnitWeights& weights,
                  const QPalette& palette) {
    if (weights.tiles.empty()) return;
    if (!weights.isImage()) return paintBars(painter, area, weights, palette);
    const auto count = std::min(weights.tiles.size(), kMaxTiles);
    const double ratio = static_cast<double>(weights.width) / weights.height;
    const auto places = tileGrid(area, static_cast<int>(count), ratio, 3);
    for (std::size_t i = 0; i < count; ++i)
        painter.drawImage(places[i], weightImage(weights.tiles[i].values, weights.width, weights.largest,
                                                 weightColours(palette)));
}

} // namespace tristate::ui

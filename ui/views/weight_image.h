#pragma once

#include "core/inspect/unit_weights.h"

#include <QColor>
#include <QImage>
#include <QRectF>

#include <span>
#include <vector>

class QPainter;

namespace tristate::ui {

/// Colours of a picture of weights: signed, 0 in the colour of the ground; what has left is `gone`.
struct WeightColours {
    QColor zero;
    QColor gone;
};
WeightColours weightColours(const QPalette& palette);

/// One pixel a value, row by row; `largest` is the value of the full colour; NaN has left.
QImage weightImage(std::span<const float> values, int width, float largest, const WeightColours& colours);

/// Where `count` tiles of this proportion fit best into `area`: equal, as large as they can be.
std::vector<QRectF> tileGrid(const QRectF& area, int count, double widthToHeight, double gap);

/// The weights into a unit as images or, where neighbours mean nothing, as bars about a zero line.
void paintWeights(QPainter& painter, const QRectF& area, const inspect::UnitWeights& weights,
                  const QPalette& palette);

} // namespace tristate::ui

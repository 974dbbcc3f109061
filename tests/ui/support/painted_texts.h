#pragma once

#include <QRectF>
#include <QString>
#include <QWidget>

#include <vector>

namespace tristate::ui::test {

/// A text as it was painted, in the coordinates of the widget that was asked.
struct PaintedText {
    QString text;
    QRectF rect;           ///< of the ink
    QRectF room;           ///< what of it can be seen: clips of widgets and of their painters
    const QWidget* widget; ///< that painted it
};

/// Every text that a widget and the visible ones in it paint, those of plots among them, whatever paints it.
/// Nothing is drawn to the screen. GUI thread.
std::vector<PaintedText> paintedTexts(QWidget& widget);

} // namespace tristate::ui::test

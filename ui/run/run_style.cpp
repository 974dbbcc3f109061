#include "ui/run/run_style.h"

#include "ui/look/palette.h"
#include "ui/run/run_data.h"

#include <QPainter>
#include <QPixmap>
#include <QTransform>

#include <array>

namespace tristate::ui {
namespace {

constexpr int kShapes = 5;
constexpr double kIconDot = 8;      ///< pixels
constexpr double kIconDetail = 3.0; ///< pixels of the picture for each on the screen, at the most

QPainterPath polygon(std::initializer_list<QPointF> corners) {
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(corners)));
    path.closeSubpath();
    return path;
}

/// Within -1 to 1.
QPainterPath shape(int index) {
    switch (index % kShapes) {
    case 0:
        return polygon({{-0.85, -0.85}, {0.85, -0.85}, {0.85, 0.85}, {-0.85, 0.85}});
    case 1:
        return polygon({{0, -1.1}, {1, 0.8}, {-1, 0.8}});
    case 2:
        return polygon({{0, -1.2}, {1.2, 0}, {0, 1.2}, {-1.2, 0}});
    case 3:
        return polygon({{0, 1.1}, {1, -0.8}, {-1, -0.8}});
    default:
        break;
    }
    QPainterPath circle;
    circle.addEllipse(QPointF(0, 0), 1, 1);
    return circle;
}

} // namespace

/// Of Okabe's and Ito's colours those that no line of the present run has; the orange is dark on a light
/// ground.
QColor runColour(const RunLabel& run, const QPalette& palette) {
    const std::array<QColor, 3> colours = {lineColour(2), lineColour(3),
                                           isDark(palette) ? lineColour(5) : QColor(0xa0, 0x6a, 0x00)};
    return colours[static_cast<std::size_t>(run.id) % colours.size()];
}

/// As there are three colours and four patterns, twelve runs in a row differ.
QPen runPen(const RunLabel& run, const QPalette& palette, double width) {
    static const std::array<QList<qreal>, 4> dashes = {
        {{7, 3}, {1.5, 2}, {7, 2.5, 1.5, 2.5}, {7, 2.5, 1.5, 2.5, 1.5, 2.5}}};
    QPen pen(runColour(run, palette), width);
    pen.setDashPattern(dashes[static_cast<std::size_t>(run.id) % dashes.size()]);
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

QPainterPath runDot(const RunLabel& run, double size) {
    return QTransform::fromScale(size / 2, size / 2).map(shape(run.id));
}

QSize runIconSize() {
    return {30, 14};
}

QIcon runIcon(const RunLabel& run, RunRole role, const QPalette& palette) {
    QPixmap picture(runIconSize() * kIconDetail);
    picture.setDevicePixelRatio(kIconDetail);
    picture.fill(Qt::transparent);
    const QColor colour = runColour(run, palette);
    const double middle = runIconSize().height() / 2.0, length = runIconSize().width();
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    if (role == RunRole::Left) {
        painter.setPen(runPen(run, palette));
        painter.drawLine(QPointF(0, middle), QPointF(length - kIconDot - 2, middle));
    }
    painter.translate(length - kIconDot / 2 - 1, middle);
    painter.setPen(QPen(colour, 1.2));
    painter.setBrush(role == RunRole::Present ? QBrush(colour) : QBrush());
    painter.drawPath(runDot(run, kIconDot));
    return QIcon(picture);
}

} // namespace tristate::ui

#include "ui/views/ink_canvas.h"

#include "ui/look/palette.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace tristate::ui {
namespace {
constexpr double kPenWidth = 12; ///< on the sheet: about two of MNIST's pixels
} // namespace

InkCanvas::InkCanvas(QWidget* parent) : QWidget(parent), m_sheet(kSide, kSide, QImage::Format_Grayscale8) {
    setAccessibleName(tr("Sheet to draw a digit on"));
    setCursor(Qt::CrossCursor);
    m_sheet.fill(0);
}

void InkCanvas::clear() {
    m_sheet.fill(0);
    update();
    Q_EMIT changed();
}

void InkCanvas::setImage(const QImage& image) {
    m_sheet = image.convertToFormat(QImage::Format_Grayscale8)
                  .scaled(kSide, kSide, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                  .convertToFormat(QImage::Format_Grayscale8);
    update();
    Q_EMIT changed();
}

std::vector<std::uint8_t> InkCanvas::ink() const {
    std::vector<std::uint8_t> ink;
    for (int y = 0; y < kSide; ++y)
        ink.insert(ink.end(), m_sheet.constScanLine(y), m_sheet.constScanLine(y) + kSide);
    return ink;
}

QRectF InkCanvas::square() const {
    const double side = std::min(width(), height()) - 2.0;
    return {(width() - side) / 2, (height() - side) / 2, side, side};
}

QPointF InkCanvas::toSheet(QPointF place) const {
    const QRectF area = square();
    return (place - area.topLeft()) * (kSide / area.width());
}

void InkCanvas::drawTo(QPointF place) {
    QPainter painter(&m_sheet);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::white, kPenWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawLine(m_pen, place);
    painter.end();
    m_pen = place;
    update();
    Q_EMIT changed();
}

void InkCanvas::mousePressEvent(QMouseEvent* event) {
    m_pen = toSheet(event->position());
    drawTo(m_pen + QPointF(0.1, 0));
}

void InkCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) drawTo(toSheet(event->position()));
}

void InkCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(square(), m_sheet);
    painter.setPen(QPen(viewColours(palette()).faintText, 1));
    painter.drawRect(square());
}

} // namespace tristate::ui

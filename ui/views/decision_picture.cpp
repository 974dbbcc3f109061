#include "ui/views/decision_picture.h"

#include "ui/look/palette.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

constexpr std::size_t kMaxDots = 500; ///< more would hide the decision
constexpr double kKeyStep = 0.02;

QColor mixed(QColor a, QColor b, double share) {
    const auto channel = [share](int from, int to) { return static_cast<int>(from + (to - from) * share); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

} // namespace

QImage decisionImage(const inspect::DecisionRaster& raster, QColor ground) {
    QImage image(raster.side, raster.side, QImage::Format_RGB32);
    for (int y = 0; y < raster.side; ++y)
        for (int x = 0; x < raster.side; ++x) {
            const auto cell = static_cast<std::size_t>(y * raster.side + x);
            const double sure = static_cast<double>(raster.probabilities[cell]);
            image.setPixel(x, raster.side - 1 - y,
                           mixed(ground, lineColour(raster.winners[cell]), 0.65 * sure * sure).rgb());
        }
    return image;
}

DecisionPicture::DecisionPicture(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Decision map"));
    setFocusPolicy(Qt::StrongFocus);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
}

void DecisionPicture::setRaster(inspect::DecisionRaster raster) {
    m_raster = std::move(raster);
    update();
}

void DecisionPicture::setSamples(const data::Dataset* samples) {
    m_samples.clear();
    for (std::size_t i = 0; samples && i < std::min(samples->size(), kMaxDots); ++i) {
        float row[2] = {};
        samples->copySample(i, row);
        m_samples.push_back({{static_cast<double>(row[0]), static_cast<double>(row[1])},
                             static_cast<int>(samples->labels[i])});
    }
    update();
}

void DecisionPicture::setPoints(const std::vector<data::AddedPoint>& points) {
    m_points.clear();
    for (const auto& point : points) m_points.push_back({{point.x, point.y}, point.label});
    update();
}

void DecisionPicture::setText(const QString& text) {
    m_text = text;
    update();
}

QRectF DecisionPicture::square() const {
    const double side = std::min(width(), height()) - 16.0;
    return {(width() - side) / 2, (height() - side) / 2, side, side};
}

QPointF DecisionPicture::toWidget(QPointF place) const {
    const QRectF area = square();
    return {area.left() + place.x() * area.width(), area.bottom() - place.y() * area.height()};
}

void DecisionPicture::paintDots(QPainter& painter) const {
    const auto colours = viewColours(palette());
    for (const auto& dot : m_samples) {
        painter.setPen(QPen(colours.background, 0.8));
        painter.setBrush(lineColour(dot.label).darker(115));
        painter.drawEllipse(toWidget(dot.place), 2.6, 2.6);
    }
    for (const auto& dot : m_points) {
        painter.setPen(QPen(colours.text, 2));
        painter.setBrush(lineColour(dot.label));
        painter.drawEllipse(toWidget(dot.place), 5, 5);
    }
}

void DecisionPicture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto colours = viewColours(palette());
    if (!m_text.isEmpty()) {
        painter.setPen(colours.faintText);
        painter.drawText(rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, m_text);
        return;
    }
    if (m_raster.side > 0) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(square(), decisionImage(m_raster, colours.background));
    }
    painter.setPen(QPen(colours.grid, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(square());
    paintDots(painter);
    if (!hasFocus()) return;
    const QPointF at = toWidget(m_cursor);
    painter.setPen(QPen(colours.text, 1));
    painter.drawLine(at - QPointF(7, 0), at + QPointF(7, 0));
    painter.drawLine(at - QPointF(0, 7), at + QPointF(0, 7));
}

void DecisionPicture::mousePressEvent(QMouseEvent* event) {
    const QRectF area = square();
    if (!m_text.isEmpty() || !area.contains(event->position())) return;
    m_cursor = {(event->position().x() - area.left()) / area.width(),
                (area.bottom() - event->position().y()) / area.height()};
    Q_EMIT placeChosen(m_cursor);
    update();
}

void DecisionPicture::move(double dx, double dy) {
    m_cursor = {std::clamp(m_cursor.x() + dx, 0.0, 1.0), std::clamp(m_cursor.y() + dy, 0.0, 1.0)};
    update();
}

void DecisionPicture::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return move(-kKeyStep, 0);
    case Qt::Key_Right:
        return move(kKeyStep, 0);
    case Qt::Key_Up:
        return move(0, kKeyStep);
    case Qt::Key_Down:
        return move(0, -kKeyStep);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_text.isEmpty()) Q_EMIT placeChosen(m_cursor);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace tristate::ui

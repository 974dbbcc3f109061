#include "ui/panels/log_slider.h"

#include "ui/look/palette.h"
#include "ui/look/scale.h"
#include "ui/look/text.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {
constexpr int kPlaces = 400; ///< on the logarithmic part
constexpr int kDigits = 3;   ///< of a strength: those that are shown
constexpr int kOffGap = 40;  ///< places between "off" and the lowest strength; they belong to "off"
} // namespace

LogSlider::LogSlider(double lowest, double highest, Size size, QWidget* parent)
    : QSlider(Qt::Horizontal, parent), m_lowest(lowest), m_highest(highest), m_size(size) {
    setRange(0, kOffGap + kPlaces);
    setSingleStep(kPlaces / 100);
    setPageStep(kPlaces / 10);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTracking(true);
    connect(this, &QSlider::valueChanged, this, [this](int place) {
        if (place > 0 && place < kOffGap) { // only keys lead there: the step goes on to the other side
            setValue(m_lastPlace == 0 ? kOffGap : 0);
            return;
        }
        m_lastPlace = place;
        Q_EMIT strengthEdited(strength());
    });
}

double LogSlider::strengthAt(int place) const {
    if (place < kOffGap) return 0;
    const double exact =
        m_lowest * std::pow(m_highest / m_lowest, static_cast<double>(place - kOffGap) / kPlaces);
    return QString::number(exact, 'g', kDigits).toDouble();
}

int LogSlider::placeOf(double strength) const {
    if (!(strength > 0)) return 0;
    const double share = std::log(strength / m_lowest) / std::log(m_highest / m_lowest);
    return kOffGap + static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * kPlaces));
}

void LogSlider::setStrength(double strength) {
    if (isSliderDown() || placeOf(strength) == value()) return;
    const QSignalBlocker quiet(this);
    setValue(placeOf(strength));
    m_lastPlace = value();
    update();
}

int LogSlider::handleRadius() const {
    return scaled(m_size == Size::Large ? 11 : 7);
}

QSize LogSlider::sizeHint() const {
    return {240, static_cast<int>(grooveY()) + handleRadius() + 4 + fontMetrics().height()};
}

double LogSlider::pixelOf(int place) const {
    const double margin = handleRadius() + 2;
    return margin + (width() - 2 * margin) * place / maximum();
}

int LogSlider::placeAt(double pixel) const {
    const double margin = handleRadius() + 2;
    const double share = (pixel - margin) / std::max(width() - 2 * margin, 1.0);
    const int place = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * maximum()));
    if (place >= kOffGap) return place;
    return place * 2 < kOffGap ? 0 : kOffGap;
}

void LogSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    setSliderDown(true);
    setSliderPosition(placeAt(event->position().x()));
}

void LogSlider::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown()) setSliderPosition(placeAt(event->position().x()));
}

void LogSlider::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) setSliderDown(false);
}

void LogSlider::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto colours = viewColours(palette());
    const double y = grooveY(), thickness = m_size == Size::Large ? 8 : 4;
    const QRectF groove(pixelOf(0) - thickness / 2, y - thickness / 2,
                        pixelOf(maximum()) - pixelOf(0) + thickness, thickness);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isEnabled() ? palette().color(QPalette::Mid) : colours.grid);
    painter.drawRoundedRect(groove, thickness / 2, thickness / 2);
    const double x = pixelOf(value());
    QRectF filled = groove;
    filled.setRight(x);
    const QColor accent =
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Highlight);
    painter.setBrush(accent);
    painter.drawRoundedRect(filled, thickness / 2, thickness / 2);
    paintScale(painter, y + thickness / 2);
    painter.setPen(QPen(hasFocus() ? colours.text : accent, hasFocus() ? 2 : 1.5));
    painter.setBrush(value() == 0 ? colours.background : accent);
    painter.drawEllipse(QPointF(x, y), handleRadius() - 1.5, handleRadius() - 1.5);
}

void LogSlider::paintScale(QPainter& painter, double grooveBottom) const {
    const auto colours = viewColours(palette());
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    painter.setPen(colours.faintText);
    const int baseline = height() - QFontMetrics(small).descent();
    double freeFrom = 0; // texts that would touch the one before are left out
    const auto label = [&](int place, double strength) {
        painter.drawLine(QPointF(pixelOf(place), grooveBottom + 2),
                         QPointF(pixelOf(place), grooveBottom + 5));
        const QString text = strengthText(strength);
        const int width = painter.fontMetrics().horizontalAdvance(text);
        const double x =
            std::clamp(pixelOf(place) - width / 2.0, 0.0, static_cast<double>(this->width() - width));
        if (x < freeFrom) return;
        painter.drawText(QPointF(x, baseline), text);
        freeFrom = x + width + 5;
    };
    label(0, 0);
    const int decades = static_cast<int>(std::lround(std::log10(m_highest / m_lowest)));
    for (int i = 0; i <= decades; ++i) {
        const double strength = m_lowest * std::pow(10.0, i);
        label(placeOf(strength), strength);
    }
}

} // namespace tristate::ui

#include "ui/look/scale.h"

#include <QApplication>
#include <QEvent>
#include <QFont>
#include <QProxyStyle>
#include <QWidget>

#include <cmath>

namespace tristate::ui {
namespace {

double scaleInForce = 1;

QFont resized(QFont font, double factor) {
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * factor)));
    return font;
}

/// Fusion, of which what does not follow the font by itself is scaled.
class ScaledStyle : public QProxyStyle {
public:
    explicit ScaledStyle(double scale) : QProxyStyle(QStringLiteral("Fusion")), m_scale(scale) {}

    double scale() const { return m_scale; }

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override {
        const int usual = QProxyStyle::pixelMetric(metric, option, widget);
        switch (metric) {
        case PM_SmallIconSize:
        case PM_ButtonIconSize:
        case PM_ToolBarIconSize:
        case PM_ListViewIconSize:
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
        case PM_ExclusiveIndicatorWidth:
        case PM_ExclusiveIndicatorHeight:
        case PM_ScrollBarExtent:
        case PM_SliderThickness:
        case PM_SliderControlThickness:
        case PM_SliderLength:
            return static_cast<int>(std::lround(usual * m_scale));
        default:
            return usual;
        }
    }

private:
    double m_scale;
};

/// Sets the font again whenever that of the application has changed.
class RelativeFont : public QObject {
public:
    RelativeFont(QWidget& widget, double share, bool isBold)
        : QObject(&widget), m_share(share), m_isBold(isBold) {
        apply(widget);
        widget.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        // scaleInterface() sends the second one, whenever the first one comes.
        if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::StyleChange)
            apply(*static_cast<QWidget*>(watched));
        return false;
    }

private:
    void apply(QWidget& widget) const {
        QFont font = resized(QApplication::font(), m_share);
        font.setBold(m_isBold);
        widget.setFont(font);
    }

    double m_share;
    bool m_isBold;
};

} // namespace

double interfaceScale() {
    return scaleInForce;
}

int scaled(int pixels) {
    return static_cast<int>(std::lround(pixels * scaleInForce));
}

void useScaledStyle() {
    const auto* style = dynamic_cast<const ScaledStyle*>(QApplication::style());
    if (!style || style->scale() != scaleInForce) QApplication::setStyle(new ScaledStyle(scaleInForce));
}

void scaleInterface(double scale) {
    static const QFont usual = QApplication::font();
    if (scale == scaleInForce) return;
    scaleInForce = scale;
    QApplication::setFont(resized(usual, scale));
    useScaledStyle();
}

void setRelativeFont(QWidget& widget, double share, bool isBold) {
    new RelativeFont(widget, share, isBold);
}

} // namespace tristate::ui

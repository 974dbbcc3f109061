#include "tests/ui/support/painted_texts.h"

#include "ui/plots/qcp.h"

#include <QFontMetricsF>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>

namespace tristate::ui::test {
namespace {

/// Takes whatever is painted, and keeps the texts.
class TextEngine final : public QPaintEngine {
public:
    TextEngine() : QPaintEngine(AllFeatures) {}

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override {}
    Type type() const override { return User; }
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawPolygon(const QPoint*, int, PolygonDrawMode) override {}
    void drawLines(const QLineF*, int) override {}
    void drawLines(const QLine*, int) override {}
    void drawRects(const QRectF*, int) override {}
    void drawRects(const QRect*, int) override {}
    void drawPoints(const QPointF*, int) override {}
    void drawPoints(const QPoint*, int) override {}
    void drawEllipse(const QRectF&) override {}
    void drawEllipse(const QRect&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}
    void drawTiledPixmap(const QRectF&, const QPixmap&, const QPointF&) override {}

    void drawTextItem(const QPointF& place, const QTextItem& item) override {
        if (item.text().trimmed().isEmpty() || painter()->pen().color().alpha() == 0) return;
        const QTransform toDevice = painter()->deviceTransform();
        const QRectF ink = QFontMetricsF(item.font()).tightBoundingRect(item.text()).translated(place);
        QRectF room(0, 0, paintDevice()->width(), paintDevice()->height());
        if (!systemClip().isEmpty()) room &= QRectF(systemClip().boundingRect());
        if (painter()->hasClipping()) room &= toDevice.mapRect(painter()->clipBoundingRect());
        texts.push_back(
            {item.text(), toDevice.mapRect(ink), room, dynamic_cast<const QWidget*>(painter()->device())});
    }

    std::vector<PaintedText> texts;
};

/// As large as a widget, with its letters.
class TextDevice final : public QPaintDevice {
public:
    explicit TextDevice(const QWidget& like) : m_like(like) {}

    QPaintEngine* paintEngine() const override { return &m_engine; }
    const std::vector<PaintedText>& texts() const { return m_engine.texts; }

protected:
    int metric(PaintDeviceMetric metric) const override {
        switch (metric) {
        case PdmWidth:
            return m_like.width();
        case PdmHeight:
            return m_like.height();
        case PdmWidthMM:
            return m_like.widthMM();
        case PdmHeightMM:
            return m_like.heightMM();
        case PdmNumColors:
            return 1 << 24;
        case PdmDepth:
            return 32;
        case PdmDpiX:
        case PdmPhysicalDpiX:
            return m_like.logicalDpiX();
        case PdmDpiY:
        case PdmPhysicalDpiY:
            return m_like.logicalDpiY();
        case PdmDevicePixelRatio:
            return 1;
        default:
            return static_cast<int>(devicePixelRatioFScale());
        }
    }

private:
    const QWidget& m_like;
    mutable TextEngine m_engine;
};

/// A plot keeps what it has painted as a picture, so it is asked to paint anew.
void addTextsOf(QCustomPlot& plot, const QWidget& in, std::vector<PaintedText>& texts) {
    TextDevice device(plot);
    plot.replot(QCustomPlot::rpImmediateRefresh); // its ticks follow from the size that it had then
    plot.replot(QCustomPlot::rpImmediateRefresh);
    {
        QCPPainter painter;
        painter.begin(&device);
        plot.toPainter(&painter, plot.width(), plot.height());
    }
    const QPointF place = plot.mapTo(&in, QPointF(0, 0));
    for (PaintedText text : device.texts()) {
        text.rect.translate(place);
        text.room.translate(place);
        text.widget = &plot;
        texts.push_back(text);
    }
}

} // namespace

std::vector<PaintedText> paintedTexts(QWidget& widget) {
    TextDevice device(widget);
    widget.render(&device);
    auto texts = device.texts();
    for (auto* plot : widget.findChildren<QCustomPlot*>())
        if (plot->isVisible()) addTextsOf(*plot, widget, texts);
    return texts;
}

} // namespace tristate::ui::test

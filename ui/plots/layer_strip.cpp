#include "ui/plots/layer_strip.h"

#include "ui/look/palette.h"
#include "ui/look/text.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace tristate::ui {
namespace {

constexpr double kSide = 6; ///< pixels left and right of the cells
constexpr double kBarHeight = 20;
constexpr double kFaded = 0.35; ///< opacity of what has vanished
constexpr int kWheelStep = 120; ///< eighths of a degree, as QWheelEvent counts

} // namespace

LayerStrip::LayerStrip(Selection& selection, QWidget* parent) : QWidget(parent), m_selection(selection) {
    setObjectName(QStringLiteral("layerStrip"));
    setAccessibleName(tr("Layers in view"));
    setFocusPolicy(Qt::StrongFocus);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    hide();
}

QSize LayerStrip::sizeHint() const {
    const int numbers = m_outline.blocks > 0 ? QFontMetrics(font()).height() : 0;
    return {300, static_cast<int>(kBarHeight) + numbers + 8};
}

void LayerStrip::show(const NetOutline& outline, const RunData& run) {
    const bool isSameHeight = (m_outline.blocks > 0) == (outline.blocks > 0);
    m_outline = outline;
    if (!isSameHeight) updateGeometry();
    m_open.clear();
    const auto* now = run.shownColumn();
    for (std::size_t i = 0; i < outline.layers.size(); ++i) {
        const auto units = static_cast<std::size_t>(outline.layers[i].units);
        const bool isMeasured = now && i < now->gates.size();
        const auto gates = isMeasured ? now->gates[i] : std::vector<float>(units, 1.0F);
        m_open.push_back(static_cast<int>(
            std::count_if(gates.begin(), gates.end(), [&](float gate) { return run.isOpen(gate); })));
    }
    update();
}

void LayerStrip::setInView(int first, int count, bool isAll) {
    m_first = first;
    m_inView = count;
    setVisible(!isAll);
    if (!isAll && count > 0)
        setAccessibleDescription(tr("%1 to %2 of %3 layers")
                                     .arg(m_outline.layers[static_cast<std::size_t>(first)].name,
                                          m_outline.layers[static_cast<std::size_t>(first + count - 1)].name)
                                     .arg(m_outline.count()));
    update();
}

std::vector<QRectF> LayerStrip::cells() const {
    std::vector<QRectF> cells;
    const double step = (width() - 2 * kSide) / std::max(m_outline.count(), 1);
    const double gap = step > 6 ? 2 : step > 3 ? 1 : 0;
    for (int i = 0; i < m_outline.count(); ++i)
        cells.emplace_back(kSide + i * step + gap / 2, height() - kBarHeight - 4, step - gap, kBarHeight);
    return cells;
}

QString LayerStrip::textOf(int layer) const {
    const auto& of = m_outline.layers[static_cast<std::size_t>(layer)];
    const QString open =
        tr("%1 of %2 open").arg(countText(m_open[static_cast<std::size_t>(layer)]), countText(of.units));
    return of.block < 0 ? QStringLiteral("%1: %2").arg(of.name, open)
                        : QStringLiteral("%1, %2: %3").arg(of.name, blockName(of.block), open);
}

int LayerStrip::layerAt(double x) const {
    const double step = (width() - 2 * kSide) / std::max(m_outline.count(), 1);
    return std::clamp(static_cast<int>((x - kSide) / step), 0, std::max(m_outline.count() - 1, 0));
}

void LayerStrip::showAround(double x) {
    m_selection.showFrom(std::max(layerAt(x) - m_inView / 2, 0));
}

void LayerStrip::moveBy(int layers) {
    m_selection.showFrom(std::clamp(m_first + layers, 0, std::max(m_outline.count() - 1, 0)));
}

void LayerStrip::turn(QWheelEvent& event) {
    const QPoint turned = event.angleDelta();
    m_wheel -= std::abs(turned.x()) > std::abs(turned.y()) ? turned.x() : turned.y();
    const int steps = m_wheel / kWheelStep;
    m_wheel -= steps * kWheelStep;
    if (steps != 0) moveBy(steps);
    event.accept();
}

bool LayerStrip::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || m_outline.layers.empty()) return QWidget::event(event);
    const auto& help = static_cast<QHelpEvent&>(*event);
    QToolTip::showText(help.globalPos(), textOf(layerAt(help.pos().x())), this);
    return true;
}

void LayerStrip::mousePressEvent(QMouseEvent* event) {
    showAround(event->position().x());
}

void LayerStrip::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) showAround(event->position().x());
}

void LayerStrip::wheelEvent(QWheelEvent* event) {
    turn(*event);
}

void LayerStrip::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return moveBy(-1);
    case Qt::Key_Right:
        return moveBy(1);
    case Qt::Key_PageUp:
        return moveBy(-m_inView);
    case Qt::Key_PageDown:
        return moveBy(m_inView);
    case Qt::Key_Home:
        return moveBy(-m_outline.count());
    case Qt::Key_End:
        return moveBy(m_outline.count());
    default:
        QWidget::keyPressEvent(event);
    }
}

std::vector<LayerStrip::BlockFrame> LayerStrip::blockFrames() const {
    std::vector<BlockFrame> frames;
    for (int i = 0; i < m_outline.count(); ++i) {
        const int block = m_outline.layers[static_cast<std::size_t>(i)].block;
        if (block < 0) continue;
        if (!frames.empty() && frames.back().block == block && frames.back().last == i - 1)
            frames.back().last = i;
        else
            frames.push_back({block, i, i});
    }
    return frames;
}

void LayerStrip::paintCell(QPainter& painter, int layer, const QRectF& cell) const {
    const auto i = static_cast<std::size_t>(layer);
    const auto colours = viewColours(palette());
    const bool isGone = hasVanished(layer);
    painter.setOpacity(isGone ? kFaded : 1);
    painter.fillRect(cell, colours.grid);
    const double share = static_cast<double>(m_open[i]) / std::max(1, m_outline.layers[i].units);
    painter.fillRect(
        QRectF(cell.left(), cell.bottom() - cell.height() * share, cell.width(), cell.height() * share),
        QColor(gateColour(share)));
    painter.setOpacity(1);
    if (!isGone) return;
    painter.setPen(QPen(colours.faintText, 1));
    painter.drawLine(cell.topLeft(), cell.bottomRight());
    painter.drawLine(cell.bottomLeft(), cell.topRight());
}

void LayerStrip::paintEvent(QPaintEvent*) {
    if (m_outline.layers.empty()) return;
    QPainter painter(this);
    const auto colours = viewColours(palette());
    const auto cell = cells();
    for (int i = 0; i < m_outline.count(); ++i) paintCell(painter, i, cell[static_cast<std::size_t>(i)]);
    painter.setRenderHint(QPainter::Antialiasing);
    const double top = cell.front().top() - 2;
    double free = 0; // right end of the last number
    for (const auto& frame : blockFrames()) {
        const QRectF about(cell[static_cast<std::size_t>(frame.first)].topLeft() - QPointF(0.5, 2),
                           cell[static_cast<std::size_t>(frame.last)].bottomRight() + QPointF(0.5, 2));
        painter.setPen(QPen(colours.faintText, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(about, 2, 2);
        const QString number = QString::number(frame.block + 1);
        const double half = QFontMetricsF(font()).horizontalAdvance(number) / 2 + 1;
        const double centre = about.center().x();
        if (centre - half < free || centre - half < 0 || centre + half > width()) continue;
        painter.drawText(QRectF(centre - half, 0, 2 * half, top - 1), Qt::AlignHCenter | Qt::AlignBottom,
                         number);
        free = centre + half + 2;
    }
    if (m_inView <= 0) return;
    const QRectF view(cell[static_cast<std::size_t>(m_first)].topLeft() - QPointF(2, 3),
                      cell[static_cast<std::size_t>(m_first + m_inView - 1)].bottomRight() + QPointF(2, 3));
    painter.setPen(QPen(palette().highlight().color(), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(view, 3, 3);
    if (!hasFocus()) return;
    painter.setPen(QPen(colours.text, 1, Qt::DotLine));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace tristate::ui

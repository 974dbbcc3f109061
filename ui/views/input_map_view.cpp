#include "ui/views/input_map_view.h"

#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/views/weight_image.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace tristate::ui {
namespace {
constexpr double kMargin = 12;
constexpr float kOpen = 0.5F;
} // namespace

InputMapView::InputMapView(const RunData& run, Selection& selection, QWidget* parent)
    : QWidget(parent), m_run(run), m_selection(selection) {
    setAccessibleName(tr("Input map"));
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("inputMap"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    connect(&m_selection, &Selection::unitChanged, this, qOverload<>(&QWidget::update));
}

void InputMapView::refresh() {
    const auto network = m_run.shownNetwork();
    const auto* splits = m_run.data();
    if (network == m_shown) return;
    m_shown = network;
    m_map.reset();
    if (network && splits) m_map = inspect::inputMap(*network, splits->train.shape);
    setAccessibleDescription(summary());
    update();
}

QString InputMapView::summary() const {
    if (!m_map) return tr("The inputs that the network looks at appear here with its weights.");
    const QString counts =
        tr("%1 of %2 inputs are alive.").arg(countText(m_map->alive), countText(std::ssize(m_map->values)));
    return counts + QLatin1Char(' ') +
           (m_map->gated ? tr("Colour: gate w, 0 to 1; crossed out: closed.")
                         : tr("Colour: norm of the weights that leave it, up to %1.")
                               .arg(QLocale().toString(static_cast<double>(m_map->largest), 'g', 2)));
}

std::vector<QRectF> InputMapView::tiles() const {
    const double line = fontMetrics().height() * 2.4;
    const QRectF area = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin - line);
    const auto& shape = m_map->shape;
    const bool flat = shape.isFlat();
    return tileGrid(area, flat ? 1 : shape.channels,
                    flat ? shape.channels : double(shape.width) / shape.height, 8);
}

int InputMapView::inputAt(QPointF place) const {
    if (!m_map) return -1;
    const auto all = tiles();
    const int width = m_map->shape.isFlat() ? m_map->shape.channels : m_map->shape.width;
    for (std::size_t tile = 0; tile < all.size(); ++tile) {
        if (!all[tile].contains(place)) continue;
        const QPointF inside = place - all[tile].topLeft();
        const int x = static_cast<int>(inside.x() / all[tile].width() * width);
        const int y = static_cast<int>(inside.y() / all[tile].height() * m_map->shape.height);
        const int input = static_cast<int>(tile) * m_map->shape.positions() + y * width + x;
        return std::min(input, static_cast<int>(m_map->values.size()) - 1);
    }
    return -1;
}

QRectF InputMapView::placeOf(int input) const {
    if (!m_map || input < 0) return {};
    const auto all = tiles();
    const bool flat = m_map->shape.isFlat();
    const int width = flat ? m_map->shape.channels : m_map->shape.width;
    const int perTile = flat ? width : m_map->shape.positions();
    const QRectF tile = all[static_cast<std::size_t>(input / perTile)];
    const double w = tile.width() / width, h = tile.height() / m_map->shape.height;
    const int inside = input % perTile;
    return {tile.left() + inside % width * w, tile.top() + static_cast<double>(inside / width) * h, w, h};
}

void InputMapView::paintTile(QPainter& painter, const QRectF& place, int channel) const {
    const auto& shape = m_map->shape;
    const int width = shape.isFlat() ? shape.channels : shape.width;
    const int perTile = width * shape.height;
    QImage image(width, shape.height, QImage::Format_RGB32);
    const double scale = m_map->gated ? 1 : m_map->largest > 0 ? 1 / static_cast<double>(m_map->largest) : 0;
    for (int i = 0; i < perTile; ++i) {
        const float value = m_map->values[static_cast<std::size_t>(channel * perTile + i)];
        image.setPixel(i % width, i / width, gateColour(static_cast<double>(value) * scale));
    }
    painter.drawImage(place, image);
    if (!m_map->gated) return;
    // Dead by more than colour: a stroke through every closed input that has room for one.
    const double w = place.width() / width, h = place.height() / shape.height;
    if (w < 5) return;
    painter.setPen(QPen(QColor(255, 255, 255, 90), 0));
    for (int i = 0; i < perTile; ++i) {
        if (m_map->values[static_cast<std::size_t>(channel * perTile + i)] >= kOpen) continue;
        const QPointF corner = place.topLeft() + QPointF(i % width * w, static_cast<double>(i / width) * h);
        painter.drawLine(corner + QPointF(1, h - 1), corner + QPointF(w - 1, 1));
    }
}

void InputMapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto colours = viewColours(palette());
    painter.setPen(colours.faintText);
    const QRectF text = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin / 2);
    painter.drawText(text,
                     int(m_map ? Qt::AlignHCenter | Qt::AlignBottom : Qt::AlignCenter) | Qt::TextWordWrap,
                     summary());
    if (!m_map) return;
    const auto all = tiles();
    for (std::size_t i = 0; i < all.size(); ++i) paintTile(painter, all[i], static_cast<int>(i));
    if (m_map->layer < 0) return;
    const QRectF chosen = placeOf(m_selection.unitOf(m_map->layer));
    if (chosen.isEmpty()) return;
    painter.setPen(QPen(colours.warning, 2));
    painter.drawRect(chosen.adjusted(-2, -2, 2, 2));
}

void InputMapView::select(int input) {
    if (m_map && m_map->layer >= 0 && input >= 0 && input < static_cast<int>(m_map->values.size()))
        m_selection.selectUnit(UnitRef{m_map->layer, input});
}

void InputMapView::mousePressEvent(QMouseEvent* event) {
    select(inputAt(event->position()));
}

void InputMapView::keyPressEvent(QKeyEvent* event) {
    const int now = m_map ? std::max(m_selection.unitOf(m_map->layer), 0) : 0;
    const int row = m_map && !m_map->shape.isFlat() ? m_map->shape.width : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return select(now - 1);
    case Qt::Key_Right:
        return select(now + 1);
    case Qt::Key_Up:
        return select(now - row);
    case Qt::Key_Down:
        return select(now + row);
    default:
        QWidget::keyPressEvent(event);
    }
}

bool InputMapView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int input = inputAt(help->pos());
    if (input < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(
            help->globalPos(),
            tr("input %1: %2")
                .arg(input)
                .arg(QLocale().toString(static_cast<double>(m_map->values[static_cast<std::size_t>(input)]),
                                        'g', 3)),
            this);
    return true;
}

} // namespace tristate::ui

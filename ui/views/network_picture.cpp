#include "ui/views/network_picture.h"

#include "ui/look/palette.h"
#include "ui/views/blended_lines.h"
#include "ui/views/weight_image.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

constexpr std::size_t kMaxEnds = 24;   ///< dots of a block that links are drawn to
constexpr std::size_t kMaxLinks = 160; ///< between two blocks
constexpr double kTextHeight = 34;     ///< two lines above a block
constexpr double kMinKernel = 4;       ///< radius from which a kernel can be told from a dot

/// At most `most` of the open dots, evenly spread; `always` among them when it is open.
std::vector<std::size_t> openDots(const NetworkBlock& block, std::size_t most, int always) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < block.gates.size(); ++i)
        if (block.open[i]) open.push_back(i);
    if (open.size() <= most) return open;
    std::vector<std::size_t> some;
    for (std::size_t i = 0; i < most; ++i) some.push_back(open[i * open.size() / most]);
    const auto dot = always >= 0 ? block.dotOf(always) : block.gates.size();
    if (dot < block.gates.size() && block.open[dot] && std::find(some.begin(), some.end(), dot) == some.end())
        some.push_back(dot);
    return some;
}

struct Link {
    std::size_t from, to; ///< dots
    float strength;
};

std::pair<double, double> horizontalRange(const NetworkBlock& block) {
    const auto [low, high] = std::minmax_element(block.dots.begin(), block.dots.end(),
                                                 [](auto& a, auto& b) { return a.x() < b.x(); });
    return {low->x() - block.radius - 3, high->x() + block.radius + 3};
}

} // namespace

NetworkPicture::NetworkPicture(const RunData& run, Selection& selection, QWidget* parent)
    : QWidget(parent), m_run(run), m_selection(selection) {
    setAccessibleName(tr("Network picture"));
    setObjectName(QStringLiteral("network"));
    setFocusPolicy(Qt::StrongFocus);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    connect(&m_selection, &Selection::unitChanged, this, qOverload<>(&QWidget::update));
}

void NetworkPicture::refresh() {
    const auto network = m_run.shownNetwork();
    if (network != m_network) {
        m_links = network ? inspect::Links(*network) : inspect::Links();
        m_kernels.clear();
        if (network) m_kernels = kernelImages(*network, weightColours(palette()).zero);
        m_network = network;
    }
    m_blocks = describeNetwork(m_run);
    for (auto& block : m_blocks)
        if (block.isGated() && static_cast<std::size_t>(block.layer) < m_kernels.size())
            block.kernels = m_kernels[static_cast<std::size_t>(block.layer)];
    QStringList words;
    for (const auto& block : m_blocks) words << QStringLiteral("%1: %2").arg(block.name, block.count);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    layOutBlocks();
    update();
}

void NetworkPicture::layOutBlocks() {
    layOut(m_blocks, QRectF(rect()).adjusted(14, 8 + kTextHeight, -14, -12));
}

void NetworkPicture::drawLinks(BlendedLines& lines, const NetworkBlock& from, const NetworkBlock& to) const {
    const int target = to.isGated() ? to.layer : m_blocks[m_blocks.size() - 2].layer + 1;
    const int chosen = to.isGated() ? m_selection.unitOf(to.layer) : -1;
    const int chosenFrom = from.isGated() ? m_selection.unitOf(from.layer) : -1;
    const auto starts = openDots(from, kMaxEnds, chosenFrom), ends = openDots(to, kMaxEnds, chosen);
    const std::size_t stride =
        std::max<std::size_t>(1, (starts.size() * ends.size() + kMaxLinks - 1) / kMaxLinks);
    std::vector<Link> links;
    float largest = 0;
    for (std::size_t i = 0; i < starts.size(); ++i)
        for (std::size_t j = 0; j < ends.size(); ++j) {
            const auto isChosen = [](int unit, const NetworkBlock& block, std::size_t dot) {
                return unit >= 0 && block.dotOf(unit) == dot;
            };
            if (j % stride != (i * 7) % stride && !isChosen(chosen, to, ends[j]) &&
                !isChosen(chosenFrom, from, starts[i]))
                continue;
            const float strength = m_links.strength(target, from.units, from.representatives[starts[i]],
                                                    to.representatives[ends[j]]);
            links.push_back({starts[i], ends[j], strength});
            largest = std::max(largest, std::abs(strength));
        }
    if (links.empty()) return;
    const double left = horizontalRange(from).second, right = horizontalRange(to).first;
    const auto colours = viewColours(palette());
    for (const auto& link : links) {
        const bool isChosen = (chosen >= 0 && to.dotOf(chosen) == link.to) ||
                              (chosenFrom >= 0 && from.dotOf(chosenFrom) == link.from);
        const double share = largest > 0 ? static_cast<double>(std::abs(link.strength) / largest) : 0;
        QColor colour = largest > 0 ? lineColour(link.strength < 0 ? 0 : 1) : colours.faintText;
        colour.setAlphaF(isChosen ? 0.95 : largest > 0 ? 0.08 + 0.5 * share : 0.25);
        lines.draw({left, from.dots[link.from].y()}, {right, to.dots[link.to].y()}, colour,
                   isChosen ? 1.2 + 1.5 * share : 0.6 + share);
    }
}

void NetworkPicture::paintDot(QPainter& painter, const NetworkBlock& block, std::size_t dot) const {
    const auto colours = viewColours(palette());
    const double r = block.radius;
    const QRectF place(block.dots[dot].x() - r, block.dots[dot].y() - r, 2 * r, 2 * r);
    const float gate = block.gates[dot];
    const bool open = block.open[dot];
    QColor hollow = colours.faintText;
    hollow.setAlpha(90);
    if (open && r >= kMinKernel && dot < block.kernels.size() && !block.kernels[dot].isNull()) {
        painter.drawImage(place, block.kernels[dot]);
        painter.setPen(QPen(QColor(gateColour(static_cast<double>(gate))), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(place);
        return;
    }
    QColor fill = block.isGated() ? QColor(gateColour(static_cast<double>(gate))) : colours.faintText;
    if (!open) fill.setAlphaF(std::clamp(static_cast<double>(gate), 0.0, 0.5));
    painter.setPen(open ? QPen(Qt::NoPen) : QPen(hollow, 0));
    painter.setBrush(fill);
    painter.drawEllipse(open ? place : place.adjusted(0.5, 0.5, -0.5, -0.5));
}

void NetworkPicture::paintBlock(QPainter& painter, const NetworkBlock& block) const {
    for (std::size_t i = 0; i < block.dots.size(); ++i) paintDot(painter, block, i);
    if (block.linear && !block.merged) {
        painter.setPen(QPen(lineColour(1), 3));
        painter.drawLine(block.area.topLeft() + QPointF(0, -2), block.area.topRight() + QPointF(0, -2));
    }
    const int chosen = block.isGated() ? m_selection.unitOf(block.layer) : -1;
    if (chosen >= 0 && block.dotOf(chosen) < block.dots.size()) {
        painter.setPen(QPen(viewColours(palette()).warning, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(block.dots[block.dotOf(chosen)], block.radius + 3, block.radius + 3);
    }
    paintTexts(painter, block);
}

void NetworkPicture::paintTexts(QPainter& painter, const NetworkBlock& block) const {
    const auto colours = viewColours(palette());
    const QString name = block.linear && !block.merged ? tr("%1 (linear)").arg(block.name) : block.name;
    const QString count = block.perDot > 1 && block.isGated()
                              ? tr("%1 (%2 a dot)").arg(block.count).arg(block.perDot)
                              : block.count;
    QFont bold = font();
    bold.setBold(true);
    // Centred above the block, but whole.
    const double half = std::max(QFontMetricsF(bold).horizontalAdvance(name),
                                 QFontMetricsF(font()).horizontalAdvance(count)) /
                            2 +
                        1;
    const double centre = std::clamp(block.area.center().x(), std::min(half, width() / 2.0),
                                     std::max(width() - half, width() / 2.0));
    const QRectF text(centre - half, block.area.top() - kTextHeight - 4, 2 * half, kTextHeight);
    painter.setFont(bold);
    painter.setPen(colours.text);
    painter.drawText(text, Qt::AlignHCenter | Qt::AlignTop, name);
    painter.setFont(font());
    painter.setPen(colours.faintText);
    painter.drawText(text, Qt::AlignHCenter | Qt::AlignBottom, count);
}

void NetworkPicture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    BlendedLines lines(size(), devicePixelRatioF());
    for (const auto& block : m_blocks) {
        if (block.merged) continue;
        int from = block.source; // links run past what was merged
        while (from >= 0 && m_blocks[static_cast<std::size_t>(from)].merged)
            from = m_blocks[static_cast<std::size_t>(from)].source;
        if (from >= 0) drawLinks(lines, m_blocks[static_cast<std::size_t>(from)], block);
    }
    painter.drawImage(0, 0, lines.image());
    for (const auto& block : m_blocks) paintBlock(painter, block);
}

void NetworkPicture::resizeEvent(QResizeEvent* event) {
    layOutBlocks();
    QWidget::resizeEvent(event);
}

void NetworkPicture::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        m_network = nullptr; // kernels have colours of the theme
        refresh();
    }
    QWidget::changeEvent(event);
}

void NetworkPicture::mousePressEvent(QMouseEvent* event) {
    m_selection.selectUnit(unitAt(m_blocks, event->position()));
}

void NetworkPicture::select(int layer, int unit) {
    for (const auto& block : m_blocks)
        if (block.isGated() && block.layer == layer)
            m_selection.selectUnit(UnitRef{layer, std::clamp(unit, 0, block.units - 1)});
}

void NetworkPicture::keyPressEvent(QKeyEvent* event) {
    const UnitRef now = m_selection.unit().value_or(UnitRef{0, -1});
    switch (event->key()) {
    case Qt::Key_Up:
        return select(now.layer, now.unit - 1);
    case Qt::Key_Down:
        return select(now.layer, now.unit + 1);
    case Qt::Key_Left:
        return select(now.layer - 1, now.unit);
    case Qt::Key_Right:
        return select(now.layer + 1, now.unit);
    case Qt::Key_Escape:
        return m_selection.selectUnit({});
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace tristate::ui

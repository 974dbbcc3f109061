#include "ui/look/palette.h"
#include "ui/views/blended_lines.h"
#include "ui/views/network_links.h"
#include "ui/views/network_picture.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

// How NetworkPicture paints what it has laid out.
namespace tristate::ui {
namespace {

constexpr double kMinKernel = 4;          ///< radius from which a kernel can be told from a dot
constexpr double kVanishedOpacity = 0.35; ///< opacity of what has vanished
constexpr double kBarHeight = 48;         ///< of a layer of a collapsed block, at most
constexpr double kClosedOpacity = 0.25;   ///< at least, of what can still be restored
constexpr double kFadeGrowth = 4;         ///< pixels by which what vanishes grows
constexpr int kReturnColour = 2;          ///< of lineColour()
constexpr double kKeyDot = 4.5;           ///< of the dots that the key explains
constexpr double kKeyGap = 12;            ///< pixels between two of them

/// Of the key: three states of a dot, and three things that happen to one.
enum DotKey : std::size_t { kKeyOpen, kKeyClosed, kKeyRemoved, kKeyFalling, kKeyJustClosed, kKeyReopened };

/// The column that stands for what another one reads: links run past what was merged.
std::size_t beforeMerged(const std::vector<NetworkColumn>& columns, const NetOutline& outline,
                         std::size_t column) {
    while (columns[column].merged) {
        const int layer = columns[column].layer;
        const auto reading = std::find_if(outline.readings.begin(), outline.readings.end(),
                                          [layer](const auto& of) { return of.reader == layer; });
        if (reading == outline.readings.end()) break;
        column = columnOf(columns, reading->source);
    }
    return column;
}

void paintTimeLeft(QPainter& painter, QPointF centre, double radius, double share) {
    constexpr int kTop = 90 * 16, kWhole = 360 * 16; // degrees in sixteenths
    const double r = radius + 1.6;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(lineColour(1), 1.8));
    painter.drawArc(QRectF(centre.x() - r, centre.y() - r, 2 * r, 2 * r), kTop,
                    static_cast<int>(-kWhole * share) - 16);
}

/// `left`: of the moment that one sees it going, 1 to 0.
void paintFading(QPainter& painter, QPointF centre, double radius, double left, QColor colour) {
    const double r = radius + kFadeGrowth * (1 - left);
    colour.setAlphaF(static_cast<float>(left));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(centre, r, r);
}

void paintReturn(QPainter& painter, QPointF centre, double radius, double opacity) {
    QColor colour = lineColour(kReturnColour);
    colour.setAlphaF(static_cast<float>(opacity));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 2));
    painter.drawEllipse(centre, radius + 2, radius + 2);
}

void paintCross(QPainter& painter, const QRectF& area, const QColor& colour) {
    painter.setPen(QPen(colour, 1.5));
    painter.drawLine(area.topLeft(), area.bottomRight());
    painter.drawLine(area.bottomLeft(), area.topRight());
}

} // namespace

void NetworkPicture::paintGround(QPainter& painter, const BlockGround& ground) const {
    const auto colours = viewColours(palette());
    QColor tint = colours.faintText;
    tint.setAlpha(ground.vanished ? 12 : 28);
    painter.setBrush(tint);
    painter.setPen(ground.vanished ? QPen(colours.faintText, 1, Qt::DashLine) : QPen(Qt::NoPen));
    painter.drawRoundedRect(ground.area, 6, 6);
    painter.setFont(font());
    painter.setPen(colours.faintText);
    painter.drawText(ground.title, Qt::AlignCenter, titleOf(ground));
}

void NetworkPicture::paintBars(QPainter& painter, const NetworkColumn& column) const {
    const auto colours = viewColours(palette());
    const double step =
        std::min(column.area.height() / static_cast<double>(column.shares.size()), kBarHeight);
    double y = column.area.center().y() - step * static_cast<double>(column.shares.size()) / 2;
    for (std::size_t i = 0; i < column.shares.size(); ++i) {
        const double share = column.shares[i];
        const QRectF bar(column.cell.left() + 6, y + 2, column.cell.width() - 12, std::max(step - 4, 1.0));
        painter.fillRect(bar, colours.grid);
        if (i < column.otherShares.size()) {
            paintFutureBars(painter, bar, share, column.otherShares[i], palette());
        } else {
            painter.fillRect(QRectF(bar.topLeft(), QSizeF(bar.width() * share, bar.height())),
                             QColor(gateColour(share)));
        }
        y += step;
    }
}

void NetworkPicture::paintDot(QPainter& painter, const NetworkColumn& column, std::size_t dot) const {
    const auto colours = viewColours(palette());
    const double r = column.radius;
    const QRectF place(column.dots[dot].x() - r, column.dots[dot].y() - r, 2 * r, 2 * r);
    if (dot < column.openThere.size())
        return paintFutures(painter, column.dots[dot], r, column.open[dot], column.openThere[dot], palette());
    const float gate = column.gates[dot];
    const bool open = column.open[dot];
    QColor hollow = colours.faintText;
    hollow.setAlpha(90);
    if (open && r >= kMinKernel && dot < column.kernels.size() && !column.kernels[dot].isNull()) {
        painter.drawImage(place, column.kernels[dot]);
        painter.setPen(QPen(QColor(gateColour(static_cast<double>(gate))), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(place);
        return;
    }
    QColor fill = column.isGated() ? QColor(gateColour(static_cast<double>(gate))) : colours.faintText;
    if (!open)
        fill.setAlphaF(column.removed[dot] ? 0 : std::clamp(static_cast<double>(gate), kClosedOpacity, 0.5));
    painter.setPen(open ? QPen(Qt::NoPen) : QPen(hollow, 0));
    painter.setBrush(fill);
    painter.drawEllipse(open ? place : place.adjusted(0.5, 0.5, -0.5, -0.5));
}

void NetworkPicture::paintMotion(QPainter& painter, const NetworkColumn& column, std::size_t dot) const {
    const int layer = column.layer, unit = column.representatives[dot];
    const double now = static_cast<double>(m_clock.elapsed()) / 1000;
    if (const double fading = column.perDot > 1 ? 0 : m_motion.fading(layer, unit, now); fading > 0) {
        paintFading(painter, column.dots[dot], column.radius, fading, viewColours(palette()).warning);
    } else if (const double back = column.perDot > 1 ? 0 : m_motion.returned(layer, unit, now); back > 0) {
        paintReturn(painter, column.dots[dot], column.radius, std::min(1.0, 2 * back));
    } else if (const auto seconds = m_motion.secondsLeft(layer, unit)) {
        paintTimeLeft(painter, column.dots[dot], column.radius, *seconds / GateMotion::kHorizon);
    }
}

void NetworkPicture::paintColumn(QPainter& painter, const NetworkColumn& column) const {
    if (column.vanished) painter.setOpacity(kVanishedOpacity);
    for (std::size_t i = 0; i < column.dots.size(); ++i) {
        paintDot(painter, column, i);
        if (column.isGated() && !m_futures) paintMotion(painter, column, i);
    }
    if (column.collapsed) paintBars(painter, column);
    painter.setOpacity(1);
    if (column.vanished) paintCross(painter, column.area, viewColours(palette()).faintText);
    if (column.linear && !column.merged) {
        painter.setPen(QPen(lineColour(1), 3));
        painter.drawLine(column.area.topLeft() + QPointF(0, -2), column.area.topRight() + QPointF(0, -2));
    }
    const int chosen = column.isGated() ? m_selection.unitOf(column.layer) : -1;
    if (chosen >= 0 && column.dotOf(chosen) < column.dots.size()) {
        painter.setPen(QPen(viewColours(palette()).warning, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(column.dots[column.dotOf(chosen)], column.radius + 3, column.radius + 3);
    }
    paintTexts(painter, column);
}

void NetworkPicture::paintTexts(QPainter& painter, const NetworkColumn& column) const {
    const auto colours = viewColours(palette());
    const QRectF text = textArea(column, columnSizes(font()));
    const auto [name, count] = textsOf(column);
    painter.setFont(boldFont());
    painter.setPen(colours.text);
    painter.drawText(text, Qt::AlignHCenter | Qt::AlignTop, name);
    painter.setFont(font());
    painter.setPen(colours.faintText);
    painter.drawText(text, Qt::AlignHCenter | Qt::AlignBottom, count);
}

void NetworkPicture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& ground : m_layout.grounds) paintGround(painter, ground);
    BlendedLines lines(size(), devicePixelRatioF());
    for (const auto& reading : m_outline.readings) {
        const auto to = columnOf(m_columns, reading.reader);
        const auto from = beforeMerged(m_columns, m_outline, columnOf(m_columns, reading.source));
        if (!reading.isLinked || from >= to || m_columns[to].dots.empty() || m_columns[from].dots.empty())
            continue;
        const bool areNeighbours = std::all_of(m_columns.begin() + static_cast<std::ptrdiff_t>(from) + 1,
                                               m_columns.begin() + static_cast<std::ptrdiff_t>(to),
                                               [](const NetworkColumn& between) { return between.merged; });
        if (areNeighbours)
            drawLinks(lines, m_columns[from], m_columns[to], reading.reader, m_links, m_selection, palette());
    }
    painter.drawImage(0, 0, lines.image());
    paintRails(painter, m_rails, m_columns, m_layout, palette());
    for (const auto& column : m_columns)
        if (column.isInView()) paintColumn(painter, column);
    paintFoot(painter);
}

void NetworkPicture::paintFoot(QPainter& painter) const {
    painter.setFont(font());
    if (m_futures) {
        const int height = fontMetrics().height();
        return paintFuturesKey(painter, QRectF(8, this->height() - height - 3, width() - 16, height),
                               *m_futures, palette());
    }
    painter.setPen(lineColour(1));
    const QString text = footText();
    const QRectF room = QRectF(rect()).adjusted(8, 0, -8, -3);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignBottom, text);
    const double taken = text.isEmpty() ? 0 : fontMetrics().horizontalAdvance(text) + kKeyGap;
    paintKey(painter, room.adjusted(taken, room.height() - fontMetrics().height(), 0, 0));
}

QStringList NetworkPicture::keyTexts(double width) const {
    QStringList texts{tr("open"),    tr("closed"),      tr("removed"), // in the order of DotKey
                      tr("falling"), tr("just closed"), tr("reopened")};
    const auto needed = [&] {
        double sum = 0;
        for (const QString& text : texts)
            sum += 2 * kKeyDot + kKeyGap / 2 + fontMetrics().horizontalAdvance(text) + kKeyGap;
        return sum - kKeyGap;
    };
    while (!texts.isEmpty() && needed() > width) texts.removeLast();
    return texts;
}

void NetworkPicture::paintKey(QPainter& painter, const QRectF& room) const {
    const bool hasGates = std::ranges::any_of(
        m_columns, [](const NetworkColumn& column) { return column.isGated() && column.isInView(); });
    if (!hasGates) return;
    NetworkColumn key;
    key.layer = 0;
    key.radius = kKeyDot;
    key.gates = {1, 0.4f, 0, 0.6f, 0, 1}; // in the order of DotKey
    key.open = {true, false, false, true, false, true};
    key.removed = {false, false, true, false, false, false};
    key.dots.resize(key.gates.size());
    const QStringList texts = keyTexts(room.width());
    double x = room.right();
    for (auto i = static_cast<std::size_t>(texts.size()); i-- > 0;) {
        const QString& text = texts[static_cast<qsizetype>(i)];
        const double width = fontMetrics().horizontalAdvance(text);
        painter.setPen(viewColours(palette()).faintText);
        painter.drawText(QRectF(x - width, room.top(), width, room.height()), Qt::AlignVCenter, text);
        x -= width + kKeyGap / 2 + kKeyDot;
        key.dots[i] = {x, room.center().y()};
        paintDot(painter, key, i);
        if (i == kKeyFalling) paintTimeLeft(painter, key.dots[i], kKeyDot, 0.6);
        if (i == kKeyJustClosed)
            paintFading(painter, key.dots[i], kKeyDot, 1, viewColours(palette()).warning);
        if (i == kKeyReopened) paintReturn(painter, key.dots[i], kKeyDot, 1);
        x -= kKeyDot + kKeyGap;
    }
}

} // namespace tristate::ui

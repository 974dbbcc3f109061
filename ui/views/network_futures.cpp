#include "ui/views/network_futures.h"

#include "ui/look/palette.h"
#include "ui/look/text.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <array>
#include <numeric>

namespace tristate::ui {
namespace {

constexpr double kKeyRadius = 5; ///< pixels

struct FutureTexts {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::NetworkFutures)
};

/// One entry of the key.
struct KeyEntry {
    bool here, there;
    QString text, shortText;
};

std::array<KeyEntry, 4> keyOf(const FutureCounts& counts) {
    const auto entry = [](bool here, bool there, const QString& words, int count) {
        return KeyEntry{here, there, QStringLiteral("%1: %2").arg(words, countText(count)), countText(count)};
    };
    return {entry(true, true, FutureTexts::tr("open in both"), counts.both),
            entry(true, false, FutureTexts::tr("this one only"), counts.here),
            entry(false, true, FutureTexts::tr("that one only"), counts.there),
            entry(false, false, FutureTexts::tr("neither"), counts.neither)};
}

QColor hereColour(const QPalette& palette) {
    return isDark(palette) ? lineColour(4) : lineColour(0);
}

int openUnits(const NetworkColumn& column) {
    return qRound(column.openShare * column.units);
}

/// "12", or that the layer is gone.
QString amountText(const NetworkColumn& column) {
    return column.merged || column.vanished ? column.count : countText(openUnits(column));
}

void compare(NetworkColumn& here, const NetworkColumn& there) {
    here.otherShares = there.shares;
    if (here.collapsed) {
        here.count = here.shortCount = QStringLiteral("%1 | %2").arg(here.count, there.count);
        return;
    }
    here.openThere = there.open;
    here.openThere.resize(here.open.size(), false);
    const QString both = QStringLiteral("%1 | %2").arg(amountText(here), amountText(there));
    here.count = FutureTexts::tr("%1 of %2").arg(both, countText(here.units));
    here.shortCount = both;
    here.vanished = here.vanished && there.vanished; // dots that are open in that one are to be seen
}

} // namespace

FutureCounts countFutures(const RunData& here, const RunData& there) {
    const auto *a = here.shownColumn(), *b = there.shownColumn();
    FutureCounts counts;
    if (!a || !b) return counts;
    for (std::size_t layer = 0; layer < std::min(a->gates.size(), b->gates.size()); ++layer)
        for (std::size_t unit = 0; unit < std::min(a->gates[layer].size(), b->gates[layer].size()); ++unit) {
            const bool isHere = here.isOpen(a->gates[layer][unit]);
            const bool isThere = there.isOpen(b->gates[layer][unit]);
            ++(isHere && isThere ? counts.both
               : isHere          ? counts.here
               : isThere         ? counts.there
                                 : counts.neither);
        }
    return counts;
}

void addFuture(std::vector<NetworkColumn>& here, const std::vector<NetworkColumn>& there) {
    for (std::size_t i = 0; i < std::min(here.size(), there.size()); ++i)
        if (here[i].layer >= 0) compare(here[i], there[i]);
}

void paintFutures(QPainter& painter, QPointF centre, double radius, bool isOpenHere, bool isOpenThere,
                  const QPalette& palette) {
    const QRectF place(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
    constexpr int kQuarter = 90 * 16, kHalf = 180 * 16; // degrees in sixteenths
    painter.setPen(Qt::NoPen);
    painter.setBrush(hereColour(palette));
    if (isOpenHere) painter.drawPie(place, kQuarter, kHalf);
    painter.setBrush(lineColour(1));
    if (isOpenThere) painter.drawPie(place, -kQuarter, kHalf);
    QColor outline = viewColours(palette).faintText;
    outline.setAlpha(isOpenHere || isOpenThere ? 200 : 90);
    painter.setPen(QPen(outline, 0));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(place);
}

void paintFutureBars(QPainter& painter, const QRectF& bar, double here, double there,
                     const QPalette& palette) {
    const double half = bar.height() / 2;
    painter.fillRect(QRectF(bar.topLeft(), QSizeF(bar.width() * here, half)), hereColour(palette));
    painter.fillRect(QRectF(bar.left(), bar.top() + half, bar.width() * there, half), lineColour(1));
}

void paintFuturesKey(QPainter& painter, const QRectF& area, const FutureCounts& counts,
                     const QPalette& palette) {
    const QFontMetricsF metrics(painter.font());
    const auto entries = keyOf(counts);
    constexpr double kGap = 5, kBetween = 16;
    const auto width = [&](auto text) {
        return std::accumulate(entries.begin(), entries.end(), 0.0, [&](double sum, const KeyEntry& entry) {
            return sum + 2 * kKeyRadius + kGap + metrics.horizontalAdvance(entry.*text) + kBetween;
        });
    };
    const auto text = width(&KeyEntry::text) <= area.width() ? &KeyEntry::text : &KeyEntry::shortText;
    double x = area.left();
    for (const KeyEntry& entry : entries) {
        paintFutures(painter, {x + kKeyRadius, area.center().y()}, kKeyRadius, entry.here, entry.there,
                     palette);
        x += 2 * kKeyRadius + kGap;
        const QString words = entry.*text;
        painter.setPen(viewColours(palette).text);
        painter.drawText(QRectF(x, area.top(), area.right() - x, area.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, words);
        x += metrics.horizontalAdvance(words) + kBetween;
    }
}

QString futuresText(const FutureCounts& counts) {
    QStringList words;
    for (const KeyEntry& entry : keyOf(counts)) words << entry.text;
    return words.join(QStringLiteral(", "));
}

} // namespace tristate::ui

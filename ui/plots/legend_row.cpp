#include "ui/plots/legend_row.h"

#include "ui/look/palette.h"
#include "ui/look/scale.h"

#include <QEvent>

#include <algorithm>
#include <utility>

namespace tristate::ui {
namespace {

constexpr int kSample = 18, kSampleGap = 4, kEntryGap = 12, kLegendSide = 8; ///< pixels
constexpr int kMostLegendRows = 3;
constexpr int kLinesOfPlot = 6; ///< for each row of the legend

} // namespace

LegendRow::LegendRow(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setRelativeFont(*this, 0.9);
    if (parent) parent->installEventFilter(this);
}

bool LegendRow::eventFilter(QObject* watched, QEvent* event) {
    // Layouts ask for a height once for each width.
    if (event->type() == QEvent::Resize && watched == parentWidget() && m_mostRows != mostRows()) {
        m_mostRows = mostRows();
        updateGeometry();
    }
    return QWidget::eventFilter(watched, event);
}

void LegendRow::setCurves(const std::vector<QCPGraph*>& curves) {
    std::vector<Entry> entries;
    for (const QCPGraph* curve : curves)
        entries.push_back({curve->name(), curve->pen(), curve->scatterStyle()});
    const bool isSame = std::equal(entries.begin(), entries.end(), m_entries.begin(), m_entries.end(),
                                   [](const Entry& a, const Entry& b) {
                                       return a.name == b.name && a.pen == b.pen &&
                                              a.dot.shape() == b.dot.shape() && a.dot.size() == b.dot.size();
                                   });
    if (isSame) return;
    m_entries = std::move(entries);
    setToolTip(names().join(QLatin1Char('\n')));
    setAccessibleDescription(names().join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QStringList LegendRow::names() const {
    QStringList names;
    for (const Entry& entry : m_entries) names << entry.name;
    return names;
}

int LegendRow::lineHeight() const {
    return fontMetrics().height() + 1;
}

int LegendRow::mostRows() const {
    const int height = parentWidget() ? parentWidget()->height() : 0;
    return std::clamp(height / (kLinesOfPlot * lineHeight()), 1, kMostLegendRows);
}

std::vector<LegendRow::Place> LegendRow::places(int width) const {
    const QFontMetrics metrics = fontMetrics();
    const int right = width - kLegendSide, sample = kSample + kSampleGap;
    std::vector<Place> places;
    int x = kLegendSide, row = 0;
    const auto count = [&](std::size_t without) { return QStringLiteral("+%1").arg(without); };
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const QString text =
            metrics.elidedText(m_entries[i].name, Qt::ElideRight, std::max(right - kLegendSide - sample, 1));
        const int wide = sample + metrics.horizontalAdvance(text);
        if (x > kLegendSide && x + wide > right) x = kLegendSide, ++row;
        // In the last row the count needs its place, too, unless this is the last of all.
        const std::size_t after = m_entries.size() - i - 1;
        const int forCount = after ? kEntryGap + metrics.horizontalAdvance(count(after)) : 0;
        if (row >= mostRows() || (row + 1 == mostRows() && x > kLegendSide && x + wide + forCount > right)) {
            const QString rest = count(after + 1);
            const int advance = metrics.horizontalAdvance(rest);
            if (row >= mostRows()) {
                row = mostRows() - 1;
                x = places.back().rect.right() + 1 + kEntryGap;
            }
            places.push_back({QRect(x, row * lineHeight(), advance, lineHeight()), rest, -1});
            break;
        }
        places.push_back({QRect(x, row * lineHeight(), wide, lineHeight()), text, static_cast<int>(i)});
        x += wide + kEntryGap;
    }
    return places;
}

int LegendRow::heightForWidth(int width) const {
    const auto all = places(width);
    return all.empty() ? 0 : all.back().rect.bottom() + 1;
}

QSize LegendRow::sizeHint() const {
    return {200, heightForWidth(std::max(width(), 60))};
}

QSize LegendRow::minimumSizeHint() const {
    return {60, m_entries.empty() ? 0 : lineHeight()};
}

void LegendRow::paintEvent(QPaintEvent*) {
    QCPPainter painter(this);
    painter.fillRect(rect(), viewColours(palette()).background);
    painter.setFont(font());
    for (const auto& [place, text, index] : places(width())) {
        painter.setPen(viewColours(palette()).text);
        const int sample = index < 0 ? 0 : kSample + kSampleGap;
        painter.drawText(place.adjusted(sample, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
        if (index < 0) continue;
        const Entry& entry = m_entries[static_cast<std::size_t>(index)];
        const QLineF line(place.left(), place.center().y(), place.left() + kSample, place.center().y());
        painter.setPen(entry.pen);
        painter.drawLine(line);
        if (entry.dot.isNone()) continue;
        entry.dot.applyTo(&painter, entry.pen);
        entry.dot.drawShape(&painter, line.center());
    }
}

} // namespace tristate::ui

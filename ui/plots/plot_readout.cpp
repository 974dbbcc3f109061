#include "ui/plots/plot_readout.h"

#include "ui/look/scale.h"
#include "ui/plots/qcp.h"

#include <algorithm>

namespace tristate::ui {
namespace {

constexpr int kPadding = 3; ///< pixels around the words
constexpr int kGap = 4;     ///< pixels to the edges of the rect

} // namespace

PlotReadout::PlotReadout(QWidget* plot) : QLabel(plot) {
    setObjectName(QStringLiteral("readout"));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setMargin(kPadding);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    setForegroundRole(QPalette::ToolTipText);
    setRelativeFont(*this, 0.9);
    hide();
}

void PlotReadout::say(const QString& text, double at) {
    m_at = at;
    setText(text);
    setVisible(!text.isEmpty());
}

void PlotReadout::placeOn(const QCPAxisRect& rect) {
    if (isHidden()) return;
    const QRect area = rect.rect().adjusted(kGap, kGap, -kGap, -kGap);
    const QRect words =
        fontMetrics().boundingRect(QRect(0, 0, std::max(area.width() - 2 * kPadding, 1), QWIDGETSIZE_MAX),
                                   Qt::TextWordWrap | Qt::AlignLeft, text());
    resize(words.width() + 2 * kPadding, words.height() + 2 * kPadding);
    const bool isLate = rect.axis(QCPAxis::atBottom)->coordToPixel(m_at) > area.center().x();
    move(isLate ? area.left() : area.right() - width() + 1, area.top());
}

} // namespace tristate::ui

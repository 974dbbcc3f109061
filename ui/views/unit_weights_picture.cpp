#include "ui/views/unit_weights_picture.h"

#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/views/weight_image.h"

#include <QLocale>
#include <QPainter>

namespace tristate::ui {

UnitWeightsPicture::UnitWeightsPicture(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Incoming weights"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
}

void UnitWeightsPicture::show(std::optional<inspect::UnitWeights> weights, const QString& without) {
    m_weights = std::move(weights);
    m_without = without;
    setAccessibleDescription(m_weights ? tr("%1 weights, the largest is %2")
                                             .arg(countText(m_weights->inputs))
                                             .arg(static_cast<double>(m_weights->largest), 0, 'g', 3)
                                       : without);
    update();
}

void UnitWeightsPicture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto colours = viewColours(palette());
    painter.setPen(colours.faintText);
    const QRectF area = QRectF(rect()).adjusted(8, 6, -8, -6);
    if (!m_weights) {
        painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, m_without);
        return;
    }
    const double line = fontMetrics().height();
    const QString largest = QLocale().toString(static_cast<double>(m_weights->largest), 'g', 2);
    painter.drawText(area, Qt::AlignHCenter | Qt::AlignBottom,
                     tr("weights, blue −%1 to orange +%1").arg(largest));
    paintWeights(painter, area.adjusted(0, 0, 0, -line - 4), *m_weights, palette());
}

} // namespace tristate::ui

#include "ui/panels/number_field.h"

#include "ui/look/palette.h"
#include "ui/look/text.h"

#include <QFocusEvent>
#include <QLocale>

#include <cmath>
#include <limits>

namespace tristate::ui {
namespace {

/// "off" and the empty field are 0.
bool parse(const QString& text, double& value) {
    const QString plain = text.trimmed();
    value = 0;
    if (plain.isEmpty() || plain == strengthText(0)) return true;
    bool good = false;
    value = QLocale::c().toDouble(plain, &good);
    if (!good) value = QLocale().toDouble(plain, &good);
    return good;
}

/// As it was typed: what a field shows is what acts, to the last digit.
QString wholeText(double value) {
    return strengthText(value, std::numeric_limits<double>::digits10);
}

QString bound(double value) {
    return value == 0 ? QStringLiteral("0") : wholeText(value);
}

} // namespace

NumberField::NumberField(const QString& name, double lowest, double highest, QWidget* parent)
    : QLineEdit(parent), m_name(name), m_lowest(lowest), m_highest(highest) {
    setAccessibleName(name);
    setAlignment(Qt::AlignRight);
    fitWidth();
    showValue();
    connect(this, &QLineEdit::textEdited, this, [this] {
        double value = 0;
        // While typing, only what is certainly wrong is said; sending waits for Return or leaving the field.
        if (parse(text(), value)) showProblem({});
    });
    connect(this, &QLineEdit::returnPressed, this, &NumberField::read);
}

void NumberField::fitWidth() {
    setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("8.88e-88")) + 16);
}

void NumberField::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitWidth();
}

void NumberField::setValue(double value) {
    m_value = value;
    if (hasFocus() && isModified()) return;
    showValue();
}

void NumberField::showValue() {
    setText(wholeText(m_value));
    setModified(false);
    showProblem({});
}

void NumberField::read() {
    double value = 0;
    if (!parse(text(), value) || !std::isfinite(value))
        return showProblem(tr("%1: expected a number, found “%2”").arg(m_name, text()));
    if (value < m_lowest || value > m_highest)
        return showProblem(
            tr("%1: expected %2 to %3, found %4").arg(m_name, bound(m_lowest), bound(m_highest), text()));
    const bool changed = value != m_value;
    m_value = value;
    showValue();
    if (changed) Q_EMIT valueEdited(value);
}

void NumberField::showProblem(const QString& sentence) {
    if (sentence == m_problem) return;
    m_problem = sentence;
    setToolTip(sentence);
    QPalette colours;
    if (!sentence.isEmpty()) colours.setColor(QPalette::Text, viewColours(palette()).warning);
    setPalette(colours);
    Q_EMIT refused(sentence);
}

void NumberField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason) return;
    if (isModified()) read();
    if (isRefusing()) showValue();
}

} // namespace tristate::ui

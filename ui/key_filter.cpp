#include "ui/key_filter.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>

namespace tristate::ui {

KeyFilter::KeyFilter(QWidget& window) : QObject(&window), m_window(window) {
    qApp->installEventFilter(this);
}

bool KeyFilter::isOurs(const QWidget& widget) const {
    return widget.window() == &m_window || qobject_cast<const QDockWidget*>(widget.window());
}

bool KeyFilter::takesKey(QWidget& widget, const QKeyEvent& event) {
    const bool isPlain = !(event.modifiers() & ~Qt::KeypadModifier);
    if (!isOurs(widget) || !isPlain || widget.inherits("QMenu") || widget.inherits("QMenuBar")) return false;
    auto* button = qobject_cast<QAbstractButton*>(&widget);
    if (button && (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter)) {
        if (!event.isAutoRepeat()) button->click();
        return true;
    }
    return event.key() == Qt::Key_Space && !widget.testAttribute(Qt::WA_InputMethodEnabled);
}

bool KeyFilter::eventFilter(QObject* watched, QEvent* event) {
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget) return false;
    // A key that comes as a press was no shortcut: there is nothing to play or pause now.
    if (event->type() == QEvent::KeyPress && takesKey(*widget, *static_cast<QKeyEvent*>(event))) return true;
    // In a dialog Space presses the button, as everywhere.
    if (event->type() == QEvent::ShortcutOverride && qobject_cast<QAbstractButton*>(widget) &&
        !isOurs(*widget) && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space) {
        event->accept();
        return true;
    }
    return false;
}

} // namespace tristate::ui

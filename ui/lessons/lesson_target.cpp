#include "ui/lessons/lesson_target.h"

#include "ui/look/palette.h"
#include "ui/panels/section_toggle.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDockWidget>
#include <QLayout>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QScrollArea>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>

namespace tristate::ui {
namespace {

constexpr int kBeats = 6; ///< bold and plain by turns, then plain for good
constexpr int kBeatMilliseconds = 250;
constexpr int kMargin = 6, kLine = 4, kBoldLine = 7;

/// What shows an action outside of menus.
QWidget* buttonOf(QAction& action) {
    for (auto* object : action.associatedObjects()) {
        if (auto* button = qobject_cast<QToolButton*>(object)) return button;
        if (const auto* bar = qobject_cast<QToolBar*>(object)) return bar->widgetForAction(&action);
    }
    return nullptr;
}

void openMenuOf(QMainWindow& window, QAction& action) {
    for (auto* object : action.associatedObjects())
        if (auto* menu = qobject_cast<QMenu*>(object)) {
            window.menuBar()->setActiveAction(menu->menuAction());
            menu->setActiveAction(&action);
            return;
        }
}

/// From the outside in, as what is hidden cannot be scrolled to.
void open(QWidget& around, QWidget& widget) {
    if (auto* parent = around.parentWidget(); parent && !around.isWindow()) open(*parent, widget);
    if (auto* tabs = qobject_cast<QTabWidget*>(&around)) {
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->widget(i)->isAncestorOf(&widget) || tabs->widget(i) == &widget)
                tabs->setCurrentIndex(i);
    } else if (auto* dock = qobject_cast<QDockWidget*>(&around)) {
        dock->show();
        dock->raise();
    } else if (auto* area = qobject_cast<QScrollArea*>(&around)) {
        area->widget()->layout()->activate();
        area->ensureWidgetVisible(&widget, 0, 2 * kMargin);
    } else {
        openSection(around);
    }
}

} // namespace

QObject* findTarget(const QMainWindow& window, const QString& name) {
    for (auto* widget : window.findChildren<QWidget*>(name)) // a dialog may close, and a frame in it with it
        if (!qobject_cast<QDialog*>(widget->window())) return widget;
    return window.findChild<QAction*>(name);
}

QWidget* revealTarget(QMainWindow& window, const QString& name) {
    auto* target = findTarget(window, name);
    auto* widget = qobject_cast<QWidget*>(target);
    if (auto* action = qobject_cast<QAction*>(target)) {
        widget = buttonOf(*action);
        if (!widget) openMenuOf(window, *action);
    }
    if (widget) open(*widget, *widget);
    return widget;
}

void focusTarget(QWidget& widget) {
    const auto takesKeys = [](const QWidget& each) {
        return each.isEnabled() && each.isVisible() && (each.focusPolicy() & Qt::TabFocus);
    };
    if (takesKeys(widget)) return widget.setFocus(Qt::ShortcutFocusReason);
    for (auto* each : widget.findChildren<QWidget*>())
        if (takesKeys(*each)) return each->setFocus(Qt::ShortcutFocusReason);
}

TargetFrame::TargetFrame(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    m_timer.setInterval(kBeatMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &TargetFrame::beat);
    hide();
}

void TargetFrame::showAround(QWidget& target) {
    setParent(target.window()); // a dock may float
    m_target = &target;
    m_beats = 0;
    show();
    beat();
    m_timer.start();
    qApp->installEventFilter(this);
}

void TargetFrame::beat() {
    if (!m_target || !m_target->isVisible()) return hide();
    const QRect place(m_target->mapTo(window(), QPoint()), m_target->size());
    setGeometry(place.adjusted(-kMargin, -kMargin, kMargin, kMargin) & window()->rect());
    raise();
    ++m_beats;
    update();
}

void TargetFrame::hideEvent(QHideEvent* event) {
    if (event->spontaneous()) return; // the window is minimised
    m_timer.stop();
    qApp->removeEventFilter(this);
}

bool TargetFrame::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress) hide();
    return QWidget::eventFilter(watched, event);
}

void TargetFrame::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = m_beats <= kBeats && m_beats % 2 == 1 ? kBoldLine : kLine;
    const QRectF place = QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    painter.setPen(QPen(palette().color(QPalette::Base), line)); // apart from whatever is below
    painter.drawRoundedRect(place, 5, 5);
    painter.setPen(QPen(lineColour(1), line - 1.5));
    painter.drawRoundedRect(place, 5, 5);
}

} // namespace tristate::ui

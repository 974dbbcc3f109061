#include "ui/lessons/lesson_target.h"

#include "ui/panels/section_toggle.h"

#include <QAction>
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

constexpr int kBlinks = 7; ///< on and off by turns: four times on, and off for good
constexpr int kBlinkMilliseconds = 350;
constexpr int kMargin = 4, kLine = 4;

/// What shows an action outside of menus.
QWidget* buttonOf(const QAction& action) {
    for (auto* object : action.associatedObjects()) {
        if (auto* button = qobject_cast<QToolButton*>(object)) return button;
        if (const auto* bar = qobject_cast<QToolBar*>(object))
            return bar->widgetForAction(const_cast<QAction*>(&action));
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
    if (auto* widget = window.findChild<QWidget*>(name)) return widget;
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
    m_timer.setInterval(kBlinkMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &TargetFrame::blink);
    hide();
}

void TargetFrame::flash(QWidget& target) {
    setParent(target.window()); // a dock may float
    m_target = &target;
    connect(&target, &QObject::destroyed, this, [this, gone = &target] {
        if (m_target != gone) return;
        m_timer.stop();
        hide();
    });
    m_blinks = 0;
    blink();
    m_timer.start();
}

void TargetFrame::blink() {
    const bool isOn = m_blinks % 2 == 0 && m_target->isVisible();
    if (isOn) {
        const QRect place(m_target->mapTo(window(), QPoint()), m_target->size());
        setGeometry(place.adjusted(-kMargin, -kMargin, kMargin, kMargin) & window()->rect());
        raise();
    }
    setVisible(isOn);
    if (++m_blinks > kBlinks) m_timer.stop();
}

void TargetFrame::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Highlight), kLine));
    constexpr double kHalf = kLine / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(kHalf, kHalf, -kHalf, -kHalf), 5, 5);
}

} // namespace tristate::ui

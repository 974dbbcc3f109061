#pragma once

#include <QTimer>
#include <QWidget>

class QMainWindow;
class QString;

namespace tristate::ui {

/// The widget or action of that object name in the window; null when there is none.
QObject* findTarget(const QMainWindow& window, const QString& name);

/// Brings it to the eye: opens its menu, or the dock, tab or section that it is in, and scrolls there.
/// Returns the widget that a frame can be drawn around; null for a command that is only in a menu, which is
/// open now.
QWidget* revealTarget(QMainWindow& window, const QString& name);

/// Gives the keyboard to the widget, or to the first control in it.
void focusTarget(QWidget& widget);

/// A frame around a widget that blinks a few times and is gone. It takes no clicks and no focus.
class TargetFrame : public QWidget {
    Q_OBJECT
public:
    explicit TargetFrame(QWidget* parent);

    void flash(QWidget& target);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void blink();

    QWidget* m_target = nullptr;
    QTimer m_timer;
    int m_blinks = 0;
};

} // namespace tristate::ui

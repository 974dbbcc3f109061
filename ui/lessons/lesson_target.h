#pragma once

#include <QPointer>
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

/// A frame around a widget, which beats a few times and stays until the next click. It takes no clicks and no
/// focus, and follows its widget.
class TargetFrame : public QWidget {
    Q_OBJECT
public:
    explicit TargetFrame(QWidget* parent);

    void showAround(QWidget& target);

protected:
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void beat();

    QPointer<QWidget> m_target;
    QTimer m_timer;
    int m_beats = 0;
};

} // namespace tristate::ui

#pragma once

#include <QObject>

class QKeyEvent;
class QWidget;

namespace tristate::ui {

/// Keeps the space bar for play and pause wherever no text is edited: on a button, a box or a list it would
/// do something else after a click there. Return presses buttons instead; in a dialog keys mean what they
/// mean everywhere. Filters the events of the application, and belongs to the window. GUI thread.
class KeyFilter : public QObject {
    Q_OBJECT
public:
    explicit KeyFilter(QWidget& window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// In the window or a dock that floats, and not in a dialog.
    bool isOurs(const QWidget& widget) const;
    /// Whether the key is used up.
    bool takesKey(QWidget& widget, const QKeyEvent& event);

    QWidget& m_window;
};

} // namespace tristate::ui

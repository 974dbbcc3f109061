#pragma once

#include <QAction>

#include <map>

class QDockWidget;
class QMainWindow;

namespace tristate::ui {

/// The command that makes everything in the window larger, for people who sit far away, and back again; at
/// once, whatever is going on. A screen too small for that gets what it has room for.
class Projector : public QAction {
    Q_OBJECT
public:
    /// `remember`: keeps the choice between starts. The window must outlive it.
    Projector(QMainWindow& window, bool remember);

Q_SIGNALS:
    /// The letters have another size now.
    void scaled();

private:
    void apply(bool isOn);
    void scaleTo(double scale);
    double dockGrowth(double scale) const;

    QMainWindow& m_window;
    std::map<QDockWidget*, int> m_usualWidths; ///< of the docks, when it was turned on; they live as long
};

/// Whether it was on when the window was closed last.
bool projectorWasOn();

} // namespace tristate::ui

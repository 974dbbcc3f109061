#pragma once

class QWidget;

namespace tristate::ui {

/// Something on screen that shows a run. RefreshSchedule calls refresh() when there is something new, the
/// view is visible and there is time; a view reads all it needs from the RunData it was built with, and
/// leaves nothing but painting for later: all views are to show one moment.
class LiveView {
public:
    virtual ~LiveView() = default;
    virtual QWidget* widget() = 0;
    virtual void refresh() = 0;
    /// For pictures that nobody clicked for: chooses something to show where nothing is chosen.
    virtual void showSomething() {}
};

} // namespace tristate::ui

#pragma once

#include <QString>

#include <functional>
#include <vector>

class QAction;
class QMenu;
class QMenuBar;
class QTabWidget;

namespace tristate::ui {

class TimeAxis;

/// What the menu View is about.
struct ViewMenuParts {
    QTabWidget& tabs;
    std::vector<QAction*> toggles; ///< of docks and tool bars
    QMenu& themes;
    TimeAxis& time;
    QAction& projector;
    bool remember; ///< the choices between starts
    std::function<void()> resetLayout;
};

/// Adds the menu View.
void addViewMenu(QMenuBar& bar, const ViewMenuParts& parts);

} // namespace tristate::ui

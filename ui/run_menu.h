#pragma once

class QMenuBar;

namespace tristate::ui {

class MainWindow;

/// Adds the menu of the run: its commands, going back in time, and the comparison with baselines.
void addRunMenu(QMenuBar& bar, MainWindow& window);

} // namespace tristate::ui

#pragma once

class QMenuBar;

namespace tristate::ui {

class RunControl;
class SessionBridge;
class Timeline;

/// Adds the menu of the run: its commands, going back in time, and the comparison with baselines.
void addRunMenu(QMenuBar& bar, RunControl& control, Timeline& timeline, SessionBridge& bridge);

} // namespace tristate::ui

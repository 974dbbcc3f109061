#pragma once

class QMenuBar;

namespace tristate::ui {

class MessageBar;
class RunControl;
class Selection;
class SessionBridge;
class Timeline;

/// What the menu of the run is about; all outlive it.
struct RunMenuParts {
    QMenuBar& bar;
    RunControl& control;
    Timeline& timeline;
    MessageBar& messages;
    const Selection& selection;
    SessionBridge& bridge;
};

/// Adds the menu of the run: its commands, going back in time, its futures, and the comparison with
/// baselines.
void addRunMenu(const RunMenuParts& parts);

} // namespace tristate::ui

#pragma once

#include "ui/run/settings_history.h"

#include <QObject>

class QMenuBar;
class QWidget;

namespace tristate::ui {

class ExperimentPanel;
class RegulariserPanel;
class RunControl;
class SessionBridge;

/// The menu Edit: undo and redo of settings, and the experiment as text or link on the clipboard. Stands
/// between the panels and the bridge, so that whatever is set can be taken back.
class EditMenu : public QObject {
    Q_OBJECT
public:
    EditMenu(SessionBridge& bridge, ExperimentPanel& experiment, RegulariserPanel& regulariser,
             RunControl& control, QWidget* window);

    void addTo(QMenuBar& bar);
    SettingsHistory& history() { return m_history; }

public Q_SLOTS:
    void copyExperiment();
    /// And shows it, as a QR code when it fits into one.
    void copyLink();
    /// Whatever the clipboard holds that is no experiment is explained by problem() and changes nothing.
    void pasteExperiment();

Q_SIGNALS:
    void problem(const QString& sentence);
    void told(const QString& text);

private:
    /// Puts what a person set in force, and into the history.
    void setLive(const train::LiveSettings& live);

    QWidget* m_window;
    SessionBridge& m_bridge;
    ExperimentPanel& m_experiment;
    SettingsHistory m_history;
};

} // namespace tristate::ui

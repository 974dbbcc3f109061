#pragma once

#include "ui/look/theme.h"
#include "ui/plots/time_axis.h"
#include "ui/run/refresh_schedule.h"
#include "ui/run/session_bridge.h"
#include "ui/weight_views.h"

#include <QMainWindow>

#include <utility>
#include <vector>

class QTabWidget;

namespace tristate::ui {

class Autosave;
class CurvesPlot;
class EditMenu;
class ExperimentPanel;
class FileCommands;
class GateMapPlot;
class LayerTable;
class LessonGuide;
class MessageBar;
class NetworkPicture;
class OpenUnitsPlot;
class ParabolaPlot;
class RecentFiles;
class RegulariserPanel;
class RunControl;
class RunsView;
class StatusLine;
class ThemeMenu;
class Timeline;

/// The window: puts bridge, panels, views and menus together and holds no logic of its own.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    struct Options {
        Theme theme = Theme::System;
        bool remember = true;     ///< keep layout, theme and recent files in QSettings between starts
        QString autosaveFolder{}; ///< of the files that outlive a crash; empty: none
    };

    explicit MainWindow(const Options& options, QWidget* parent = nullptr);

    SessionBridge& bridge() { return m_bridge; }
    RefreshSchedule& schedule() { return m_schedule; }
    FileCommands& files() { return *m_files; }
    EditMenu& edits() { return *m_edit; }
    RunControl& runControl() { return *m_runControl; }
    RegulariserPanel& regulariser() { return *m_regulariser; }
    ExperimentPanel& experiments() { return *m_experiment; }
    CurvesPlot& curves() { return *m_curves; }
    OpenUnitsPlot& openUnits() { return *m_openUnits; }
    GateMapPlot& gateMap() { return *m_gateMap; }
    LayerTable& layerTable() { return *m_layerTable; }
    LessonGuide& lessons() { return *m_lessons; }
    WeightViews& weightViews() { return *m_weightViews; }
    MessageBar& messages() { return *m_messages; }
    NetworkPicture& network() { return *m_network; }
    RunsView& runs() { return *m_runs; }
    Timeline& timeline() { return *m_timeline; }
    Autosave& autosave() { return *m_autosave; }
    RecentFiles& recentFiles() { return *m_recent; }

    /// Asks whether to recover a run, when a program that is gone left one.
    void offerRecovery();

    /// Brings every view up to date and writes window.png and a picture of each view into `directory`, made
    /// when it is not there. Throws Error naming the file that could not be written.
    void savePictures(const QString& directory);

public Q_SLOTS:
    void setTheme(tristate::ui::Theme theme);
    void resetLayout();

protected:
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildCentre();
    void buildDocks();
    void buildMenus();
    void buildFileMenu();
    void buildViewMenu();
    void connectBridge();
    void connectPanels();
    void connectTimeline();
    void showMoment();
    void showTitle(const QString& file);
    void restoreSettings();
    void shareWidth();

    Options m_options;
    SessionBridge m_bridge;
    TimeAxis m_time;
    RefreshSchedule m_schedule;
    QTimer m_momentTimer; ///< words and numbers change a few times a second, not more: they are to be read

    WeightViews* m_weightViews; ///< first: others share its selection
    FileCommands* m_files;
    Autosave* m_autosave;
    RecentFiles* m_recent;
    RunControl* m_runControl;
    Timeline* m_timeline;
    RegulariserPanel* m_regulariser;
    ExperimentPanel* m_experiment;
    EditMenu* m_edit;
    ThemeMenu* m_themes;
    MessageBar* m_messages;
    StatusLine* m_status;
    CurvesPlot* m_curves;
    OpenUnitsPlot* m_openUnits;
    GateMapPlot* m_gateMap;
    ParabolaPlot* m_parabola;
    LayerTable* m_layerTable;
    NetworkPicture* m_network;
    RunsView* m_runs;

    LessonGuide* m_lessons = nullptr;
    QTabWidget* m_tabs = nullptr;
    QDockWidget* m_leftDock = nullptr;
    QDockWidget* m_rightDock = nullptr;
    QDockWidget* m_inspectorDock = nullptr;
    QByteArray m_firstLayout;
};

} // namespace tristate::ui

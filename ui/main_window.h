#pragma once

#include "ui/jobs/background_work.h"
#include "ui/look/theme.h"
#include "ui/plots/time_axis.h"
#include "ui/run/refresh_schedule.h"
#include "ui/run/selection.h"
#include "ui/run/session_bridge.h"
#include "ui/view_table.h"

#include <QMainWindow>

#include <vector>

class QTabWidget;

namespace tristate::ui {

class Autosave;
class EditMenu;
class ExperimentPanel;
class FileCommands;
class LessonGuide;
class MessageBar;
class ParabolaPlot;
class RecentFiles;
class RegulariserPanel;
class RunControl;
class StatusLine;
class ThemeMenu;
class Timeline;

/// The window: puts bridge, panels, views and menus together and holds no logic of its own. Which views
/// there are is in viewTable().
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
    /// Asks whether to recover a run, when a program that is gone left one. Otherwise, in a first run, says
    /// in a sentence what to do first.
    void offerRecovery(bool isFirstRun = false);

    /// What to do when the system asks the program to end: as closing, but nothing is offered at the next
    /// start. Returns the file the runs will be in, empty when there is nothing to keep.
    QString end();

    /// For pictures that nobody clicked for: a selected unit, a sample on the sheet for drawing.
    void showSomething();
    /// Brings every view up to date and writes window.png and a picture of each view into `directory`, made
    /// when it is not there. Throws Error naming the file that could not be written.
    void savePictures(const QString& directory);

public Q_SLOTS:
    void setTheme(tristate::ui::Theme theme);
    void resetLayout();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void buildCentre();
    void buildDocks();
    void buildMenus();
    void buildFileMenu();
    void buildViewMenu();
    QDockWidget* addDock(const QString& title, const char* name, Qt::DockWidgetArea area, QWidget* content);
    void makeViews();
    /// Of a place, in the order of the table.
    std::vector<QWidget*> widgetsAt(ViewEntry::Place place) const;
    void connectBridge();
    void connectPanels();
    void connectTimeline();
    void showMoment();
    void showTitle(const QString& file);
    void saveSettings() const;
    void importChosen(const QString& file);
    void shareWidth();

    struct View {
        const ViewEntry* entry;
        LiveView* live;
    };

    Options m_options;
    SessionBridge m_bridge;
    TimeAxis m_time{this};
    RefreshSchedule m_schedule{this};
    Selection m_selection{this};
    BackgroundWork m_work{this};
    QTimer m_momentTimer; ///< words and numbers change a few times a second, not more: they are to be read

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
    ParabolaPlot* m_parabola;

    std::vector<View> m_views;
    LessonGuide* m_lessons = nullptr;
    QTabWidget* m_tabs = nullptr;
    QDockWidget* m_leftDock = nullptr;
    std::vector<QDockWidget*> m_viewDocks; ///< on the right, from above
    QByteArray m_firstLayout;
};

} // namespace tristate::ui

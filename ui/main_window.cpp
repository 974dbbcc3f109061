#include "ui/main_window.h"

#include "core/base/error.h"
#include "ui/jobs/import_order.h"
#include "ui/key_filter.h"
#include "ui/lesson_guide.h"
#include "ui/look/scale.h"
#include "ui/menus/edit_menu.h"
#include "ui/menus/file_commands.h"
#include "ui/menus/file_drop.h"
#include "ui/menus/help_menu.h"
#include "ui/menus/questions.h"
#include "ui/menus/recent_files.h"
#include "ui/menus/theme_menu.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/regulariser_panel.h"
#include "ui/panels/run_control.h"
#include "ui/panels/side_scroll.h"
#include "ui/panels/status_line.h"
#include "ui/panels/timeline.h"
#include "ui/pictures.h"
#include "ui/plots/parabola_plot.h"
#include "ui/projector.h"
#include "ui/run/autosave.h"
#include "ui/run_menu.h"
#include "ui/view_menu.h"
#include "ui/window_place.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenuBar>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {
namespace {
constexpr int kMomentMilliseconds = 250;
constexpr int kLeftWidth = 300, kRightWidth = 440, kTabWidth = 320; ///< pixels
constexpr double kRightShare = 0.275;                               ///< of the window, at most
} // namespace

MainWindow::MainWindow(const Options& options, QWidget* parent)
    : QMainWindow(parent),
      m_options(options),
      m_files(new FileCommands(m_bridge, this)),
      m_autosave(new Autosave(m_bridge, options.autosaveFolder, this)),
      m_recent(new RecentFiles(options.remember, this)),
      m_runControl(new RunControl(this)),
      m_timeline(new Timeline(m_bridge.data(), this)),
      m_regulariser(new RegulariserPanel(this)),
      m_experiment(new ExperimentPanel(this)),
      m_edit(new EditMenu(m_bridge, *m_experiment, *m_regulariser, *m_runControl, this)),
      m_themes(new ThemeMenu(this)),
      m_messages(new MessageBar(this)),
      m_status(new StatusLine(this)),
      m_parabola(new ParabolaPlot(m_bridge.data(), this)) {
    makeViews();
    setStatusBar(m_status);
    m_status->compareWith(m_bridge.futures());
    m_runControl->setTimeline(m_timeline);
    addToolBar(Qt::BottomToolBarArea, m_runControl);
    buildCentre();
    buildDocks();
    buildMenus();
    connectBridge();
    connectPanels();
    connectTimeline();
    showTitle({});
    resize(1600, 900);
    resizeDocks({m_leftDock, m_viewDocks.front()}, {kLeftWidth, kRightWidth}, Qt::Horizontal);
    resizeDocks({m_viewDocks.front(), m_viewDocks.back()}, {500, 330}, Qt::Vertical);
    m_firstLayout = saveState();
    if (m_options.remember) restorePlace(*this);
    new KeyFilter(*this);
    new FileDrop(*this, *m_files);
}

void MainWindow::makeViews() {
    connect(&m_bridge, &SessionBridge::runStarted, &m_selection,
            &Selection::clear); // before views show a run
    connect(&m_bridge, &SessionBridge::stateChanged, &m_work,
            [this](train::RunState state) { m_work.setLimited(state == train::RunState::Running); });
    connect(&m_work, &BackgroundWork::problem, &m_bridge, &SessionBridge::problem);
    const ViewParts parts{m_bridge, m_time, m_selection, m_work};
    for (const ViewEntry& entry : viewTable()) m_views.push_back({&entry, entry.make(parts, this)});
    for (const View& view : m_views) m_schedule.add(view.live);
    m_schedule.add(m_parabola);
    m_schedule.add(m_timeline);
}

std::vector<QWidget*> MainWindow::widgetsAt(ViewEntry::Place place) const {
    std::vector<QWidget*> widgets;
    for (const View& view : m_views)
        if (view.entry->place == place) widgets.push_back(view.live->widget());
    return widgets;
}

void MainWindow::buildCentre() {
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    for (QWidget* view : widgetsAt(ViewEntry::Place::Tab)) view->setMinimumWidth(kTabWidth);
    for (const View& view : m_views)
        if (view.entry->place == ViewEntry::Place::Tab)
            m_tabs->addTab(view.live->widget(), view.entry->text());
    auto* curves = new QSplitter(Qt::Horizontal, this);
    for (QWidget* plot : widgetsAt(ViewEntry::Place::Plot)) curves->addWidget(plot);
    curves->setSizes({100, 100});
    auto* centre = new QSplitter(Qt::Vertical, this);
    centre->addWidget(m_tabs);
    centre->addWidget(curves);
    centre->setSizes({360, 420});
    for (auto* splitter : {curves, centre}) splitter->setChildrenCollapsible(false);
    auto* frame = new QWidget(this);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(centre, 1);
    setCentralWidget(frame);
}

QDockWidget* MainWindow::addDock(const QString& title, const char* name, Qt::DockWidgetArea area,
                                 QWidget* content) {
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(QLatin1String(name));
    dock->setWidget(content);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::buildDocks() {
    m_regulariser->setPicture(m_parabola);
    auto* controls = new QWidget(this);
    auto* column = new QVBoxLayout(controls);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_regulariser);
    auto* line = new QFrame(controls);
    line->setFrameShape(QFrame::HLine);
    column->addWidget(line);
    column->addWidget(m_experiment);
    column->addStretch(1);
    m_leftDock =
        addDock(tr("Controls"), "controlsDock", Qt::LeftDockWidgetArea, new SideScroll(controls, this));
    for (const View& view : m_views)
        if (view.entry->place == ViewEntry::Place::Dock)
            m_viewDocks.push_back(
                addDock(view.entry->text(), view.entry->dock, Qt::RightDockWidgetArea, view.live->widget()));
}

void MainWindow::buildMenus() {
    buildFileMenu();
    m_edit->addTo(*menuBar());
    addRunMenu({*menuBar(), *m_runControl, *m_timeline, *m_messages, m_selection, m_bridge});
    buildViewMenu();
    m_lessons = new LessonGuide(*this, m_bridge, m_selection, *m_files, *menuBar());
    connect(m_lessons, &LessonGuide::problem, m_messages, &MessageBar::say);
    addHelpMenu(*menuBar(), this, [this] { m_lessons->chooseFile(); });
}

void MainWindow::buildFileMenu() {
    auto* file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&New run"), QKeySequence::New, this, [this] {
        if (m_experiment->isValid()) m_bridge.start(m_experiment->experiment());
    });
    m_files->addTo(*file, m_recent);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
}

void MainWindow::buildViewMenu() {
    std::vector<QAction*> toggles{m_leftDock->toggleViewAction()};
    for (auto* dock : m_viewDocks) toggles.push_back(dock->toggleViewAction());
    toggles.push_back(m_runControl->toggleViewAction());
    m_themes->mark(m_options.theme);
    connect(m_themes, &ThemeMenu::chosen, this, &MainWindow::setTheme);
    auto* projector = new Projector(*this, m_options.remember);
    connect(projector, &Projector::scaled, this, [this] {
        setTheme(m_options.theme); // a new style has lost the palettes of some widgets
        m_schedule.refreshAll();
    });
    addViewMenu(*menuBar(), {*m_tabs, toggles, *m_themes, m_time, *projector, m_options.remember,
                             [this] { resetLayout(); }});
}

void MainWindow::connectBridge() {
    connect(&m_bridge, &SessionBridge::runStarted, this, [this] {
        m_time.restart();
        m_schedule.markAll();
        m_messages->hide();
        m_experiment->setExperiment(m_bridge.data().experiment);
        m_schedule.round(); // what is on screen is of this run from now on
    });
    m_bridge.waitForTakeIn();
    connect(&m_schedule, &RefreshSchedule::begins, &m_bridge, &SessionBridge::takeIn);
    connect(&m_schedule, &RefreshSchedule::ended, this, [this] { m_status->showSize(m_bridge.data()); });
    for (auto news :
         {&SessionBridge::historyChanged, &SessionBridge::eventsArrived, &SessionBridge::frameChanged,
          &SessionBridge::weightsChanged, &SessionBridge::forkChanged})
        connect(&m_bridge, news, &m_schedule, &RefreshSchedule::markAll);
    connect(&m_bridge, &SessionBridge::liveChanged, this, [this](const train::LiveSettings& live) {
        m_regulariser->setLive(live);
        m_runControl->setSpeed(live.watch, live.pauseSeconds);
        m_schedule.setLimited(m_bridge.isAtFullSpeed());
        m_schedule.hurry();
        m_schedule.markAll();
    });
    connect(&m_bridge, &SessionBridge::stateChanged, this, [this](train::RunState state) {
        m_schedule.setLimited(m_bridge.isAtFullSpeed());
        m_runControl->setState(state);
        showMoment();
        m_schedule.refreshAll();
    });
    connect(&m_bridge, &SessionBridge::problem, m_messages, &MessageBar::say);
    connect(&m_bridge, &SessionBridge::rested, this, [this](const QString& sentence) {
        m_messages->ask(sentence, {{tr("Go on"), [this] { m_bridge.play(); }}});
    });
    connect(&m_bridge, &SessionBridge::dataAsked, this, [this](const auto& file, const auto& folders) {
        askToReadData(*m_messages, m_bridge, file, folders);
    });
    connect(&m_bridge, &SessionBridge::busyChanged, this, &MainWindow::showMoment);
    connect(&m_momentTimer, &QTimer::timeout, this, &MainWindow::showMoment);
    m_momentTimer.start(kMomentMilliseconds);
}

void MainWindow::connectPanels() {
    connect(m_runControl, &RunControl::playPauseAsked, &m_bridge, &SessionBridge::togglePlay);
    connect(m_runControl, &RunControl::stepAsked, &m_bridge, &SessionBridge::stepMinibatch);
    connect(m_runControl, &RunControl::stepEpochAsked, &m_bridge, &SessionBridge::stepEpoch);
    connect(m_runControl, &RunControl::resetAsked, &m_bridge, &SessionBridge::reset);
    connect(m_experiment, &ExperimentPanel::newRunAsked, &m_bridge, &SessionBridge::startFitted);
    connect(&m_bridge, &SessionBridge::fitted, m_experiment, &ExperimentPanel::setExperiment);
    connect(m_files, &FileCommands::sessionFileChanged, this, &MainWindow::showTitle);
    connect(m_files, &FileCommands::sessionFileChanged, m_recent, &RecentFiles::add);
    connect(m_recent, &RecentFiles::chosen, m_files, &FileCommands::openFile);
    connect(m_status, &StatusLine::cancelAsked, &m_bridge, &SessionBridge::cancelLoading);
    const auto tell = [this](const QString& text) { m_status->showMessage(text, 5000); };
    connect(m_files, &FileCommands::told, this, tell);
    connect(m_files, &FileCommands::importAsked, this, &MainWindow::importChosen);
    connect(m_experiment, &ExperimentPanel::dataAsked, m_files, &FileCommands::openData);
    connect(m_files, &FileCommands::dataChosen, this,
            [this](const train::Experiment& proposed) { m_experiment->choose(proposed, tr("Data")); });
    connect(m_edit, &EditMenu::told, this, tell);
    connect(m_edit, &EditMenu::problem, m_messages, &MessageBar::say);
    connect(m_files, &FileCommands::picturesAsked, this, [this](const QString& directory) {
        try {
            savePictures(directory);
        } catch (const Error& error) {
            m_messages->sayProblem(error);
        }
    });
}

void MainWindow::connectTimeline() {
    auto& moments = m_bridge.moments();
    connect(m_timeline, &Timeline::momentAsked, &moments, &Moments::show);
    connect(m_timeline, &Timeline::liveAsked, &moments, &Moments::showLive);
    connect(m_timeline, &Timeline::cancelAsked, &moments, &Moments::cancel);
    connect(&m_bridge.runs(), &Runs::changed, &m_schedule, &RefreshSchedule::markAll);
    connect(m_timeline, &Timeline::branchAsked, &m_bridge, &SessionBridge::branch);
    connect(&moments, &Moments::changed, this, [this] {
        m_schedule.markAll();
        m_timeline->refresh(); // the handle follows the pointer at once
        showMoment();
    });
    connect(&moments.replays(), &Replays::busyChanged, m_timeline, &Timeline::showReplay);
    connect(&moments.replays(), &Replays::progressed, m_timeline, &Timeline::showReplayProgress);
}

void MainWindow::showMoment() {
    const auto& run = m_bridge.data();
    m_status->show(run, m_bridge.state(), m_bridge.isBusy(), m_bridge.loadingPercent());
    if (const auto* frame = run.shownFrame()) m_regulariser->showGoal(*frame);
    const auto* last = run.lastPoint();
    const auto step = run.past ? run.past->step : last ? last->step : 0;
    const double epoch = run.past ? run.past->epoch : last ? last->epoch : 0;
    m_runControl->setProgress(epoch, step, run.experiment.train.epochs);
}

void MainWindow::showTitle(const QString& file) {
    setWindowTitle(file.isEmpty() ? tr("Tristate Lab")
                                  : tr("%1 – Tristate Lab").arg(QFileInfo(file).fileName()));
}

void MainWindow::offerRecovery(bool isFirstRun) {
    if (!askToRecover(*m_messages, *m_autosave) && isFirstRun) giveFirstHint(*m_messages, m_bridge);
}

void MainWindow::setTheme(Theme theme) {
    m_options.theme = theme;
    applyTheme(theme);
    m_themes->mark(theme);
}

void MainWindow::resetLayout() {
    restoreState(m_firstLayout);
    shareWidth();
}

/// In a small window the middle needs the room more than the gates.
void MainWindow::shareWidth() {
    const int right = std::min(scaled(kRightWidth), static_cast<int>(kRightShare * width()));
    resizeDocks({m_leftDock, m_viewDocks.front()}, {scaled(kLeftWidth), right}, Qt::Horizontal);
}

void MainWindow::saveSettings() const {
    if (m_options.remember) rememberPlace(*this, m_options.theme);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    saveSettings();
    m_autosave->keep(Autosave::Keep::Offered);
    event->accept();
}

QString MainWindow::end() {
    saveSettings();
    const QString file = m_autosave->keep(Autosave::Keep::Aside);
    if (!file.isEmpty()) m_recent->add(file);
    return file;
}

void MainWindow::importChosen(const QString& file) {
    if (!m_experiment->isValid())
        return m_messages->say(tr("The network takes the data and settings of the panel of experiments. "
                                  "Correct its fields first."));
    const auto own = m_experiment->experiment();
    m_files->openImport({.file = file.toStdString(), .experiment = own, .data = m_bridge.loaded(own.data)});
}

void MainWindow::showSomething() {
    for (const View& view : m_views) view.live->showSomething();
}

void MainWindow::savePictures(const QString& directory) {
    std::vector<Picture> pictures = {{QStringLiteral("regulariser"), m_regulariser},
                                     {QStringLiteral("experiment"), m_experiment},
                                     {QStringLiteral("timeline"), m_timeline}};
    for (const View& view : m_views)
        pictures.push_back({QString::fromLatin1(view.entry->id), view.live->widget()});
    showMoment(); // the words, too
    ui::savePictures(directory, *this, *m_tabs, m_schedule, m_work, pictures);
    m_lessons->savePicture(directory);
}

} // namespace tristate::ui

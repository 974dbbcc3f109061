#include "core/base/error.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/palette.h"
#include "ui/main_window.h"
#include "ui/menus/file_commands.h"
#include "ui/menus/help_menu.h"
#include "ui/menus/recent_files.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/log_slider.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/regulariser_panel.h"
#include "ui/panels/run_control.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/run/autosave.h"
#include "ui/views/layer_table.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// The real window around a real run of a small net.
class TestWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void playsPausesAndSteps();
    void spacePlaysAndPauses();
    void stepsAnEpoch();
    void resetKeepsTheSettings();
    void aDragLeavesOneMarkInEveryPlot();
    void viewsShowTheHistory();
    void savesAndOpens();
    void recentFilesAreAtHand();
    void aCleanEndLeavesNoAutosave();
    void whatACrashLeftIsRecovered();
    void whatACrashLeftIsDiscarded();
    void aFailingAutosaveIsToldOnce();
    void aFailedAutosaveIsTriedAgain();
    void aBadFileLeavesTheRunAlone();
    void badDataAreExplained();
    void themeReachesThePlots();
    void listsEveryKeyOfTheMenus();
    void savesPictures();
    void closesWhileTraining();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    std::int64_t lastStep() {
        const auto* last = bridge().data().lastPoint();
        return last ? last->step : 0;
    }
    void start(bool paused);
    std::unique_ptr<MainWindow> windowWith(const QString& folder);
    void leaveAutosave(const QString& file);
    QPushButton* answer(const QString& text);
    std::size_t settingsEvents();

    std::unique_ptr<MainWindow> m_window;
};

void TestWindow::init() {
    applyTheme(Theme::Light);
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestWindow::cleanup() {
    m_window.reset();
}

void TestWindow::start(bool paused) {
    bridge().start(test::smallExperiment(), paused);
    QTRY_COMPARE(bridge().state(), paused ? RunState::Paused : RunState::Running);
}

std::size_t TestWindow::settingsEvents() {
    const auto& events = bridge().data().history.events();
    return static_cast<std::size_t>(
        std::count_if(events.begin(), events.end(), [](const train::Event& event) {
            return event.kind == train::EventKind::SettingsChanged;
        }));
}

void TestWindow::playsPausesAndSteps() {
    start(true);
    QCOMPARE(lastStep(), 0);
    m_window->runControl().stepAction()->trigger();
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QTRY_COMPARE(lastStep(), 1);
    m_window->runControl().playPauseAction()->trigger();
    QTRY_VERIFY(lastStep() > 20);
    QCOMPARE(bridge().state(), RunState::Running);
    m_window->runControl().playPauseAction()->trigger();
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

void TestWindow::spacePlaysAndPauses() {
    start(true);
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QTRY_VERIFY(lastStep() > 0);
    QCOMPARE(bridge().state(), RunState::Running);
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

void TestWindow::stepsAnEpoch() {
    start(true);
    m_window->runControl().stepEpochAction()->trigger();
    QTRY_VERIFY(lastStep() > 0 && bridge().state() == RunState::Paused);
    QTRY_COMPARE(bridge().data().lastPoint()->epoch, 1.0);
}

void TestWindow::resetKeepsTheSettings() {
    start(true);
    m_window->runControl().stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    auto live = bridge().data().live;
    live.lambdas.lambda3 = 0.02;
    bridge().setLive(live);
    const int before = bridge().data().number;
    m_window->runControl().resetAction()->trigger();
    QVERIFY(bridge().data().number > before);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QCOMPARE(lastStep(), 0);
    QCOMPARE(bridge().data().live.lambdas.lambda3, 0.02);
    QCOMPARE(m_window->regulariser().live().lambdas.lambda3, 0.02);
}

void TestWindow::aDragLeavesOneMarkInEveryPlot() {
    start(false);
    QTRY_VERIFY(lastStep() > 10);
    auto& slider = m_window->regulariser().pruningStrength().slider();
    const int y = 10, from = slider.width() / 2;
    QTest::mousePress(&slider, Qt::LeftButton, {}, QPoint(from, y));
    for (int x = from; x <= from + 40; x += 4) QTest::mouseMove(&slider, QPoint(x, y));
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, QPoint(from + 40, y));
    const double wanted = slider.strength();
    QCOMPARE(bridge().data().live.lambdas.lambda3, wanted);
    QTRY_VERIFY(settingsEvents() >= 1);
    QTRY_COMPARE(bridge().data().history.events().back().live.lambdas.lambda3, wanted);
    QTRY_COMPARE(m_window->curves().marks(), std::size_t(1));
    QTRY_COMPARE(m_window->openUnits().marks(), std::size_t(1));
    QTRY_COMPARE(m_window->gateMap().marks(), std::size_t(1));
}

void TestWindow::viewsShowTheHistory() {
    start(true);
    m_window->runControl().stepEpochAction()->trigger();
    QTRY_VERIFY(lastStep() > 0 && bridge().state() == RunState::Paused);
    QTRY_VERIFY(bridge().data().frame && bridge().data().frame->step == lastStep());
    m_window->schedule().refreshAll();
    const auto& history = bridge().data().history;
    QCOMPARE(m_window->curves().lastStep(), lastStep());
    QCOMPARE(m_window->gateMap().bands(), 2);
    QCOMPARE(m_window->gateMap().raster(0).units(), 40);
    for (const auto column : history.columns()) {
        const auto& point = history.points()[column];
        for (std::size_t unit = 0; unit < point.gates[0].size(); ++unit)
            QCOMPARE(m_window->gateMap().raster(0).colourAt(static_cast<int>(unit), point.epoch),
                     gateColour(point.gates[0][unit]));
    }
    m_window->layerTable().refresh();
    const auto& model = m_window->layerTable().model();
    QCOMPARE(model.data(model.index(0, LayerTableModel::Open), Qt::DisplayRole).toString(),
             QStringLiteral("%1 of 40").arg(history.points().back().open[0]));
}

void TestWindow::savesAndOpens() {
    QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("run.tristate"));
    start(true);
    m_window->runControl().stepEpochAction()->trigger();
    QTRY_VERIFY(lastStep() > 0 && bridge().state() == RunState::Paused);
    const auto points = bridge().data().history.points();
    const auto experiment = bridge().data().experiment;

    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    m_window->files().saveFile(file);
    QVERIFY(saved.wait());
    QCOMPARE(m_window->files().sessionFile(), file);

    start(true); // something else meanwhile
    QTRY_COMPARE(lastStep(), 0);
    QSignalSpy opened(&bridge(), &SessionBridge::opened);
    m_window->files().openFile(file);
    QVERIFY(opened.wait());
    QCOMPARE(bridge().data().experiment, experiment);
    QCOMPARE(bridge().data().history.points().size(), points.size());
    QCOMPARE(lastStep(), points.back().step);
    QCOMPARE(bridge().data().history.points().back().gates, points.back().gates);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    m_window->runControl().stepAction()->trigger();
    QTRY_COMPARE(lastStep(), points.back().step + 1);
}

void TestWindow::recentFilesAreAtHand() {
    QTemporaryDir directory;
    RecentFiles& recent = m_window->recentFiles();
    QVERIFY(recent.files().isEmpty());
    start(true);
    const QString file = directory.filePath(QStringLiteral("a&b.tristate"));
    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    m_window->files().saveFile(file);
    QVERIFY(saved.wait());
    QCOMPARE(recent.files(), QStringList{file});
    for (int i = 0; i < RecentFiles::kMax; ++i) recent.add(directory.filePath(QString::number(i)));
    QCOMPARE(recent.files().size(), qsizetype{RecentFiles::kMax});
    QVERIFY(!recent.files().contains(file));
    recent.add(file);
    recent.add(file);
    QCOMPARE(recent.files().first(), file);
    QCOMPARE(recent.files().count(file), 1);
    QVERIFY(!recent.actions().at(1)->isEnabled()); // that file is not there
    QSignalSpy opened(&bridge(), &SessionBridge::opened);
    recent.actions().at(0)->trigger();
    QVERIFY(opened.wait());
    recent.clearFiles();
    QVERIFY(recent.files().isEmpty());
}

/// A window like one that is started while others run.
std::unique_ptr<MainWindow> TestWindow::windowWith(const QString& folder) {
    return std::make_unique<MainWindow>(
        MainWindow::Options{.theme = Theme::Light, .remember = false, .autosaveFolder = folder});
}

/// What a program that was killed leaves: its file, whose lock is of a process that is gone.
void TestWindow::leaveAutosave(const QString& file) {
    start(true);
    m_window->runControl().stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    bridge().save(file.toStdString());
    QVERIFY(saved.wait());
}

QPushButton* TestWindow::answer(const QString& text) {
    for (auto* button : m_window->messages().findChildren<QPushButton*>())
        if (button->text() == text) return button;
    return nullptr;
}

void TestWindow::aCleanEndLeavesNoAutosave() {
    QTemporaryDir folder;
    auto first = windowWith(folder.path());
    m_window = windowWith(folder.path());
    QVERIFY(first->autosave().file() != m_window->autosave().file());
    start(true);
    m_window->autosave().save();
    QVERIFY(!bridge().isBusy()); // there was nothing to save yet
    m_window->runControl().stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    m_window->autosave().save();
    QTRY_VERIFY(!bridge().isBusy());
    QVERIFY(QFileInfo::exists(m_window->autosave().file()));
    QVERIFY(m_window->files().sessionFile().isEmpty());
    QVERIFY(first->autosave().findLeftOver().isEmpty()); // its program runs
    m_window.reset();
    first.reset();
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void TestWindow::whatACrashLeftIsRecovered() {
    QTemporaryDir folder;
    const QString left = folder.filePath(QStringLiteral("run-1-2-3.tristate"));
    leaveAutosave(left);
    m_window = windowWith(folder.path());
    m_window->show();
    m_window->offerRecovery();
    QVERIFY(m_window->messages().isVisible());
    QVERIFY(windowWith(folder.path())->autosave().findLeftOver().isEmpty()); // offered once, not twice
    QSignalSpy recovered(&bridge(), &SessionBridge::recovered);
    answer(QStringLiteral("&Recover"))->click();
    QVERIFY(recovered.wait());
    QCOMPARE(lastStep(), 1);
    QVERIFY(m_window->files().sessionFile().isEmpty()); // Save asks for a name
    QCOMPARE(m_window->autosave().file(), left);
    m_window.reset();
    QVERIFY(!QFileInfo::exists(left));
}

void TestWindow::whatACrashLeftIsDiscarded() {
    QTemporaryDir folder;
    const QString left = folder.filePath(QStringLiteral("run-1-2-3.tristate"));
    leaveAutosave(left);
    m_window = windowWith(folder.path());
    m_window->show();
    m_window->offerRecovery();
    answer(QStringLiteral("&Discard"))->click();
    QVERIFY(!QFileInfo::exists(left));
    QVERIFY(!m_window->messages().isVisible());
}

void TestWindow::aFailingAutosaveIsToldOnce() {
    QTemporaryDir folder;
    start(true);
    m_window->runControl().stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    QSignalSpy problems(&bridge(), &SessionBridge::problem);
    const std::string file = folder.filePath(QStringLiteral("gone/run.tristate")).toStdString();
    for (int i = 0; i < 3; ++i) {
        bridge().autosave(file);
        QTRY_VERIFY(!bridge().isBusy());
    }
    QTRY_COMPARE(problems.size(), 1); // the same sentence once
    QVERIFY(problems.first().first().toString().contains(QStringLiteral("gone")));
    QCOMPARE(bridge().state(), RunState::Paused);
}

void TestWindow::aFailedAutosaveIsTriedAgain() {
    QTemporaryDir folder;
    const QString inner = folder.filePath(QStringLiteral("autosave"));
    m_window = windowWith(inner);
    start(true);
    m_window->runControl().stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    QVERIFY(QDir(inner).removeRecursively());
    m_window->autosave().save();
    QTRY_VERIFY(!bridge().isBusy());
    QVERIFY(QDir().mkpath(inner));
    m_window->autosave().save(); // the run has not moved since
    QVERIFY(bridge().isBusy());
    QTRY_VERIFY(!bridge().isBusy());
    QVERIFY(QFileInfo::exists(m_window->autosave().file()));
    m_window->autosave().save();
    QVERIFY(!bridge().isBusy()); // it is saved
}

void TestWindow::aBadFileLeavesTheRunAlone() {
    start(false);
    QTRY_VERIFY(lastStep() > 0);
    const int number = bridge().data().number;
    QSignalSpy problems(&bridge(), &SessionBridge::problem);
    m_window->files().openFile(QStringLiteral("no/such/file.tristate"));
    QVERIFY(problems.wait());
    QVERIFY(problems.first().first().toString().contains(QStringLiteral("no/such/file.tristate")));
    QVERIFY(m_window->messages().isVisible());
    QCOMPARE(bridge().data().number, number);
    QCOMPARE(bridge().state(), RunState::Running);
}

void TestWindow::badDataAreExplained() {
    auto experiment = test::smallExperiment();
    experiment.data.source = "no/such/directory";
    QSignalSpy problems(&bridge(), &SessionBridge::problem);
    bridge().start(experiment);
    QVERIFY(problems.wait());
    QTRY_COMPARE(bridge().state(), RunState::Failed);
    QVERIFY2(m_window->messages().text().contains(QStringLiteral("no/such/directory")),
             qUtf8Printable(m_window->messages().text()));
}

void TestWindow::themeReachesThePlots() {
    const auto ground = [this] {
        QCoreApplication::processEvents();
        m_window->schedule().refreshAll();
        QCoreApplication::processEvents();
        const QImage picture = m_window->curves().grab().toImage();
        return picture.pixelColor(picture.width() - 2, picture.height() - 2).lightness();
    };
    QVERIFY(ground() > 200);
    m_window->setTheme(Theme::Dark);
    QVERIFY(ground() < 60);
    m_window->setTheme(Theme::Light);
    QVERIFY(ground() > 200);
}

void TestWindow::listsEveryKeyOfTheMenus() {
    const std::unique_ptr<QTreeWidget> table(makeKeyTable(*m_window->menuBar()));
    for (const auto* action : m_window->menuBar()->findChildren<QAction*>()) {
        if (action->shortcut().isEmpty()) continue;
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        QVERIFY2(!table->findItems(key, Qt::MatchExactly | Qt::MatchRecursive, 1).isEmpty(),
                 qUtf8Printable(action->text()));
    }
    QVERIFY(!table->findItems(QStringLiteral("Ctrl+E"), Qt::MatchExactly | Qt::MatchRecursive, 1).isEmpty());
}

void TestWindow::savesPictures() {
    QTemporaryDir directory;
    start(true);
    m_window->savePictures(directory.filePath(QStringLiteral("new/folder")));
    for (const char* name : {"window", "curves", "open-units", "gate-map", "layer-table", "regulariser"})
        QVERIFY2(!QImage(directory.filePath(QStringLiteral("new/folder/%1.png").arg(QLatin1String(name))))
                      .isNull(),
                 name);
    QVERIFY_EXCEPTION_THROWN(m_window->savePictures(QStringLiteral("/proc/no-such-folder")), Error);
}

void TestWindow::closesWhileTraining() {
    start(false);
    QTRY_VERIFY(lastStep() > 0);
    QVERIFY(m_window->close());
    m_window.reset(); // joins the worker; a hang here is the failure
    QVERIFY(!m_window);
}

TRISTATE_UI_TEST_MAIN(TestWindow)
#include "test_window.moc"

#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
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
#include "ui/panels/status_line.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/run/autosave.h"
#include "ui/run/refresh_schedule.h"
#include "ui/views/layer_table.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>

#ifndef Q_MOC_RUN // the moc of Qt 6.4 does not understand <concepts>
#include "core/base/error.h"
#endif

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
    void spacePressesNoButton();
    void returnPressesTheButtonInFocus();
    void spaceIsTextWhereTextIsEdited();
    void stepsAnEpoch();
    void resetKeepsTheSettings();
    void aDragLeavesOneMarkInEveryPlot();
    void viewsShowTheHistory();
    void savesAndOpens();
    void recentFilesAreAtHand();
    void aCleanEndLeavesNoAutosave();
    void whatACrashLeftIsRecovered();
    void whatACrashLeftIsDiscarded();
    void closingKeepsTheRuns();
    void whatIsSavedIsNotKeptTwice();
    void onlySoManyAreKept();
    void endingOnRequestOffersNothing();
    void aFailingAutosaveIsToldOnce();
    void aFailedAutosaveIsTriedAgain();
    void aBadFileLeavesTheRunAlone();
    void badDataAreExplained();
    void themeReachesThePlots();
    void listsEveryKeyOfTheMenus();
    void savesPictures();
    void picturesTellTheMomentThatArrived();
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
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QTRY_COMPARE(lastStep(), 1);
    test::part<RunControl>(*m_window).playPauseAction()->trigger();
    QTRY_VERIFY(lastStep() > 20);
    QCOMPARE(bridge().state(), RunState::Running);
    test::part<RunControl>(*m_window).playPauseAction()->trigger();
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

void TestWindow::spacePressesNoButton() {
    start(true);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    auto* button = m_window->findChild<QPushButton*>(QStringLiteral("newRun"));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(bridge().state(), RunState::Running);
    const int number = bridge().data().number;
    QTRY_VERIFY(lastStep() > 0);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QCOMPARE(bridge().data().number, number);
    button->setFocus(Qt::TabFocusReason);
    QTest::keyClick(button, Qt::Key_Space);
    QTRY_COMPARE(bridge().state(), RunState::Running);
    QTest::keyClick(button, Qt::Key_Space);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    for (auto* box : m_window->findChildren<QAbstractButton*>()) {
        if (!box->isVisible() || !box->isCheckable() || box->focusPolicy() == Qt::NoFocus) continue;
        const bool before = box->isChecked();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
        QCOMPARE(box->isChecked(), before);
        QTRY_VERIFY(bridge().state() == RunState::Running || bridge().state() == RunState::Paused);
    }
    QCOMPARE(bridge().data().number, number);

    auto experiment = test::smallExperiment(); // one that ends: there is nothing to play any more
    experiment.train.epochs = 1;
    bridge().start(experiment);
    QTRY_COMPARE(bridge().state(), RunState::Finished);
    const int finished = bridge().data().number;
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QCoreApplication::processEvents();
    QCOMPARE(bridge().data().number, finished);
}

void TestWindow::returnPressesTheButtonInFocus() {
    start(true);
    const int number = bridge().data().number;
    auto* button = m_window->findChild<QPushButton*>(QStringLiteral("newRun"));
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        button->setFocus();
        QTest::keyClick(button, key);
    }
    QCOMPARE(bridge().data().number, number + 2);
}

void TestWindow::spaceIsTextWhereTextIsEdited() {
    start(true);
    m_window->activateWindow();
    auto& field = test::part<ExperimentPanel>(*m_window).netField();
    field.setFocus();
    field.setText(QStringLiteral("784-10"));
    QTest::keyClick(&field, Qt::Key_Space);
    QCOMPARE(field.text(), QStringLiteral("784-10 "));
    QCOMPARE(bridge().state(), RunState::Paused);
}

void TestWindow::stepsAnEpoch() {
    start(true);
    test::part<RunControl>(*m_window).stepEpochAction()->trigger();
    QTRY_VERIFY(lastStep() > 0 && bridge().state() == RunState::Paused);
    QTRY_COMPARE(bridge().data().lastPoint()->epoch, 1.0);
}

void TestWindow::resetKeepsTheSettings() {
    start(true);
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    auto live = bridge().data().live;
    live.lambdas.lambda3 = 0.02;
    bridge().setLive(live);
    const int before = bridge().data().number;
    test::part<RunControl>(*m_window).resetAction()->trigger();
    QVERIFY(bridge().data().number > before);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QCOMPARE(lastStep(), 0);
    QCOMPARE(bridge().data().live.lambdas.lambda3, 0.02);
    QCOMPARE(test::part<RegulariserPanel>(*m_window).live().lambdas.lambda3, 0.02);
}

void TestWindow::aDragLeavesOneMarkInEveryPlot() {
    start(false);
    QTRY_VERIFY(lastStep() > 10);
    auto& slider = test::part<RegulariserPanel>(*m_window).pruningStrength().slider();
    const int y = 10, from = slider.width() / 2;
    QTest::mousePress(&slider, Qt::LeftButton, {}, QPoint(from, y));
    for (int x = from; x <= from + 40; x += 4) QTest::mouseMove(&slider, QPoint(x, y));
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, QPoint(from + 40, y));
    const double wanted = slider.strength();
    QCOMPARE(bridge().data().live.lambdas.lambda3, wanted);
    QTRY_VERIFY(settingsEvents() >= 1);
    QTRY_COMPARE(bridge().data().history.events().back().live.lambdas.lambda3, wanted);
    QTRY_COMPARE(test::part<CurvesPlot>(*m_window).marks(), std::size_t(1));
    QTRY_COMPARE(test::part<OpenUnitsPlot>(*m_window).marks(), std::size_t(1));
    QTRY_COMPARE(test::part<GateMapPlot>(*m_window).marks(), std::size_t(1));
}

void TestWindow::viewsShowTheHistory() {
    start(true);
    test::part<RunControl>(*m_window).stepEpochAction()->trigger();
    QTRY_VERIFY(lastStep() > 0 && bridge().state() == RunState::Paused);
    QTRY_VERIFY(bridge().data().frame && bridge().data().frame->step == lastStep());
    test::part<RefreshSchedule>(*m_window).refreshAll();
    const auto& history = bridge().data().history;
    QCOMPARE(test::part<CurvesPlot>(*m_window).lastStep(), lastStep());
    QCOMPARE(test::part<GateMapPlot>(*m_window).bands(), 2);
    QCOMPARE(test::part<GateMapPlot>(*m_window).raster(0).units(), 40);
    for (const auto column : history.columns()) {
        const auto& point = history.points()[column];
        for (std::size_t unit = 0; unit < point.gates[0].size(); ++unit)
            QCOMPARE(
                test::part<GateMapPlot>(*m_window).raster(0).colourAt(static_cast<int>(unit), point.epoch),
                gateColour(point.gates[0][unit]));
    }
    test::part<LayerTable>(*m_window).refresh();
    const auto& model = test::part<LayerTable>(*m_window).model();
    QCOMPARE(model.data(model.index(0, LayerTableModel::Open), Qt::DisplayRole).toString(),
             QStringLiteral("%1 of 40").arg(history.points().back().open[0]));
}

void TestWindow::savesAndOpens() {
    QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("run.tristate"));
    start(true);
    test::part<RunControl>(*m_window).stepEpochAction()->trigger();
    QTRY_VERIFY(lastStep() > 0 && bridge().state() == RunState::Paused);
    const auto points = bridge().data().history.points();
    const auto experiment = bridge().data().experiment;

    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    test::part<FileCommands>(*m_window).saveFile(file);
    QVERIFY(saved.wait());
    QCOMPARE(test::part<FileCommands>(*m_window).sessionFile(), file);

    start(true); // something else meanwhile
    QTRY_COMPARE(lastStep(), 0);
    QSignalSpy opened(&bridge(), &SessionBridge::opened);
    test::part<FileCommands>(*m_window).openFile(file);
    QVERIFY(opened.wait());
    QCOMPARE(bridge().data().experiment, experiment);
    QCOMPARE(bridge().data().history.points().size(), points.size());
    QCOMPARE(lastStep(), points.back().step);
    QCOMPARE(bridge().data().history.points().back().gates, points.back().gates);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), points.back().step + 1);
}

void TestWindow::recentFilesAreAtHand() {
    QTemporaryDir directory;
    RecentFiles& recent = test::part<RecentFiles>(*m_window);
    QVERIFY(recent.files().isEmpty());
    start(true);
    const QString file = directory.filePath(QStringLiteral("a&b.tristate"));
    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    test::part<FileCommands>(*m_window).saveFile(file);
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
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    bridge().save(file.toStdString());
    QVERIFY(saved.wait());
}

QPushButton* TestWindow::answer(const QString& text) {
    for (auto* button : test::part<MessageBar>(*m_window).findChildren<QPushButton*>())
        if (button->text() == text) return button;
    return nullptr;
}

void TestWindow::aCleanEndLeavesNoAutosave() {
    QTemporaryDir folder;
    auto first = windowWith(folder.path());
    m_window = windowWith(folder.path());
    QVERIFY(test::part<Autosave>(*first).file() != test::part<Autosave>(*m_window).file());
    start(true);
    test::part<Autosave>(*m_window).save();
    QVERIFY(!bridge().isBusy()); // there was nothing to save yet
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    test::part<Autosave>(*m_window).save();
    QTRY_VERIFY(!bridge().isBusy());
    QVERIFY(QFileInfo::exists(test::part<Autosave>(*m_window).file()));
    QVERIFY(test::part<FileCommands>(*m_window).sessionFile().isEmpty());
    QVERIFY(test::part<Autosave>(*first).findLeftOver().isEmpty()); // its program runs
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
    QVERIFY(test::part<MessageBar>(*m_window).isVisible());
    QVERIFY(
        test::part<Autosave>(*windowWith(folder.path())).findLeftOver().isEmpty()); // offered once, not twice
    QSignalSpy recovered(&bridge(), &SessionBridge::recovered);
    answer(QStringLiteral("&Recover"))->click();
    QVERIFY(recovered.wait());
    QCOMPARE(lastStep(), 1);
    QVERIFY(test::part<FileCommands>(*m_window).sessionFile().isEmpty()); // Save asks for a name
    QCOMPARE(test::part<Autosave>(*m_window).file(), left);
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
    QVERIFY(!test::part<MessageBar>(*m_window).isVisible());
}

void TestWindow::closingKeepsTheRuns() {
    QTemporaryDir folder;
    m_window = windowWith(folder.path());
    start(true);
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    start(true); // the run before is kept, too
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    QVERIFY(m_window->close());
    m_window = windowWith(folder.path());
    m_window->show();
    m_window->offerRecovery();
    auto& messages = test::part<MessageBar>(*m_window);
    QVERIFY(messages.isVisible());
    QVERIFY2(messages.text().contains(QStringLiteral("are kept")), qUtf8Printable(messages.text()));
    QSignalSpy recovered(&bridge(), &SessionBridge::recovered);
    answer(QStringLiteral("&Recover"))->click();
    QVERIFY(recovered.wait());
    QCOMPARE(lastStep(), 1);
    QCOMPARE(bridge().runs().left().size(), std::size_t(1));
    QVERIFY(test::part<Autosave>(*m_window).findLeftOver().isEmpty());
    m_window.reset(); // not by closing: nothing is left
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void TestWindow::whatIsSavedIsNotKeptTwice() {
    QTemporaryDir folder, saves;
    m_window = windowWith(folder.path());
    QVERIFY(m_window->close()); // nothing was trained
    start(true);
    QVERIFY(m_window->close());
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    test::part<FileCommands>(*m_window).saveFile(saves.filePath(QStringLiteral("run.tristate")));
    QVERIFY(saved.wait());
    QVERIFY(m_window->close());
    m_window = windowWith(folder.path());
    QVERIFY(test::part<Autosave>(*m_window).findLeftOver().isEmpty());
}

void TestWindow::onlySoManyAreKept() {
    QTemporaryDir folder;
    for (int i = 0; i < Autosave::kMaxKept + 2; ++i) {
        m_window = windowWith(folder.path());
        start(true);
        test::part<RunControl>(*m_window).stepAction()->trigger();
        QTRY_COMPARE(lastStep(), 1);
        QVERIFY(m_window->close());
    }
    m_window.reset();
    QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("*.tristate")}, QDir::Files).size(),
             qsizetype{Autosave::kMaxKept});
}

void TestWindow::endingOnRequestOffersNothing() {
    QTemporaryDir folder;
    m_window = windowWith(folder.path());
    QVERIFY(m_window->end().isEmpty());
    start(true);
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    const QString file = m_window->end();
    QVERIFY(!file.isEmpty());
    QCOMPARE(test::part<RecentFiles>(*m_window).files(), QStringList{file});
    m_window = windowWith(folder.path());
    QVERIFY(QFileInfo::exists(file));
    QVERIFY(test::part<Autosave>(*m_window).findLeftOver().isEmpty());
    QSignalSpy opened(&bridge(), &SessionBridge::opened);
    test::part<FileCommands>(*m_window).openFile(file);
    QVERIFY(opened.wait());
    QCOMPARE(lastStep(), 1);
}

void TestWindow::aFailingAutosaveIsToldOnce() {
    QTemporaryDir folder;
    start(true);
    test::part<RunControl>(*m_window).stepAction()->trigger();
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
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    QVERIFY(QDir(inner).removeRecursively());
    test::part<Autosave>(*m_window).save();
    QTRY_VERIFY(!bridge().isBusy());
    QVERIFY(QDir().mkpath(inner));
    test::part<Autosave>(*m_window).save(); // the run has not moved since
    QVERIFY(bridge().isBusy());
    QTRY_VERIFY(!bridge().isBusy());
    QVERIFY(QFileInfo::exists(test::part<Autosave>(*m_window).file()));
    test::part<Autosave>(*m_window).save();
    QVERIFY(!bridge().isBusy()); // it is saved
}

void TestWindow::aBadFileLeavesTheRunAlone() {
    start(false);
    QTRY_VERIFY(lastStep() > 0);
    const int number = bridge().data().number;
    QSignalSpy problems(&bridge(), &SessionBridge::problem);
    test::part<FileCommands>(*m_window).openFile(QStringLiteral("no/such/file.tristate"));
    QVERIFY(problems.wait());
    QVERIFY(problems.first().first().toString().contains(QStringLiteral("no/such/file.tristate")));
    QVERIFY(test::part<MessageBar>(*m_window).isVisible());
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
    QVERIFY2(test::part<MessageBar>(*m_window).text().contains(QStringLiteral("no/such/directory")),
             qUtf8Printable(test::part<MessageBar>(*m_window).text()));
}

void TestWindow::themeReachesThePlots() {
    const auto ground = [this] {
        QCoreApplication::processEvents();
        test::part<RefreshSchedule>(*m_window).refreshAll();
        QCoreApplication::processEvents();
        const QImage picture = test::part<CurvesPlot>(*m_window).grab().toImage();
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

void TestWindow::picturesTellTheMomentThatArrived() {
    QTemporaryDir directory;
    start(true);
    test::part<RunControl>(*m_window).stepEpochAction()->trigger();
    QTRY_VERIFY(lastStep() > 0 && bridge().state() == RunState::Paused);
    const auto last = lastStep();
    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    bridge().save(directory.filePath(QStringLiteral("run.tristate")).toStdString());
    QVERIFY(saved.wait());

    m_window = windowWith({});
    m_window->show();
    QVERIFY(!bridge().hasArrived());
    bridge().open(directory.filePath(QStringLiteral("run.tristate")).toStdString());
    bool isTaken = false; // the moment it has arrived, before any timer of the window
    connect(&bridge(), &SessionBridge::arrived, m_window.get(), [&] {
        m_window->savePictures(directory.filePath(QStringLiteral("pictures")));
        isTaken = true;
    });
    QTRY_VERIFY(isTaken);
    const QString status = test::part<StatusLine>(*m_window).text();
    QVERIFY2(status.startsWith(QStringLiteral("Paused")), qUtf8Printable(status));
    QStringList labels;
    for (const auto* label : test::part<RunControl>(*m_window).findChildren<QLabel*>())
        labels << label->text();
    QVERIFY2(labels.contains(QStringLiteral("epoch 1.00, step %1").arg(last)),
             qUtf8Printable(labels.join(QLatin1Char('|'))));
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

#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/palette.h"
#include "ui/main_window.h"
#include "ui/menus/file_commands.h"
#include "ui/menus/recent_files.h"
#include "ui/panels/log_slider.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/regulariser_panel.h"
#include "ui/panels/run_control.h"
#include "ui/panels/status_line.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/run/refresh_schedule.h"
#include "ui/views/layer_table.h"

#include <QAction>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

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
    void stepsAnEpoch();
    void resetKeepsTheSettings();
    void aDragLeavesOneMarkInEveryPlot();
    void viewsShowTheHistory();
    void savesAndOpens();
    void recentFilesAreAtHand();
    void aBadFileLeavesTheRunAlone();
    void badDataAreExplained();
    void themeReachesThePlots();
    void savesPictures();
    void picturesTellTheMomentThatArrived();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    std::int64_t lastStep() {
        const auto* last = bridge().data().lastPoint();
        return last ? last->step : 0;
    }
    void start(bool paused);
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

    init(); // another window
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

TRISTATE_UI_TEST_MAIN(TestWindow)
#include "test_window.moc"

#include "core/train/checkpoint.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/panels/log_slider.h"
#include "ui/panels/regulariser_panel.h"
#include "ui/panels/run_control.h"
#include "ui/panels/status_line.h"
#include "ui/panels/timeline.h"
#include "ui/panels/timeline_strip.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/run/refresh_schedule.h"
#include "ui/run/timeline_scale.h"
#include "ui/views/layer_table.h"
#include "ui/views/network_picture.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// Going back in a run, and on from there: the values, and the real window around a real run.
class TestTimeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void theScaleGoesBothWays();
    void theGroundIsTheShareOfOpenUnits();
    void reportsTellOfAMoment();
    void scrubbingShowsWhatWasOnScreenThen();
    void scrubbingLeavesTheRunAlone();
    void theKeyboardReachesEveryMoment();
    void theMouseDragsToAMoment();
    void settingsOfThePastAreTheBranchsOnly();
    void aBranchWithTheSameSettingsIsTheSameRun();
    void playReturnsToTheNewestMoment();

private:
    /// All that the views say of the moment they show.
    struct Screen {
        std::vector<std::vector<float>> gates;
        std::vector<std::vector<int>> histograms;
        QString network, counts, layers;
        friend bool operator==(const Screen&, const Screen&) = default;
    };
    Screen screen();
    SessionBridge& bridge() { return m_window->bridge(); }
    const RunData& run() { return m_window->bridge().data(); }
    TimelineStrip& strip() { return test::part<Timeline>(*m_window).strip(); }
    std::int64_t lastStep() { return run().lastPoint() ? run().lastPoint()->step : 0; }
    void train(std::int64_t steps);
    void goTo(std::int64_t step);
    std::string signature();

    std::unique_ptr<MainWindow> m_window;
};

void TestTimeline::init() {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    auto experiment = test::smallExperiment();
    experiment.train.warmupEpochs = 0;
    experiment.train.lambdas.lambda3 = 0.02;
    bridge().start(experiment, true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

void TestTimeline::train(std::int64_t steps) {
    const auto until = lastStep() + steps;
    while (lastStep() < until) {
        const auto before = lastStep();
        test::part<RunControl>(*m_window).stepAction()->trigger();
        QTRY_VERIFY(lastStep() > before);
        QTRY_COMPARE(bridge().state(), RunState::Paused);
    }
    QTRY_VERIFY(run().frame && run().frame->step == lastStep());
}

void TestTimeline::goTo(std::int64_t step) {
    bridge().moments().show(step);
    QTRY_VERIFY(run().past && run().past->step == step && run().past->isExact());
}

TestTimeline::Screen TestTimeline::screen() {
    test::part<RefreshSchedule>(*m_window).refreshAll();
    Screen screen;
    if (const auto* column = run().shownColumn()) screen.gates = column->gates;
    for (int i = 0; i < test::part<GateMapPlot>(*m_window).bands(); ++i)
        screen.histograms.push_back(test::part<GateMapPlot>(*m_window).histogram(i));
    screen.network = test::part<NetworkPicture>(*m_window).accessibleDescription();
    const auto& model = test::part<LayerTable>(*m_window).model();
    for (int row = 0; row < model.rowCount(); ++row)
        for (int column = 0; column < LayerTableModel::ColumnCount; ++column)
            screen.layers +=
                model.data(model.index(row, column), Qt::DisplayRole).toString() + QLatin1Char('|');
    const auto* point = run().shownPoint();
    for (const int open : point->open) screen.counts += QString::number(open) + QLatin1Char(' ');
    screen.counts += QStringLiteral("%1 %2 %3").arg(point->parameters).arg(point->loss).arg(point->error);
    return screen;
}

std::string TestTimeline::signature() {
    // The newest snapshot, played on to the newest step.
    std::string signature;
    goTo(lastStep());
    signature = run().past->network->signature();
    bridge().moments().showLive();
    return signature;
}

void TestTimeline::theScaleGoesBothWays() {
    const TimelineScale scale(10, 200, 1000);
    QCOMPARE(scale.xOf(0), 10.0);
    QCOMPARE(scale.xOf(1000), 210.0);
    QCOMPARE(scale.stepAt(scale.xOf(370)), 370);
    QCOMPARE(scale.stepAt(-50), 0);
    QCOMPARE(scale.stepAt(1e6), 1000);
    QCOMPARE(TimelineScale(0, 100, 0).stepAt(0), 0);
}

void TestTimeline::theGroundIsTheShareOfOpenUnits() {
    train::History history;
    QVERIFY(openShares(history, 10).empty());
    QCOMPARE(stepsPerEpoch(history), 1);
    for (int i = 1; i <= 4; ++i) {
        train::Point point;
        point.step = 25 * i;
        point.epoch = 0.5 * i;
        point.open = {i <= 2 ? 8 : 3, 2};
        history.add(point);
    }
    QCOMPARE(openShares(history, 4), (std::vector<double>{1, 1, 0.5, 0.5}));
    QCOMPARE(openShares(history, 8).size(), std::size_t(8));
    QCOMPARE(stepsPerEpoch(history), 50);
}

void TestTimeline::reportsTellOfAMoment() {
    auto fake = test::fakeRun(20);
    train::LiveSettings live;
    live.lambdas.lambda3 = 0.5;
    auto event = test::settingsEvent(1.0, live);
    event.step = 100;
    fake.history.add(event);
    const Moment moment = reportedMoment(fake, 105);
    QCOMPARE(moment.step, 105);
    QCOMPARE(moment.epoch, 1.05);
    QCOMPARE(moment.point.step, 100);
    QCOMPARE(moment.live.lambdas.lambda3, 0.5);
    QVERIFY(!moment.isExact());
    QCOMPARE(reportedMoment(fake, 99).live, train::liveSettings(fake.experiment.train));
    QVERIFY(reportedMoment(fake, 3).point.gates.empty());
    QVERIFY(std::isnan(evaluationErrorAt(fake.history, 99)));
    QCOMPARE(evaluationErrorAt(fake.history, 150), fake.history.points()[9].evaluationError);
}

void TestTimeline::scrubbingShowsWhatWasOnScreenThen() {
    std::vector<std::pair<std::int64_t, Screen>> seen;
    for (int i = 0; i < 4; ++i) {
        train(7);
        if (i == 1) {
            auto live = run().live;
            live.lambdas.lambda3 = 0.3;
            bridge().setLive(live);
        }
        seen.emplace_back(lastStep(), screen());
    }
    QVERIFY(seen.front().second != seen.back().second);
    for (const auto& [step, then] : seen) {
        goTo(step);
        const Screen now = screen();
        QCOMPARE(now.gates, then.gates);
        QCOMPARE(now.histograms, then.histograms);
        QCOMPARE(now.network, then.network);
        QCOMPARE(now.counts, then.counts);
        QCOMPARE(now.layers, then.layers);
        QCOMPARE(test::part<CurvesPlot>(*m_window).momentEpoch(), run().past->epoch);
        QVERIFY(test::part<CurvesPlot>(*m_window).readout().contains(QStringLiteral("step %1").arg(step)));
        QCOMPARE(strip().value(), static_cast<int>(step));
    }
    goTo(seen[0].first);
    QCOMPARE(test::part<RegulariserPanel>(*m_window).live().lambdas.lambda3, 0.02);
    goTo(seen[3].first);
    QCOMPARE(test::part<RegulariserPanel>(*m_window).live().lambdas.lambda3, 0.3);
    test::part<Timeline>(*m_window).liveAction()->trigger();
    QVERIFY(!run().past);
    QVERIFY(screen() == seen.back().second);
    QCOMPARE(test::part<CurvesPlot>(*m_window).momentEpoch(), -1.0);
}

void TestTimeline::scrubbingLeavesTheRunAlone() {
    bridge().play();
    QTRY_VERIFY(lastStep() > 50);
    goTo(10);
    const auto before = lastStep();
    QTRY_VERIFY(lastStep() > before);
    QCOMPARE(bridge().state(), RunState::Running);
    QCOMPARE(run().past->step, 10);
    QCOMPARE(run().shownFrame()->step, 10);
}

void TestTimeline::theKeyboardReachesEveryMoment() {
    train(45); // an epoch has 39 minibatches
    const auto perEpoch = stepsPerEpoch(run().history);
    strip().setFocus();
    QTest::keyClick(&strip(), Qt::Key_Left);
    QCOMPARE(run().past->step, 44);
    QTest::keyClick(&strip(), Qt::Key_PageUp);
    QCOMPARE(run().past->step, 44 - perEpoch);
    QTest::keyClick(&strip(), Qt::Key_Right);
    QCOMPARE(run().past->step, 45 - perEpoch);
    QTest::keyClick(&strip(), Qt::Key_Home);
    QCOMPARE(run().past->step, 0);
    QTest::keyClick(&strip(), Qt::Key_PageDown);
    QCOMPARE(run().past->step, perEpoch);
    QTest::keyClick(&strip(), Qt::Key_End);
    QVERIFY(!run().past);
    QVERIFY(!test::part<Timeline>(*m_window).branchAction()->isEnabled());
}

void TestTimeline::theMouseDragsToAMoment() {
    train(30);
    test::part<RefreshSchedule>(*m_window).refreshAll();
    const int y = strip().height() / 2;
    QTest::mousePress(&strip(), Qt::LeftButton, {}, QPoint(strip().width() / 2, y));
    QVERIFY(run().past);
    QVERIFY(run().past->step >= 14 && run().past->step <= 16);
    QTest::mouseMove(&strip(), QPoint(0, y));
    QCOMPARE(run().past->step, 0);
    QTest::mouseRelease(&strip(), Qt::LeftButton, {}, QPoint(0, y));
}

void TestTimeline::settingsOfThePastAreTheBranchsOnly() {
    train(30);
    const auto live = run().live;
    const int number = run().number;
    goTo(12);
    test::part<RegulariserPanel>(*m_window).pruningStrength().slider().setFocus();
    QTest::keyClick(&test::part<RegulariserPanel>(*m_window).pruningStrength().slider(), Qt::Key_PageUp);
    const double chosen = run().past->live.lambdas.lambda3;
    QVERIFY(chosen != live.lambdas.lambda3);
    QCOMPARE(run().live, live);
    test::part<Timeline>(*m_window).branchAction()->trigger();
    QTRY_VERIFY(run().number > number);
    QVERIFY(!run().past);
    QCOMPARE(run().live.lambdas.lambda3, chosen);
    QVERIFY(run().history.points().front().step <= 12);
    QTRY_VERIFY(lastStep() > 12);
    QCOMPARE(run().history.points().back().lambdas.lambda3, chosen);
    QCOMPARE(run().marks.marks().size(), std::size_t(1));
}

void TestTimeline::aBranchWithTheSameSettingsIsTheSameRun() {
    train(40);
    const auto whole = signature();
    const auto number = run().number;
    goTo(17);
    test::part<Timeline>(*m_window).branchAction()->trigger();
    QTRY_VERIFY(run().number > number);
    bridge().pause();
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QTRY_VERIFY(lastStep() >= 17);
    if (lastStep() < 40) train(40 - lastStep());
    goTo(40);
    QCOMPARE(run().past->network->signature(), whole);
}

void TestTimeline::playReturnsToTheNewestMoment() {
    train(20);
    goTo(5);
    test::part<RunControl>(*m_window).playPauseAction()->trigger();
    QVERIFY(!run().past);
    QTRY_VERIFY(lastStep() > 20);
}

TRISTATE_UI_TEST_MAIN(TestTimeline)
#include "test_timeline.moc"

#include "core/train/checkpoint.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/menus/fork_commands.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/run_control.h"
#include "ui/panels/status_line.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/run/refresh_schedule.h"
#include "ui/views/future_samples.h"
#include "ui/views/network_picture.h"

#include <QAction>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <memory>
#include <numeric>
#include <set>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

namespace {

const train::Difference kStronger = train::OtherSetting{"lambda3", 0.2};

int sum(const std::vector<int>& counts) {
    return std::accumulate(counts.begin(), counts.end(), 0);
}

} // namespace

/// Two futures of a run, in the real window.
class TestTwoFutures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void areOfOneMinibatchInEveryPicture();
    void areEqualWhereNothingIsDifferent();
    void areBesideEachOtherInEveryView();
    void theSamplesThatOnlyOneGetsRight();
    void pauseStepAndSettingsAreOfBoth();
    void thisOneIsKept();
    void thatOneIsKept();
    void bothAreKeptAsRuns();
    void thePastAsksWhichOneIsToStay();
    void anotherRunLeavesBoth();
    void beginAtAMomentOfThePast();
    void aSessionFileHoldsBoth();
    void whatCannotBeCutIsSaid();
    void theWindowClosesWithTwo();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    const RunData& run() { return bridge().data(); }
    const RunData& other() { return *bridge().futures().other(); }
    void step(int minibatches);
    void fork(const train::Difference& difference = kStronger);
    QString message() { return test::part<MessageBar>(*m_window).text(); }
    QAction& ending(std::size_t index) { return *test::part<ForkCommands>(*m_window).endings()[index]; }

    std::unique_ptr<MainWindow> m_window;
};

void TestTwoFutures::init() {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->resize(1200, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    auto experiment = test::smallExperiment();
    experiment.train.warmupEpochs = 0;
    bridge().start(experiment, true);
    QTRY_VERIFY(bridge().hasArrived());
    step(1);
}

void TestTwoFutures::step(int minibatches) {
    for (int i = 0; i < minibatches; ++i) {
        const auto before = run().state->trainer.step;
        bridge().stepMinibatch();
        QTRY_COMPARE(run().state->trainer.step, before + 1);
        QTRY_VERIFY(bridge().hasArrived());
    }
}

void TestTwoFutures::fork(const train::Difference& difference) {
    bridge().fork(difference);
    QTRY_VERIFY(bridge().futures().isOn());
    QTRY_VERIFY(other().frame && other().state);
}

void TestTwoFutures::areOfOneMinibatchInEveryPicture() {
    fork();
    std::set<std::int64_t> shown;
    int apart = 0;
    connect(&test::part<RefreshSchedule>(*m_window), &RefreshSchedule::ended, this, [&] {
        shown.insert(run().frame->step);
        const auto& plot = test::part<OpenUnitsPlot>(*m_window);
        const bool agree = run().frame->step == other().frame->step &&
                           run().state->trainer.step == other().state->trainer.step &&
                           plot.newestOfOther() == other().frame->point.open &&
                           plot.newest() == run().frame->point.open &&
                           *test::part<NetworkPicture>(*m_window).futures() == countFutures(run(), other());
        apart += agree ? 0 : 1;
    });
    bridge().play();
    QTRY_VERIFY_WITH_TIMEOUT(shown.size() > 25, 60'000);
    disconnect(&test::part<RefreshSchedule>(*m_window), nullptr, this, nullptr);
    QCOMPARE(apart, 0);
}

void TestTwoFutures::areEqualWhereNothingIsDifferent() {
    fork(train::OtherSetting{"lambda3", run().live.lambdas.lambda3});
    step(30);
    QCOMPARE(other().state->trainer.step, run().state->trainer.step);
    QCOMPARE(other().state->network.signature(), run().state->network.signature());
    QCOMPARE(countFutures(run(), other()).here, 0);
    QCOMPARE(countFutures(run(), other()).there, 0);
    QCOMPARE(other().history.points().size(), run().history.points().size());
    QCOMPARE(other().history.points().back().loss, run().history.points().back().loss);
}

void TestTwoFutures::areBesideEachOtherInEveryView() {
    auto& curves = test::part<CurvesPlot>(*m_window);
    auto& network = test::part<NetworkPicture>(*m_window);
    QVERIFY(curves.newestOfOther().empty());
    QVERIFY(!network.futures());
    fork();
    step(60); // a gate falls by the gate rate times the strength: 50 are enough
    test::part<RefreshSchedule>(*m_window).refreshAll();
    QVERIFY(sum(other().frame->point.open) < sum(run().frame->point.open));
    QVERIFY(network.futures()->here > 0);
    QCOMPARE(network.futures()->both + network.futures()->there, sum(other().frame->point.open));
    QCOMPARE(network.futures()->both + network.futures()->here, sum(run().frame->point.open));
    const auto& column = network.columns()[1];
    QCOMPARE(static_cast<int>(std::count(column.openThere.begin(), column.openThere.end(), true)),
             other().frame->point.open[0]);
    QVERIFY(column.count.contains(
        QStringLiteral("%1 | %2").arg(run().frame->point.open[0]).arg(other().frame->point.open[0])));
    QVERIFY(network.accessibleDescription().contains(QStringLiteral("this one only")));
    for (auto* button : curves.findChildren<QToolButton*>())
        if (button->text() == QStringLiteral("Smooth")) button->setChecked(false); // points, not averages
    const auto& newest = *other().lastPoint();
    QCOMPARE(curves.newestOfOther(), (std::vector<double>{newest.loss, newest.error}));
    QVERIFY(test::part<OpenUnitsPlot>(*m_window).legendNames().contains(QStringLiteral("that one, dashed")));
    QCOMPARE(test::part<OpenUnitsPlot>(*m_window).newestOfOther(), other().frame->point.open);
    auto& status = test::part<StatusLine>(*m_window);
    QTRY_VERIFY(status.text().contains(QStringLiteral("That one (λ₃ 0.2): error")));
    QVERIFY(message().contains(QStringLiteral("λ₃ 0.2")));
    bridge().keep(train::Future::First);
    test::part<RefreshSchedule>(*m_window).refreshAll();
    QVERIFY(!network.futures());
    QVERIFY(network.columns()[1].openThere.empty());
    QVERIFY(curves.newestOfOther().empty());
    QVERIFY(test::part<OpenUnitsPlot>(*m_window).newestOfOther().empty());
    QTRY_VERIFY(!status.text().contains(QStringLiteral("That one")));
}

void TestTwoFutures::theSamplesThatOnlyOneGetsRight() {
    const auto of = [](std::initializer_list<int> predicted) {
        std::vector<inspect::Prediction> all;
        for (const int each : predicted) all.push_back({.label = 1, .predicted = each, .probability = 1});
        return all;
    };
    const OneSided sides = oneSided(of({1, 1, 0, 0, 1}), of({1, 0, 1, 0, 0}));
    QCOMPARE(sides.here, (std::vector<std::size_t>{1, 4}));
    QCOMPARE(sides.there, std::vector<std::size_t>{2});

    auto& list = test::part<FutureSamples>(*m_window);
    m_window->findChild<QTabWidget*>()->setCurrentWidget(list.parentWidget());
    QVERIFY(!list.isVisible());
    fork(train::OtherSetting{"freezeWeights", true});
    step(40);
    const auto& samples = run().data()->evaluation();
    const auto expected = oneSided(inspect::predict(run().state->network, samples, samples.size()),
                                   inspect::predict(other().state->network, samples, samples.size()));
    QVERIFY(!expected.here.empty()); // one that learns against one that does not
    QTRY_COMPARE(list.samples().here, expected.here);
    QCOMPARE(list.samples().there, expected.there);
    QCOMPARE(list.titles().front(), QStringLiteral("Only this one gets right: %1").arg(expected.here.size()));
    QVERIFY(list.isVisible());
    bridge().keep(train::Future::First);
    QTRY_VERIFY(!list.isVisible());
}

void TestTwoFutures::pauseStepAndSettingsAreOfBoth() {
    fork();
    auto live = run().live;
    live.rate = 3e-4;
    live.lambdas.lambda3 = 0.001;
    bridge().setLive(live);
    QCOMPARE(other().live.rate, 3e-4);
    QCOMPARE(other().live.lambdas.lambda3, 0.2);
    step(1);
    QCOMPARE(run().state->live, live);
    QCOMPARE(other().state->live, other().live);
    bridge().play();
    QTRY_VERIFY(run().frame->step > 40);
    bridge().pause();
    QTRY_VERIFY(bridge().hasArrived());
    QCOMPARE(other().frame->step, run().frame->step);
    QCOMPARE(other().state->trainer.step, run().state->trainer.step);
    QCOMPARE(other().lastPoint()->step, run().lastPoint()->step);
}

void TestTwoFutures::thisOneIsKept() {
    fork();
    step(5);
    const int number = run().number;
    ending(0).trigger();
    QVERIFY(!bridge().futures().isOn());
    QVERIFY(!ending(0).isEnabled());
    QCOMPARE(run().number, number);
    QVERIFY(bridge().runs().left().empty());
    step(3);
    fork(); // and again
    step(1);
    QCOMPARE(other().label.branchStep, run().frame->step - 1);
}

void TestTwoFutures::thatOneIsKept() {
    fork();
    step(20);
    const auto signature = other().state->network.signature();
    const auto name = other().label.name;
    const auto steps = run().frame->step;
    ending(1).trigger();
    QVERIFY(!bridge().futures().isOn());
    QCOMPARE(run().label.name, name);
    QCOMPARE(run().live.lambdas.lambda3, 0.2);
    QCOMPARE(run().state->network.signature(), signature);
    QVERIFY(bridge().runs().left().empty());
    step(1);
    QCOMPARE(run().frame->step, steps + 1);
    QCOMPARE(run().state->live.lambdas.lambda3, 0.2);
    bridge().moments().show(10); // the past that both had in common, and its own
    QTRY_VERIFY(run().past && run().past->isExact());
}

void TestTwoFutures::bothAreKeptAsRuns() {
    fork();
    step(20);
    const auto signature = other().state->network.signature();
    const int id = other().label.id, here = run().label.id;
    ending(2).trigger();
    QVERIFY(!bridge().futures().isOn());
    QCOMPARE(run().label.id, here);
    QCOMPARE(bridge().runs().left().size(), std::size_t(1));
    QCOMPARE(bridge().runs().left().front()->label.parent, run().label.name);
    step(1);
    bridge().goTo(id);
    QTRY_COMPARE(run().label.id, id);
    QTRY_VERIFY(bridge().hasArrived());
    QCOMPARE(run().state->network.signature(), signature);
    QCOMPARE(run().state->live.lambdas.lambda3, 0.2);
}

void TestTwoFutures::thePastAsksWhichOneIsToStay() {
    fork();
    step(3);
    bridge().moments().show(1);
    QVERIFY(!run().past);
    QVERIFY(message().contains(QStringLiteral("Which one is to stay")));
    const auto answers = [this] { return test::part<MessageBar>(*m_window).findChildren<QPushButton*>(); };
    QTRY_COMPARE(answers().size(), 3); // those of the message before are gone
    answers().first()->click();
    QVERIFY(!bridge().futures().isOn());
    bridge().moments().show(1);
    QVERIFY(run().past);
}

void TestTwoFutures::anotherRunLeavesBoth() {
    fork();
    step(5);
    bridge().start(test::smallExperiment(), true);
    QVERIFY(!bridge().futures().isOn());
    QCOMPARE(bridge().runs().left().size(), std::size_t(2));
    QVERIFY(message().contains(QStringLiteral("Both futures")));
    QTRY_VERIFY(bridge().hasArrived());
    step(2);
}

void TestTwoFutures::beginAtAMomentOfThePast() {
    step(20);
    bridge().moments().show(8);
    QVERIFY(test::part<ForkCommands>(*m_window).forkAction()->isEnabled());
    fork();
    bridge().pause();
    QTRY_VERIFY(bridge().hasArrived());
    QCOMPARE(other().label.branchStep, 8);
    QCOMPARE(run().label.branchStep, 8);
    QCOMPARE(bridge().runs().left().size(), std::size_t(1)); // what was there goes to the list
    QCOMPARE(other().frame->step, run().frame->step);
}

void TestTwoFutures::aSessionFileHoldsBoth() {
    QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("run.tristate"));
    fork();
    step(5);
    const QString name = other().label.name;
    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    bridge().save(file.toStdString());
    QVERIFY(saved.wait());
    QVERIFY(bridge().futures().isOn());
    cleanup();
    init();
    QSignalSpy openedAgain(&bridge(), &SessionBridge::opened);
    bridge().open(file.toStdString());
    QVERIFY(openedAgain.wait());
    const auto& left = bridge().runs().left();
    QVERIFY(
        std::any_of(left.begin(), left.end(), [&](const auto& each) { return each->label.name == name; }));
}

void TestTwoFutures::whatCannotBeCutIsSaid() {
    bridge().fork(train::GateEdit{.layer = 0, .unit = 4000, .open = false});
    QTRY_VERIFY(message().contains(QStringLiteral("4000")));
    QVERIFY(!bridge().futures().isOn());
    bridge().fork(train::OtherSetting{"lambda3", -1.0});
    QVERIFY(message().contains(QStringLiteral("-1")));
    step(1);
    QVERIFY(!bridge().futures().isOn());
}

void TestTwoFutures::theWindowClosesWithTwo() {
    fork();
    bridge().play();
    QTRY_VERIFY(run().frame->step > 10);
    QVERIFY(m_window->close());
}

TRISTATE_UI_TEST_MAIN(TestTwoFutures)
#include "test_two_futures.moc"

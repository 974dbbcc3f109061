#include "core/graph/graph_text.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/run/refresh_schedule.h"
#include "ui/run/selection.h"
#include "ui/views/force_bars.h"
#include "ui/views/push_samples.h"
#include "ui/views/unit_inspector.h"
#include "ui/views/why_dialog.h"

#include <QComboBox>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include <cmath>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// Asking what moved a gate, in the real window around a real run.
class TestWhy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void tellsWhatClosedAGateAndWhatItWasWorth();
    void tellsWhatHoldsAGateOpen();
    void canBeCancelled();
    void saysOfEverySampleWhatItIs();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    /// Trains some epochs of a run whose gates fall.
    void start(const char* net, const char* data, double lambda3, int epochs);
    /// Of the first layer: a unit whose gate is open, or not.
    int unit(bool open);
    WhyDialog& ask(int unit);

    std::unique_ptr<MainWindow> m_window;
};

void TestWhy::init() {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestWhy::cleanup() {
    m_window.reset();
}

void TestWhy::start(const char* net, const char* data, double lambda3, int epochs) {
    auto experiment = test::smallExperiment();
    experiment.net = graph::parseGraph(net);
    experiment.data.source = data;
    experiment.data.trainSamples = 1050;
    experiment.train.warmupEpochs = 0;
    experiment.train.lambdas.lambda3 = lambda3;
    experiment.train.patience = 1000;
    bridge().start(experiment, true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    for (int epoch = 1; epoch <= epochs; ++epoch) {
        bridge().stepEpoch();
        QTRY_VERIFY(bridge().data().lastPoint() && bridge().data().lastPoint()->epoch >= epoch &&
                    bridge().state() == RunState::Paused);
    }
    test::part<RefreshSchedule>(*m_window).refreshAll();
}

int TestWhy::unit(bool open) {
    const auto& gates = bridge().data().lastColumn()->gates[0];
    for (std::size_t i = 0; i < gates.size(); ++i)
        if (bridge().data().isOpen(gates[i]) == open) return static_cast<int>(i);
    return -1;
}

WhyDialog& TestWhy::ask(int unit) {
    test::part<Selection>(*m_window).selectUnit(UnitRef{0, unit});
    auto& inspector = test::part<UnitInspector>(*m_window);
    if (!inspector.whyButton().isEnabled()) qFatal("the question cannot be asked");
    inspector.whyButton().click();
    return test::part<WhyDialog>(*m_window);
}

void TestWhy::tellsWhatClosedAGateAndWhatItWasWorth() {
    start("784-24-16-10", "digits", 0.1, 4);
    const int closed = unit(false);
    QVERIFY(closed >= 0);
    auto& dialog = ask(closed);
    QCOMPARE(test::part<UnitInspector>(*m_window).whyButton().text(),
             QStringLiteral("Why did this gate close?"));
    QTRY_VERIFY_WITH_TIMEOUT(dialog.trace(), 30000);
    const auto& ledger = dialog.trace()->ledger;
    QVERIFY(ledger.untilTurn);
    QVERIFY(std::abs(ledger.all.total() - (ledger.all.after - ledger.before)) < 1e-6);
    QCOMPARE(static_cast<float>(ledger.all.after),
             bridge().data().lastColumn()->gates[0][static_cast<std::size_t>(closed)]);
    QVERIFY2(dialog.story().startsWith(QStringLiteral("Since the beginning the gate went from ")) &&
                 dialog.story().contains(QStringLiteral("it closed at minibatch")) &&
                 dialog.story().contains(QStringLiteral("lambda3 (cost of width) pushed it down by")),
             qUtf8Printable(dialog.story()));
    // The bars are what is said, and add up to the last one.
    const auto& bars = dialog.bars().bars();
    QVERIFY(bars.size() > 3 && bars.back().isSum);
    double sum = 0;
    for (std::size_t i = 0; i + 1 < bars.size(); ++i) sum += bars[i].moved;
    QVERIFY(std::abs(sum - bars.back().moved) < 0.0005 * 20);
    QCOMPARE(dialog.pushes().rowCount(), static_cast<int>(ledger.why().down.size()));
    dialog.pushes().selectRow(1);
    QCOMPARE(dialog.samples().count(), static_cast<int>(ledger.why().down[1].samples.size()));
    QVERIFY(!dialog.samples().item(0)->icon().isNull());
    dialog.span().setCurrentIndex(1);
    QVERIFY(dialog.story().contains(QStringLiteral("where it is at minibatch")));

    QVERIFY(dialog.holdButton().isVisible());
    dialog.holdButton().click();
    QTRY_VERIFY_WITH_TIMEOUT(dialog.held(), 30000);
    QCOMPARE(dialog.held()->from, ledger.untilTurn->to - 1);
    QVERIFY2(dialog.worth().contains(QStringLiteral("held open from minibatch")),
             qUtf8Printable(dialog.worth()));
}

void TestWhy::tellsWhatHoldsAGateOpen() {
    start("2-12-2", "moons", 0.001, 2);
    const int open = unit(true);
    QVERIFY(open >= 0);
    auto& dialog = ask(open);
    QCOMPARE(test::part<UnitInspector>(*m_window).whyButton().text(),
             QStringLiteral("Why is this gate open?"));
    QTRY_VERIFY_WITH_TIMEOUT(dialog.trace(), 30000);
    QVERIFY(dialog.trace()->ledger.isHigh);
    QVERIFY(!dialog.holdButton().isVisible());
    QCOMPARE(dialog.span().count(), dialog.trace()->ledger.untilTurn ? 2 : 1);
    // Points in the plane have no pictures: rows.
    QVERIFY(dialog.samples().count() > 0);
    QVERIFY(dialog.samples().item(0)->icon().isNull());
    QVERIFY(dialog.samples().item(0)->text().contains(QStringLiteral(": ")));
}

void TestWhy::canBeCancelled() {
    start("784-24-16-10", "digits", 0.1, 4);
    auto& dialog = ask(0);
    QVERIFY(dialog.cancelButton().isVisible());
    dialog.cancelButton().click();
    QTRY_VERIFY(!dialog.questions().isBusy());
    QVERIFY(!dialog.trace());
    QCOMPARE(dialog.story(), QStringLiteral("The replay was cancelled."));
    QVERIFY(!dialog.cancelButton().isVisible());
}

void TestWhy::saysOfEverySampleWhatItIs() {
    data::Dataset table;
    table.shape = {2};
    table.classes = 2;
    table.classNames = {"apple", "pear"};
    table.columns = {{"weight"}, {"red", true}};
    table.values = {0.25F, 1, 0.5F, 0};
    table.labels = {1, 0};
    QCOMPARE(rowOf(table, 0), QStringLiteral("pear: weight 0.25, red 1"));
    PushSamples samples;
    samples.show(table, {.step = 3, .push = -0.2, .moved = -0.2, .loss = {-0.15, -0.05}, .samples = {0, 1}});
    QCOMPARE(samples.item(0)->text(), QStringLiteral("apple: weight 0.5, red 0")); // they pushed hardest
    table.labels.clear();
    table.targets = {{"price", 0, 1}};
    table.targetValues = {10, 20};
    QCOMPARE(labelOf(table, 1), QStringLiteral("price 20"));
    QCOMPARE(signedText(-0.6134), QStringLiteral("\u22120.613"));
}

TRISTATE_UI_TEST_MAIN(TestWhy)
#include "test_why.moc"

#include "core/io/store/session_file.h"
#include "core/train/trainer.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/run_control.h"
#include "ui/panels/timeline.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/plots/trade_off_plot.h"
#include "ui/run/refresh_schedule.h"
#include "ui/run/trade_off.h"
#include "ui/views/runs_view.h"

#include <QAction>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// The runs beside the present one, in the real window.
class TestRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewRunLeavesTheOldOneInTheList();
    void goingBackRestoresTheRunBitForBit();
    void branchesTellWhereTheyBegan();
    void theTableFitsASmallWindow();
    void hidingAndDeleting();
    void renamingInTheTable();
    void aSessionFileHoldsThePast();
    void theFolderThatASessionNamesIsReadOnceAPersonSaysSo();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    const RunData& run() { return m_window->bridge().data(); }
    RunsView& view() { return test::part<RunsView>(*m_window); }
    std::int64_t lastStep() { return run().lastPoint() ? run().lastPoint()->step : 0; }
    void open();
    void start(std::uint64_t seed);
    void trainAnEpoch();
    std::string signatureAt(std::int64_t step);

    std::unique_ptr<MainWindow> m_window;
};

void TestRuns::open() {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestRuns::start(std::uint64_t seed) {
    auto experiment = test::smallExperiment();
    experiment.train.seed = seed;
    bridge().start(experiment, true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

void TestRuns::trainAnEpoch() {
    const auto before = lastStep();
    test::part<RunControl>(*m_window).stepEpochAction()->trigger();
    QTRY_VERIFY(lastStep() > before && bridge().state() == RunState::Paused);
}

std::string TestRuns::signatureAt(std::int64_t step) {
    bridge().moments().show(step);
    const auto there = [&] { return run().past && run().past->step == step && run().past->isExact(); };
    if (!QTest::qWaitFor(there, 20'000)) return "not reached";
    const auto signature = run().past->network->signature();
    bridge().moments().showLive();
    return signature;
}

void TestRuns::aNewRunLeavesTheOldOneInTheList() {
    open();
    QCOMPARE(view().model().rowCount(), 1);
    start(1);
    start(2); // nothing was trained: nothing to keep
    QCOMPARE(view().model().rowCount(), 1);
    trainAnEpoch();
    const auto points = run().history.points().size();
    start(3);
    QCOMPARE(view().model().rowCount(), 2);
    trainAnEpoch();
    view().refresh();
    const auto& left = *bridge().runs().left().front();
    QCOMPARE(left.history.points().size(), points);
    QCOMPARE(left.experiment.train.seed, std::uint64_t(2));
    QCOMPARE(view().tradeOff().shown().size(), outcomes(left).size() + outcomes(run()).size());
    QVERIFY(!view().tradeOff().front().empty());
}

void TestRuns::goingBackRestoresTheRunBitForBit() {
    open();
    start(1);
    trainAnEpoch();
    const auto middle = lastStep();
    trainAnEpoch();
    const auto end = lastStep();
    const auto atMiddle = signatureAt(middle), atEnd = signatureAt(end);
    const auto points = run().history.points().size();
    const auto name = run().label.name;
    const auto colour = run().label.id;
    start(2);
    trainAnEpoch();
    view().select(1);
    QVERIFY(view().goTo().isEnabled());
    view().goTo().click();
    QTRY_COMPARE(run().label.id, colour);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QCOMPARE(run().label.name, name);
    QCOMPARE(run().history.points().size(), points);
    QCOMPARE(lastStep(), end);
    QCOMPARE(view().model().rowCount(), 2);
    QCOMPARE(signatureAt(end), atEnd);
    QCOMPARE(signatureAt(middle), atMiddle);
    trainAnEpoch(); // and on from there
    QVERIFY(lastStep() > end);
}

void TestRuns::branchesTellWhereTheyBegan() {
    open();
    start(1);
    trainAnEpoch();
    const auto parent = run().label.name;
    bridge().moments().show(15);
    test::part<Timeline>(*m_window).branchAction()->trigger();
    QTRY_COMPARE(run().label.parent, parent);
    bridge().pause();
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QCOMPARE(run().label.branchStep, 15);
    QCOMPARE(view().model().rowCount(), 2);
    const auto& model = view().model();
    QCOMPARE(model.data(model.index(0, RunsModel::Begins), Qt::DisplayRole).toString(),
             QStringLiteral("%1, step 15").arg(parent));
    QCOMPARE(model.data(model.index(1, RunsModel::Begins), Qt::DisplayRole).toString(),
             QStringLiteral("new"));
    QVERIFY(bridge().runs().left().front()->history.points().back().step > 15);
}

void TestRuns::theTableFitsASmallWindow() {
    open();
    m_window->resize(1280, 720);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->findChild<QTabWidget*>()->setCurrentWidget(&view());
    start(1);
    trainAnEpoch();
    start(2);
    trainAnEpoch();
    test::part<RefreshSchedule>(*m_window).refreshAll();
    auto* table = view().findChild<QTableView*>();
    QVERIFY(table->isVisible());
    QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
    const auto& model = view().model();
    for (int column = RunsModel::Step; column < RunsModel::ColumnCount; ++column)
        QVERIFY(table->isColumnHidden(column) ||
                table->columnWidth(column) >=
                    table->fontMetrics().horizontalAdvance(
                        model.data(model.index(0, column), Qt::DisplayRole).toString()));
}

void TestRuns::hidingAndDeleting() {
    open();
    start(1);
    trainAnEpoch();
    start(2);
    trainAnEpoch();
    test::part<RefreshSchedule>(*m_window).refreshAll();
    QCOMPARE(test::part<CurvesPlot>(*m_window).overlays(), std::size_t(1));
    QCOMPARE(test::part<OpenUnitsPlot>(*m_window).overlays(), std::size_t(2));
    const QString left = bridge().runs().left().front()->label.name;
    QCOMPARE(test::part<CurvesPlot>(*m_window).overlayNames(),
             QStringList{left + QStringLiteral(", validation")});
    auto& model = view().model();
    QVERIFY(model.setData(model.index(1, RunsModel::Name), Qt::Unchecked, Qt::CheckStateRole));
    test::part<RefreshSchedule>(*m_window).refreshAll();
    QCOMPARE(test::part<CurvesPlot>(*m_window).overlays(), std::size_t(0));
    QCOMPARE(test::part<CurvesPlot>(*m_window).overlayNames(), QStringList());
    view().refresh();
    QCOMPARE(view().tradeOff().shown().size(), outcomes(run()).size());
    QVERIFY(!model.setData(model.index(0, RunsModel::Name), Qt::Unchecked, Qt::CheckStateRole));
    view().select(0);
    QVERIFY(!view().remove().isEnabled());
    view().select(1);
    view().remove().click();
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(bridge().runs().left().empty());
}

void TestRuns::renamingInTheTable() {
    open();
    start(1);
    trainAnEpoch();
    start(2);
    auto& model = view().model();
    const auto index = model.index(1, RunsModel::Name);
    QVERIFY(model.setData(index, QStringLiteral(" harder "), Qt::EditRole));
    QCOMPARE(bridge().runs().left().front()->label.name, QStringLiteral("harder"));
    model.setData(index, QStringLiteral("  "), Qt::EditRole);
    QCOMPARE(bridge().runs().left().front()->label.name, QStringLiteral("harder"));
}

void TestRuns::aSessionFileHoldsThePast() {
    QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("run.tristate"));
    open();
    start(1);
    trainAnEpoch();
    start(2);
    trainAnEpoch();
    const auto end = lastStep();
    const auto early = signatureAt(10);
    const auto name = bridge().runs().left().front()->label.name;
    const auto points = bridge().runs().left().front()->history.points().size();
    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    bridge().save(file.toStdString());
    QVERIFY(saved.wait());

    m_window.reset();
    open();
    QSignalSpy openedAgain(&bridge(), &SessionBridge::opened);
    bridge().open(file.toStdString());
    QVERIFY(openedAgain.wait());
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QCOMPARE(lastStep(), end);
    QCOMPARE(signatureAt(10), early);
    QCOMPARE(bridge().runs().left().size(), std::size_t(1));
    QCOMPARE(bridge().runs().left().front()->label.name, name);
    QCOMPARE(bridge().runs().left().front()->history.points().size(), points);
    const int id = bridge().runs().left().front()->label.id;
    bridge().goTo(id);
    QTRY_COMPARE(run().label.id, id);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    trainAnEpoch();
}

void TestRuns::theFolderThatASessionNamesIsReadOnceAPersonSaysSo() {
    QTemporaryDir directory;
    const QString folder = directory.filePath(QStringLiteral("data"));
    const auto file = directory.filePath(QStringLiteral("run.tristate")).toStdString();
    auto experiment = test::smallExperiment();
    experiment.data.source = folder.toStdString();
    io::saveSession(file,
                    {.experiment = experiment,
                     .live = train::liveSettings(experiment.train),
                     .network = train::makeNetwork(experiment),
                     .trainer = {},
                     .data = nullptr},
                    {});
    open();
    start(1);
    QSignalSpy asked(&bridge(), &SessionBridge::dataAsked), opened(&bridge(), &SessionBridge::opened);
    bridge().open(file);
    QVERIFY(asked.wait());
    QCOMPARE(asked.first().at(1).toStringList(), QStringList{folder});
    QVERIFY(test::part<MessageBar>(*m_window).text().contains(folder));
    QCOMPARE(bridge().state(), RunState::Paused); // the run before is still there
    QVERIFY(run().experiment.data.source != experiment.data.source);
    start(2); // who does something else has answered
    bridge().readAskedData();
    QVERIFY(opened.isEmpty());

    bridge().open(file);
    QVERIFY(asked.wait());
    QVERIFY(opened.isEmpty());
    test::part<MessageBar>(*m_window).findChild<QPushButton*>()->click();
    QCOMPARE(opened.size(), 1);
    QTRY_COMPARE(bridge().state(), RunState::Failed); // there is no such folder
    bridge().open(file);
    QVERIFY(opened.wait()); // the present run has the same one
}

TRISTATE_UI_TEST_MAIN(TestRuns)
#include "test_runs.moc"

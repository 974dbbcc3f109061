#include "core/graph/graph_text.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/jobs/background_work.h"
#include "ui/main_window.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/run/refresh_schedule.h"
#include "ui/run/selection.h"
#include "ui/run/unit_state.h"
#include "ui/views/answer_panel.h"
#include "ui/views/confusion_table.h"
#include "ui/views/decision_map.h"
#include "ui/views/decision_picture.h"
#include "ui/views/draw_view.h"
#include "ui/views/ink_canvas.h"
#include "ui/views/input_map_view.h"
#include "ui/views/layer_table.h"
#include "ui/views/minibatch_view.h"
#include "ui/views/network_columns.h"
#include "ui/views/network_picture.h"
#include "ui/views/predictions_view.h"
#include "ui/views/unit_inspector.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include <cmath>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// The views that show weights: in the real window around a real run.
class TestWeightViews : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void selectingAnywhereSelectsEverywhere();
    void cutsAndRevives();
    void whatWasRemovedSaysHowToHaveItBack();
    void measuresWhatAUnitDoes();
    void inputMapSelectsPixels();
    void decisionMapTakesPoints();
    void aCellShowsItsSamples();
    void saysWhyASampleIsTakenForWhatItIs();
    void answersToADrawing();
    void takesTheNextMinibatchApart();
    void aNewRunForgetsTheSelection();
    void refusesToCutTheLastUnit();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    void start(train::Experiment experiment);
    void show(QWidget& view);
    train::Experiment moons();

    std::unique_ptr<MainWindow> m_window;
};

void TestWeightViews::init() {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestWeightViews::cleanup() {
    m_window.reset();
}

/// Trains one epoch and waits until the window has the weights.
void TestWeightViews::start(train::Experiment experiment) {
    bridge().start(experiment, true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    bridge().stepEpoch();
    QTRY_VERIFY(bridge().data().state && bridge().data().lastPoint() &&
                bridge().data().lastPoint()->epoch >= 1 && bridge().state() == RunState::Paused);
    QTRY_COMPARE(bridge().data().state->trainer.step, bridge().data().lastPoint()->step);
    test::part<RefreshSchedule>(*m_window).refreshAll();
}

void TestWeightViews::show(QWidget& view) {
    for (auto* tabs : m_window->findChildren<QTabWidget*>())
        if (tabs->indexOf(&view) >= 0) tabs->setCurrentWidget(&view);
    QCoreApplication::processEvents();
    test::part<RefreshSchedule>(*m_window).refreshAll();
    QTRY_VERIFY(test::part<BackgroundWork>(*m_window).isIdle());
}

train::Experiment TestWeightViews::moons() {
    auto experiment = test::smallExperiment();
    experiment.net = graph::parseGraph("2-12-8-2");
    experiment.data.source = "moons";
    experiment.data.trainSamples = 200;
    return experiment;
}

void TestWeightViews::selectingAnywhereSelectsEverywhere() {
    start(test::smallExperiment());
    auto& selection = test::part<Selection>(*m_window);
    auto& network = test::part<NetworkPicture>(*m_window);
    const auto& block = network.columns()[2];
    QTest::mouseClick(&network, Qt::LeftButton, {}, block.dots[5].toPoint());
    QCOMPARE(selection.unit(), std::optional(UnitRef{1, 5}));
    QVERIFY(test::part<UnitInspector>(*m_window).summary().startsWith(QStringLiteral("Gate w: ")));
    test::part<LayerTable>(*m_window).refresh(); // its tab is behind another one, where views wait
    QCOMPARE(test::part<LayerTable>(*m_window).table().selectionModel()->selectedRows().size(), 1);
    QCOMPARE(test::part<LayerTable>(*m_window).table().selectionModel()->selectedRows()[0].row(), 1);

    auto& gates = test::part<GateMapPlot>(*m_window);
    gates.selectAt(gates.placeOf({0, 17}));
    QCOMPARE(selection.unit(), std::optional(UnitRef{0, 17}));
    QCOMPARE(test::part<LayerTable>(*m_window).table().selectionModel()->selectedRows()[0].row(), 0);

    network.setFocus();
    QTest::keyClick(&network, Qt::Key_Down);
    QCOMPARE(selection.unit(), std::optional(UnitRef{0, 18}));
    QTest::keyClick(&network, Qt::Key_Right);
    QCOMPARE(selection.unit()->layer, 1);
    test::part<LayerTable>(*m_window).table().selectRow(0);
    QCOMPARE(selection.unit()->layer, 0);
    QTest::keyClick(&network, Qt::Key_Escape);
    QVERIFY(!selection.unit());
}

void TestWeightViews::cutsAndRevives() {
    start(test::smallExperiment());
    test::part<Selection>(*m_window).selectUnit(UnitRef{0, 7});
    auto& inspector = test::part<UnitInspector>(*m_window);
    const auto gate = [&] { return bridge().data().lastColumn()->gates[0][7]; };
    if (gate() < 0.5F) inspector.restoreButton().click();
    QTRY_VERIFY(gate() >= 0.5F);
    auto& picture = test::part<NetworkPicture>(*m_window);
    const auto tip = [&] {
        return picture.tipAt(picture.columns()[1].dots[7]).section(QLatin1Char('\n'), 1);
    };
    test::part<RefreshSchedule>(*m_window).refreshAll();
    QVERIFY2(tip().startsWith(QStringLiteral("7 of fc1: gate w ")) &&
                 tip().endsWith(QStringLiteral(", open")),
             qUtf8Printable(tip()));
    QVERIFY(inspector.pruneButton().isEnabled());
    QVERIFY(!inspector.restoreButton().isEnabled());
    inspector.pruneButton().click();
    QTRY_COMPARE(gate(), 0.0F);
    const auto& events = bridge().data().history.events();
    QVERIFY(std::any_of(events.begin(), events.end(), [](const train::Event& event) {
        return event.kind == train::EventKind::UnitPruned && event.layer == 0 && event.unit == 7;
    }));
    test::part<RefreshSchedule>(*m_window).refreshAll();
    QVERIFY(!inspector.pruneButton().isEnabled());
    QCOMPARE(tip(), QStringLiteral("7 of fc1: gate w 0.00, closed, can be restored"));
    QVERIFY(inspector.summary().startsWith(QStringLiteral("Gate w: 0.00, closed")));
    QVERIFY(!inspector.summary().contains(QStringLiteral("Depth gate"))); // no layer of this run has one
    inspector.restoreButton().click();
    QTRY_COMPARE(gate(), 1.0F);
}

void TestWeightViews::whatWasRemovedSaysHowToHaveItBack() {
    auto experiment = test::smallExperiment();
    experiment.train.patience = 1;
    start(experiment);
    test::part<Selection>(*m_window).selectUnit(UnitRef{0, 7});
    auto& inspector = test::part<UnitInspector>(*m_window);
    test::part<RefreshSchedule>(*m_window).refreshAll();
    const auto isRemoved = [&] { return unitState(bridge().data(), {0, 7}) == UnitState::Removed; };
    inspector.pruneButton().click();
    bridge().stepEpoch();
    QTRY_VERIFY(isRemoved());
    test::part<RefreshSchedule>(*m_window).refreshAll();
    QVERIFY(!inspector.restoreButton().isEnabled() && !inspector.pruneButton().isEnabled());
    QVERIFY(inspector.restoreButton().toolTip().contains(QStringLiteral("Go back in the timeline")));
    auto& picture = test::part<NetworkPicture>(*m_window);
    QVERIFY(
        picture.tipAt(picture.columns()[1].dots[7]).endsWith(QStringLiteral("7 of fc1: removed for good")));
    QCOMPARE(picture.keyTexts(1e6).size(), 6);
    QCOMPARE(picture.keyTexts(60).size(), 1);
}

void TestWeightViews::measuresWhatAUnitDoes() {
    start(test::smallExperiment());
    test::part<Selection>(*m_window).selectUnit(UnitRef{1, 2});
    QTRY_VERIFY(test::part<UnitInspector>(*m_window).effect());
    const auto& effect = *test::part<UnitInspector>(*m_window).effect();
    const auto& state = *bridge().data().state;
    const auto expected = inspect::measureUnit(state.network, state.data->evaluation(), 500, 1, 2);
    QCOMPARE(effect.lossClosed, expected->lossClosed);
    QVERIFY2(test::part<UnitInspector>(*m_window).summary().contains(
                 QStringLiteral("Without it, before any relearning: loss")),
             qUtf8Printable(test::part<UnitInspector>(*m_window).summary()));
}

void TestWeightViews::inputMapSelectsPixels() {
    auto experiment = test::smallExperiment();
    experiment.net = graph::parseGraph("784-g-40-10");
    start(experiment);
    auto& map = test::part<InputMapView>(*m_window);
    show(map);
    QVERIFY2(map.summary().contains(QStringLiteral("of 784 inputs")), qUtf8Printable(map.summary()));
    QCOMPARE(map.inputAt(map.placeOf(300).center()), 300);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.placeOf(300).center().toPoint());
    QCOMPARE(test::part<Selection>(*m_window).unit(), std::optional(UnitRef{0, 300}));
    QTest::keyClick(&map, Qt::Key_Down);
    QCOMPARE(test::part<Selection>(*m_window).unit(), std::optional(UnitRef{0, 328}));
}

void TestWeightViews::decisionMapTakesPoints() {
    start(moons());
    auto& map = test::part<DecisionMap>(*m_window);
    show(map);
    QCOMPARE(map.picture().raster().side, DecisionMap::kSide);
    QVERIFY(!map.trainButton().isEnabled());
    QTest::mouseClick(&map.picture(), Qt::LeftButton, {}, map.picture().toWidget({0.25, 0.75}).toPoint());
    QCOMPARE(map.points().size(), std::size_t(1));
    QVERIFY(std::abs(map.points()[0].x - 0.25) < 0.01 && std::abs(map.points()[0].y - 0.75) < 0.01);
    QTest::keyClick(&map.picture(), Qt::Key_Return);
    QCOMPARE(map.points().size(), std::size_t(2));
    const auto points = map.points();
    map.trainButton().click();
    QCOMPARE(bridge().data().experiment.data.points, points);
    QTRY_VERIFY(bridge().data().data());
    QCOMPARE(bridge().data().data()->train.size(), std::size_t(200 - 50 + 2));
}

void TestWeightViews::aCellShowsItsSamples() {
    start(test::smallExperiment());
    auto& predictions = test::part<PredictionsView>(*m_window);
    show(predictions);
    QTRY_COMPARE(predictions.table().confusion().samples, 50);
    QVERIFY(!predictions.shownSamples().empty());
    const auto& confusion = predictions.table().confusion();
    int label = 0;
    while (confusion.at(label, label) == 0) ++label;
    predictions.matrix().setCurrentIndex(predictions.table().index(label, label));
    QCOMPARE(test::part<Selection>(*m_window).cell(), std::optional(ConfusionCell{label, label}));
    QCOMPARE(predictions.shownSamples().size(), static_cast<std::size_t>(confusion.at(label, label)));
    const auto& evaluation = bridge().data().data()->evaluation();
    for (const auto sample : predictions.shownSamples())
        QCOMPARE(static_cast<int>(evaluation.labels[sample]), label);
    predictions.allButton().click();
    QVERIFY(!test::part<Selection>(*m_window).cell());
    QCOMPARE(predictions.shownSamples().size(), std::size_t(50));
}

void TestWeightViews::saysWhyASampleIsTakenForWhatItIs() {
    start(test::smallExperiment());
    auto& predictions = test::part<PredictionsView>(*m_window);
    show(predictions);
    QTRY_COMPARE(predictions.table().confusion().samples, 50);
    QVERIFY(!predictions.answer().isVisible());
    auto& samples = *predictions.findChild<QListWidget*>();
    const QRect first = samples.visualItemRect(samples.item(0));
    QTest::mouseClick(samples.viewport(), Qt::LeftButton, {}, first.center());
    QCOMPARE(predictions.answer().sample(), std::optional(predictions.shownSamples().front()));
    QTRY_VERIFY(!predictions.answer().words().isEmpty());
    const QString words = predictions.answer().words();
    QVERIFY2(words.contains(QStringLiteral("is taken for")), qPrintable(words));
    // A click on a neuron that spoke for the answer chooses it.
    const auto link = QRegularExpression(QStringLiteral("href=\"(\\d+):(\\d+)\"")).match(words);
    QVERIFY2(link.hasMatch(), qPrintable(words));
    Q_EMIT predictions.answer().findChild<QLabel*>()->linkActivated(link.captured(1) + QLatin1Char(':') +
                                                                    link.captured(2));
    QCOMPARE(test::part<Selection>(*m_window).unit(),
             std::optional(UnitRef{link.captured(1).toInt(), link.captured(2).toInt()}));
    start(test::smallExperiment());
    QTRY_VERIFY(!predictions.answer().sample()); // it was of the run before
}

void TestWeightViews::answersToADrawing() {
    auto experiment = test::smallExperiment();
    start(experiment);
    auto& view = test::part<DrawView>(*m_window);
    show(view);
    QVERIFY(view.probabilities().empty());
    auto& canvas = view.canvas();
    QTest::mousePress(&canvas, Qt::LeftButton, {}, canvas.rect().center() - QPoint(0, 60));
    QTest::mouseMove(&canvas, canvas.rect().center());
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, canvas.rect().center());
    QTRY_COMPARE(view.probabilities().size(), std::size_t(10));
    QVERIFY2(view.answer().startsWith(QStringLiteral("It says")), qUtf8Printable(view.answer()));
    canvas.clear();
    QTRY_VERIFY(view.probabilities().empty());
}

void TestWeightViews::takesTheNextMinibatchApart() {
    auto& view = test::part<MinibatchView>(*m_window);
    QVERIFY(!view.anatomy());
    start(test::smallExperiment());
    show(view);
    QTRY_VERIFY(view.anatomy());
    const auto step = bridge().data().lastPoint()->step;
    QCOMPARE(view.anatomy()->step, step);
    QCOMPARE(view.stage(), MinibatchView::Stage::Forward);
    QStringList sentences{view.summary()};
    for (const auto stage : {MinibatchView::Stage::Gradients, MinibatchView::Stage::Gates}) {
        view.nextButton().click();
        QCOMPARE(view.stage(), stage);
        sentences << view.summary();
    }
    QCOMPARE(sentences.removeDuplicates(), 0);
    const auto expected = view.anatomy()->layers.front().after;
    view.nextButton().click(); // trains it
    QCOMPARE(view.stage(), MinibatchView::Stage::Forward);
    QTRY_COMPARE(bridge().data().lastPoint()->step, step + 1);
    const auto& gates = bridge().data().shownColumn()->gates.front();
    const auto original = view.anatomy() ? view.anatomy()->layers.front().original : std::vector<int>{};
    for (std::size_t i = 0; i < std::min(expected.size(), original.size()); ++i)
        QCOMPARE(gates[static_cast<std::size_t>(original[i])], expected[i]);
    show(view);
    QTRY_VERIFY(view.anatomy() && view.anatomy()->step == step + 1);
    bridge().play();
    QTRY_VERIFY(bridge().data().lastPoint()->step > step + 1);
    test::part<RefreshSchedule>(*m_window).refreshAll();
    QVERIFY(!view.nextButton().isEnabled());
    bridge().pause();
}

void TestWeightViews::aNewRunForgetsTheSelection() {
    start(test::smallExperiment());
    show(test::part<PredictionsView>(*m_window));
    test::part<Selection>(*m_window).selectUnit(UnitRef{1, 5});
    test::part<Selection>(*m_window).selectCell(ConfusionCell{1, 1});
    start(moons());
    QVERIFY(!test::part<Selection>(*m_window).unit());
    QVERIFY(!test::part<Selection>(*m_window).cell());
}

void TestWeightViews::refusesToCutTheLastUnit() {
    auto experiment = moons();
    experiment.net = graph::parseGraph("2-1-2");
    start(experiment);
    QSignalSpy problems(&bridge(), &SessionBridge::problem);
    bridge().editGate({.layer = 0, .unit = 0, .open = false});
    QTRY_COMPARE(problems.count(), 1);
    QVERIFY(problems.first().first().toString().contains(QStringLiteral("last open one")));
}

TRISTATE_UI_TEST_MAIN(TestWeightViews)
#include "test_weight_views.moc"

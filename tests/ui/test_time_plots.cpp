#include "core/graph/graph_text.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/plots/qcp.h"

#include <QComboBox>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <initializer_list>
#include <limits>
#include <numeric>

using namespace tristate;
using namespace tristate::ui;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

QToolButton& toggle(const QWidget& plot, const char* text) {
    for (auto* button : plot.findChildren<QToolButton*>())
        if (button->text() == QLatin1String(text)) return *button;
    qFatal("no button %s", text);
}

QCustomPlot& canvas(const QWidget& plot) {
    return test::part<QCustomPlot>(plot);
}

void showLarge(QWidget& plot) {
    plot.resize(600, 400);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    canvas(plot).replot(QCustomPlot::rpImmediateRefresh);
}

QCPGraph* graphNamed(const QWidget& plot, const QString& name) {
    for (int i = 0; i < canvas(plot).graphCount(); ++i)
        if (canvas(plot).graph(i)->name() == name) return canvas(plot).graph(i);
    for (auto* graph : canvas(plot).findChildren<QCPGraph*>())
        if (graph->name() == name) return graph;
    return nullptr;
}

RunData oneLayerRun(int units, int points) {
    RunData run;
    run.number = 1;
    run.experiment.net = graph::parseGraph("10-" + std::to_string(units) + "-2");
    for (int i = 0; i < points; ++i) {
        train::Point point = test::fakePoint(i);
        point.gates = {std::vector<float>(static_cast<std::size_t>(units), 1.0F)};
        point.gates[0].front() = 0.1F;
        point.open = {units - 1};
        point.depths = {0};
        run.history.add(point);
    }
    return run;
}

} // namespace

/// Plots over time as a person handles them: pointing, zooming, following, switching axes.
class TestTimePlots : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pointingReadsTheValues();
    void allPlotsPointAtTheSameMoment();
    void aNewRunTakesTheReadoutAway();
    void zoomingInOneZoomsAll();
    void followCatchesUp();
    void followIsLeftByItsButton();
    void whatIsNoNumberIsAGap();
    void zeroHasNoPlaceOnALogarithmicAxis();
    void smoothingKeepsThePoints();
    void layersOfAnySize_data();
    void layersOfAnySize();
    void aClickOnARowSelectsItsUnit();
    void aClickOutsideSelectsNothing();
    void rowsByValueAreClickedByValue();
};

void TestTimePlots::pointingReadsTheValues() {
    const RunData run = test::fakeRun(30);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    showLarge(curves);
    curves.refresh();
    QCOMPARE(curves.readout(), QString());
    axis.pointAt(2.0);
    QVERIFY2(curves.readout().startsWith(QStringLiteral("epoch 2.00 (step 200)   loss 0.1   error 2.50 %")),
             qUtf8Printable(curves.readout()));
    QVERIFY2(curves.readout().endsWith(QStringLiteral("test 0.15, 3.75 %")),
             qUtf8Printable(curves.readout()));
    axis.pointAt(2.05); // the point after it: nothing was measured there
    QVERIFY2(!curves.readout().contains(QStringLiteral("test")), qUtf8Printable(curves.readout()));
    axis.pointAt(99); // beyond the end: the newest
    QVERIFY2(curves.readout().startsWith(QStringLiteral("epoch 3.00")), qUtf8Printable(curves.readout()));
    axis.pointAt(-1);
    QCOMPARE(curves.readout(), QString());
}

void TestTimePlots::allPlotsPointAtTheSameMoment() {
    const RunData run = test::fakeRun(30);
    TimeAxis axis;
    Selection selection;
    CurvesPlot curves(run, axis);
    OpenUnitsPlot units(run, axis);
    GateMapPlot gates(run, axis, selection);
    for (TimePlot* plot : std::initializer_list<TimePlot*>{&curves, &units, &gates}) {
        showLarge(*plot);
        plot->refresh();
    }
    QTest::mouseMove(&canvas(curves), canvas(curves).axisRect(0)->rect().center());
    QVERIFY(!curves.readout().isEmpty());
    const QString moment = curves.readout().section(QLatin1Char(')'), 0, 0);
    QVERIFY2(units.readout().startsWith(moment), qUtf8Printable(units.readout()));
    QVERIFY2(gates.readout().startsWith(moment), qUtf8Printable(gates.readout()));
    QVERIFY2(units.readout().contains(QStringLiteral("parameters")), qUtf8Printable(units.readout()));
    QVERIFY2(gates.readout().contains(QStringLiteral("open ")), qUtf8Printable(gates.readout()));
    QTest::mouseMove(&canvas(curves), QPoint(2, 100)); // beside the curves
    for (const TimePlot* plot : std::initializer_list<const TimePlot*>{&curves, &units, &gates})
        QCOMPARE(plot->readout(), QString());
}

void TestTimePlots::aNewRunTakesTheReadoutAway() {
    RunData run = test::fakeRun(30);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    showLarge(curves);
    curves.refresh();
    axis.pointAt(2);
    QVERIFY(!curves.readout().isEmpty());
    const int number = run.number;
    run = test::fakeRun(0);
    run.number = number + 1;
    curves.refresh();
    QCOMPARE(curves.readout(), QString());
}

void TestTimePlots::zoomingInOneZoomsAll() {
    const RunData run = test::fakeRun(100);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    OpenUnitsPlot units(run, axis);
    for (TimePlot* plot : std::initializer_list<TimePlot*>{&curves, &units}) {
        showLarge(*plot);
        plot->refresh();
        QVERIFY(toggle(*plot, "Follow").isChecked());
    }
    canvas(curves).axisRect(0)->axis(QCPAxis::atBottom)->setRange(2, 4);
    QCOMPARE(axis.lower(), 2.0);
    QCOMPARE(axis.upper(), 4.0);
    QVERIFY(!axis.isFollowing());
    for (auto* rect : canvas(curves).axisRects()) QCOMPARE(rect->axis(QCPAxis::atBottom)->range().lower, 2.0);
    QCOMPARE(canvas(units).axisRect(0)->axis(QCPAxis::atBottom)->range().upper, 4.0);
    for (TimePlot* plot : std::initializer_list<TimePlot*>{&curves, &units})
        QVERIFY(!toggle(*plot, "Follow").isChecked());
    // The values are those of the stretch: the loss of epochs 2 to 4 is far below that of the first ones.
    QVERIFY(canvas(curves).axisRect(0)->axis(QCPAxis::atLeft)->range().upper < 0.5);
    QTest::mouseDClick(&canvas(units), Qt::LeftButton, {}, QPoint(200, 200));
    QVERIFY(axis.isFollowing());
    QCOMPARE(canvas(curves).axisRect(0)->axis(QCPAxis::atBottom)->range().lower, 0.0);
}

void TestTimePlots::followCatchesUp() {
    RunData run = test::fakeRun(10);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    showLarge(curves);
    curves.refresh();
    axis.zoom(0.2, 0.5);
    for (int i = 10; i < 40; ++i) run.history.add(test::fakePoint(i));
    curves.refresh();
    QCOMPARE(axis.upper(), 0.5); // who zoomed stays there
    QTest::mouseClick(&toggle(curves, "Follow"), Qt::LeftButton);
    QVERIFY(axis.isFollowing());
    QVERIFY(axis.upper() >= 4.0);
    QCOMPARE(axis.lower(), 0.0);
}

void TestTimePlots::followIsLeftByItsButton() {
    RunData run = test::fakeRun(10);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    showLarge(curves);
    curves.refresh();
    const double upper = axis.upper();
    QTest::mouseClick(&toggle(curves, "Follow"), Qt::LeftButton);
    QVERIFY(!axis.isFollowing());
    for (int i = 10; i < 40; ++i) run.history.add(test::fakePoint(i));
    curves.refresh();
    QVERIFY(std::abs(axis.upper() - upper) < 1e-6);
}

void TestTimePlots::whatIsNoNumberIsAGap() {
    RunData run = test::fakeRun(20);
    train::Point broken = test::fakePoint(20);
    broken.loss = broken.error = kNaN;
    broken.evaluationLoss = broken.evaluationError = kNaN;
    run.history.add(broken);
    run.history.add(test::fakePoint(21));
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    showLarge(curves);
    curves.refresh();
    QCOMPARE(curves.lastStep(), 220);
    for (auto* rect : canvas(curves).axisRects()) {
        const QCPRange range = rect->axis(QCPAxis::atLeft)->range();
        QVERIFY(std::isfinite(range.lower) && std::isfinite(range.upper) && range.lower < range.upper);
    }
    axis.pointAt(broken.epoch);
    QVERIFY2(curves.readout().contains(QStringLiteral("error –")), qUtf8Printable(curves.readout()));
}

void TestTimePlots::zeroHasNoPlaceOnALogarithmicAxis() {
    RunData run = test::fakeRun(20);
    train::Point perfect = test::fakePoint(20);
    perfect.error = 0;
    run.history.add(perfect);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    showLarge(curves);
    curves.refresh();
    auto* errors = canvas(curves).axisRects()[1]->axis(QCPAxis::atLeft);
    QVERIFY(curves.isLogarithmic());
    QVERIFY(errors->range().lower > 0);
    toggle(curves, "Smooth").click(); // or the average would stand for the point
    toggle(curves, "Log").click();
    QVERIFY(!curves.isLogarithmic());
    QCOMPARE(errors->range().lower, 0.0);
    toggle(curves, "Log").click();
    QVERIFY(errors->range().lower > 0);
}

void TestTimePlots::smoothingKeepsThePoints() {
    RunData run = test::fakeRun(0);
    for (int i = 0; i < 60; ++i) {
        train::Point point = test::fakePoint(i);
        point.loss = i % 2 ? 1.5 : 0.5;
        run.history.add(point);
    }
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    showLarge(curves);
    curves.refresh();
    auto* smooth = graphNamed(curves, QStringLiteral("training"));
    QVERIFY(smooth);
    const auto extent = [&] {
        bool found = false;
        const QCPRange range = smooth->getValueRange(found, QCP::sdBoth, QCPRange(3, 6));
        return found ? range.size() : kNaN;
    };
    QVERIFY(extent() < 0.35); // the average hardly moves
    toggle(curves, "Smooth").click();
    QVERIFY(std::abs(extent() - 1.0) < 1e-9); // the points themselves
}

void TestTimePlots::layersOfAnySize_data() {
    QTest::addColumn<int>("units");
    for (const int units : {1, 2, 4096}) QTest::addRow("%d", units) << units;
}

void TestTimePlots::layersOfAnySize() {
    QFETCH(const int, units);
    const RunData run = oneLayerRun(units, 12);
    TimeAxis axis;
    Selection selection;
    GateMapPlot map(run, axis, selection);
    OpenUnitsPlot open(run, axis);
    for (TimePlot* plot : std::initializer_list<TimePlot*>{&map, &open}) {
        showLarge(*plot);
        plot->refresh();
        QVERIFY(!plot->grab().isNull());
    }
    QCOMPARE(map.bands(), 1);
    QCOMPARE(map.raster(0).units(), units);
    const auto bars = map.histogram(0);
    QCOMPARE(std::accumulate(bars.begin(), bars.end(), 0), units);
    QCOMPARE(bars[2], 1);             // the gate at 0.1
    QCOMPARE(bars.back(), units - 1); // 1 belongs to the last bar
    QCOMPARE(open.layers(), 1);
    const QCPRange counts = canvas(open).axisRect(0)->axis(QCPAxis::atLeft)->range();
    QVERIFY(counts.upper > units - 1 && counts.lower < counts.upper);
    map.selectAt(map.placeOf({0, units - 1}));
    QCOMPARE(selection.unit(), std::optional(UnitRef{0, units - 1}));
}

void TestTimePlots::aClickOnARowSelectsItsUnit() {
    const RunData run = test::fakeRun(40);
    TimeAxis axis;
    Selection selection;
    GateMapPlot map(run, axis, selection);
    showLarge(map);
    map.refresh();
    canvas(map).replot(QCustomPlot::rpImmediateRefresh);
    for (const UnitRef unit : {UnitRef{0, 0}, UnitRef{0, 7}, UnitRef{1, 4}}) {
        QTest::mouseClick(&canvas(map), Qt::LeftButton, {}, map.placeOf(unit).toPoint());
        QCOMPARE(selection.unit(), std::optional(unit));
    }
}

void TestTimePlots::aClickOutsideSelectsNothing() {
    const RunData run = test::fakeRun(40);
    TimeAxis axis;
    Selection selection;
    GateMapPlot map(run, axis, selection);
    showLarge(map);
    map.refresh();
    canvas(map).replot(QCustomPlot::rpImmediateRefresh);
    map.selectAt({1, 1});
    map.selectAt({-50, 5000});
    QVERIFY(!selection.unit());
}

void TestTimePlots::rowsByValueAreClickedByValue() {
    RunData run = test::fakeRun(10);
    train::Point last = test::fakePoint(10);
    last.gates[1] = {0.1F, 0.9F, 0.3F, 1.0F, 0.0F};
    run.history.add(last);
    TimeAxis axis;
    Selection selection;
    GateMapPlot map(run, axis, selection);
    showLarge(map);
    map.refresh();
    canvas(map).replot(QCustomPlot::rpImmediateRefresh);
    const QPointF top = map.placeOf({1, 0});
    map.selectAt(top);
    QCOMPARE(selection.unit(), std::optional(UnitRef{1, 0}));
    map.sortByValue(true);
    canvas(map).replot(QCustomPlot::rpImmediateRefresh);
    map.selectAt(top); // the largest gate is on top now
    QCOMPARE(selection.unit(), std::optional(UnitRef{1, 3}));
    QVERIFY(map.placeOf({1, 4}).y() > map.placeOf({1, 0}).y());
}

TRISTATE_UI_TEST_MAIN(TestTimePlots)
#include "test_time_plots.moc"

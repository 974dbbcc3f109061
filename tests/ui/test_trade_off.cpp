#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/theme.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/gate_curve_plot.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/plots/qcp.h"
#include "ui/plots/trade_off_plot.h"

#include <QSignalSpy>
#include <QTest>

#include <initializer_list>
#include <utility>

using namespace tristate;
using namespace tristate::ui;

namespace {

QCustomPlot& canvas(const QWidget& plot) {
    return test::part<QCustomPlot>(plot);
}

} // namespace

/// Error against parameters, the curve of one gate, and the colours of all plots.
class TestTradeOff : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aClickOnADotAsksForItsMoment();
    void errorsOfZeroAreOnTheTradeOff();
    void darkThemesReachEveryPlot();
    void theGateCurveFollowsTheUnit();
};

void TestTradeOff::aClickOnADotAsksForItsMoment() {
    RunData run = test::fakeRun(40);
    run.label.id = 1;
    Runs runs;
    TradeOffPlot plot(run, runs);
    plot.resize(500, 400);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    plot.refresh();
    auto& area = canvas(plot);
    area.replot(QCustomPlot::rpImmediateRefresh);
    QSignalSpy asked(&plot, &TradeOffPlot::momentAsked);
    const auto& outcome = plot.shown()[1];
    const QPointF dot(area.xAxis->coordToPixel(outcome.parameters), area.yAxis->coordToPixel(outcome.error));
    QTest::mouseClick(&area, Qt::LeftButton, {}, dot.toPoint());
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().toLongLong(), outcome.step);
    QTest::mouseClick(&area, Qt::LeftButton, {}, area.axisRect()->rect().bottomLeft() + QPoint(3, -3));
    QCOMPARE(asked.count(), 1); // nothing is there
}

/// Data in the plane are often learnt without a mistake: that moment is the best of all.
void TestTradeOff::errorsOfZeroAreOnTheTradeOff() {
    RunData run = test::fakeRun(30);
    run.label.id = 1;
    train::Point perfect = test::fakePoint(30);
    perfect.evaluationError = 0;
    perfect.evaluationLoss = 0.01;
    run.history.add(perfect);
    Runs runs;
    TradeOffPlot plot(run, runs);
    plot.resize(500, 400);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    plot.refresh();
    auto& area = canvas(plot);
    area.replot(QCustomPlot::rpImmediateRefresh);
    QCOMPARE(plot.front().back().error, 0.0);
    QSignalSpy asked(&plot, &TradeOffPlot::momentAsked);
    const double x = area.xAxis->coordToPixel(static_cast<double>(perfect.parameters));
    const QRect inside = area.axisRect()->rect();
    for (int y = inside.bottom(); y > inside.top() && asked.isEmpty(); y -= 4)
        QTest::mouseClick(&area, Qt::LeftButton, {}, QPoint(static_cast<int>(x), y));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().toLongLong(), perfect.step);
    // A run without a single mistake is no empty picture, either.
    RunData faultless = test::fakeRun(0);
    faultless.label.id = 1;
    faultless.history.add(perfect);
    TradeOffPlot other(faultless, runs);
    other.refresh();
    QVERIFY(canvas(other).yAxis->range().lower > 0);
}

void TestTradeOff::darkThemesReachEveryPlot() {
    const RunData run = test::fakeRun(30);
    Runs runs;
    TimeAxis axis;
    Selection selection;
    CurvesPlot curves(run, axis);
    OpenUnitsPlot units(run, axis);
    GateMapPlot gates(run, axis, selection);
    TradeOffPlot tradeOff(run, runs);
    GateCurvePlot gate;
    curves.refresh();
    units.refresh();
    gates.refresh();
    for (const auto& [theme, isDarkTheme] : {std::pair{Theme::Dark, true}, {Theme::Light, false}}) {
        applyTheme(theme);
        QCoreApplication::processEvents();
        for (QWidget* plot : std::initializer_list<QWidget*>{&curves, &units, &gates, &tradeOff, &gate}) {
            plot->resize(400, 300);
            canvas(*plot).replot(QCustomPlot::rpImmediateRefresh);
            const QImage picture = canvas(*plot).toPixmap(300, 200).toImage();
            QVERIFY2((picture.pixelColor(298, 1).lightness() < 90) == isDarkTheme,
                     plot->metaObject()->className());
            const QColor ticks = canvas(*plot).axisRect(0)->axis(QCPAxis::atLeft)->tickLabelColor();
            QVERIFY2((ticks.lightness() > 128) == isDarkTheme, plot->metaObject()->className());
        }
    }
}

void TestTradeOff::theGateCurveFollowsTheUnit() {
    const RunData run = test::fakeRun(25);
    GateCurvePlot curve;
    curve.show(run, {});
    QCOMPARE(curve.points(), 0);
    curve.show(run, UnitRef{0, 7});
    QCOMPARE(curve.points(), 25);
    curve.show(run, UnitRef{7, 0}); // of another net
    QCOMPARE(curve.points(), 0);
    curve.show(run, UnitRef{1, 99});
    QCOMPARE(curve.points(), 0);
    const RunData longRun = test::fakeRun(2000);
    curve.show(longRun, UnitRef{1, 0});
    QVERIFY(curve.points() > 150 && curve.points() <= 600);
    const auto* line = canvas(curve).graph(0);
    QCOMPARE(line->data()->at(line->dataCount() - 1)->key, longRun.lastColumn()->epoch); // up to the newest
}

TRISTATE_UI_TEST_MAIN(TestTradeOff)
#include "test_trade_off.moc"

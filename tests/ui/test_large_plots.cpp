#include "tests/ui/support/large_nets.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/panels/status_line.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/plots/qcp.h"
#include "ui/views/layer_table_model.h"

#include <QAbstractItemModelTester>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <tuple>
#include <vector>

using namespace tristate;
using namespace tristate::ui;
using namespace tristate::ui::test;

/// Plots, figures and tables of nets of many layers.
namespace {

/// The gate map of a ResNet-56 in a window of usual size.
struct ShownMap {
    ShownMap() {
        closeLayers(run, {});
        map.resize(440, 500);
        map.show();
        isExposed = QTest::qWaitForWindowExposed(&map);
        map.refresh();
    }

    RunData run = runOf(kResNet56);
    TimeAxis axis;
    Selection selection;
    GateMapPlot map{run, axis, selection};
    bool isExposed = false;
};

} // namespace

class TestLargePlots : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theGateMapShowsLegibleBands();
    void theWheelBelongsToTimeOverBands();
    void figuresOfManyLayersStayShort();
    void blocksOfALargeNetBeginClosed();
};

void TestLargePlots::theGateMapShowsLegibleBands() {
    ShownMap shown;
    QVERIFY(shown.isExposed);
    GateMapPlot& map = shown.map;
    Selection& selection = shown.selection;
    QCOMPARE(map.bands(), 30);
    QVERIFY(map.inView() >= 4 && map.inView() < 12);
    QCoreApplication::processEvents();
    double last = 0;
    for (int layer = 0; layer < map.inView(); ++layer) {
        const double middle = map.placeOf({layer, 8}).y();
        QVERIFY(layer == 0 || middle - last >= 44);
        last = middle;
    }
    QVERIFY(last < map.height() - 44);
    QVERIFY(map.placeOf({29, 0}).isNull());
    selection.showFrom(25);
    QCOMPARE(map.first(), std::min(25, 30 - map.inView()));
    QCOMPARE(map.histogram(27)[19], 64);
    QTest::qWait(50); // it is painted, so that bands have their places
    map.selectAt(map.placeOf({27, 5}));
    QCOMPARE(selection.unit(), std::optional(UnitRef{27, 5}));
    selection.showFrom(100); // beyond the last one
    QCOMPARE(map.first() + map.inView(), 30);
}

void TestLargePlots::theWheelBelongsToTimeOverBands() {
    ShownMap shown;
    QVERIFY(shown.isExposed);
    GateMapPlot& map = shown.map;
    QTest::qWait(50);
    auto& plot = *map.findChild<QCustomPlot*>();
    const auto turn = [&](QPointF place) {
        QWheelEvent wheel(place, plot.mapToGlobal(place), {}, {0, -240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&plot, &wheel);
    };
    const TimeAxis& axis = shown.axis;
    const double upper = axis.upper();
    const QPointF band = map.placeOf({1, 4});
    turn(band);
    QCOMPARE(map.first(), 0);
    QVERIFY(axis.upper() != upper);
    const double zoomed = axis.upper();
    turn({plot.width() - 30.0, band.y()}); // over a histogram
    QCOMPARE(map.first(), 2);
    QCOMPARE(axis.upper(), zoomed);
}

void TestLargePlots::figuresOfManyLayersStayShort() {
    for (const auto& [net, names, status] :
         {std::tuple(kResNet56, 4, QStringLiteral("Neurons: 1,120 of 1,120 in 30 layers")),
          std::tuple("10-8-5-2", 3, QStringLiteral("Neurons: 13 of 13 (8 - 5)"))}) {
        RunData run = runOf(net);
        closeLayers(run, {});
        TimeAxis axis;
        OpenUnitsPlot plot(run, axis);
        plot.resize(500, 300);
        plot.refresh();
        QCOMPARE(plot.legendNames().size(), names);
        QCOMPARE(plot.legendNames().last(), OpenUnitsPlot::tr("parameters (right)"));
        QVERIFY(plot.legendNames().contains(outlineOf(run.experiment.net).layers.back().name));
        StatusLine line;
        line.show(run, train::RunState::Paused, false);
        QVERIFY2(line.text().contains(status), qUtf8Printable(line.text()));
    }
}

void TestLargePlots::blocksOfALargeNetBeginClosed() {
    RunData run = runOf("1x8x8:4c3+1-[5c3+1-4c3+1]+x25-ga-3");
    const auto outline = outlineOf(run.experiment.net);
    std::vector<train::LayerRow> rows(outline.rows.size(),
                                      train::LayerRow{.name = "conv", .units = 4, .open = 2, .gated = true});
    LayerTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setLayers(rows, outline);
    QCOMPARE(model.rowCount(), 1 + 25 + 1 + 1); // conv1, headings, the output, totals
    QCOMPARE(model.lineOf(0), 0);
    QCOMPARE(model.lineOf(7), 7); // it is in the block of this heading
    QCOMPARE(model.layerAt(7), -1);
    QCOMPARE(model.blockAt(7), 6);
    model.toggle(6);
    QCOMPARE(model.rowCount(), 30);
    QCOMPARE(model.lineOf(7), 8);
    QCOMPARE(model.layerAt(8), 7);
    model.toggle(6);
    QCOMPARE(model.rowCount(), 28);
    rows[3].open = 1;
    model.setLayers(rows, outline); // other figures open nothing
    QCOMPARE(model.rowCount(), 28);
}

TRISTATE_UI_TEST_MAIN(TestLargePlots)
#include "test_large_plots.moc"

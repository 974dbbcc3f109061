#include "core/graph/graph_text.h"
#include "core/messages/exports.h"
#include "core/train/trainer.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/palette.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/plots/parabola_plot.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"
#include "ui/views/export_report.h"
#include "ui/views/layer_table.h"
#include "ui/views/network_picture.h"

#include <QScrollBar>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

using namespace tristate;
using namespace tristate::ui;

/// Views over runs that were never trained.
class TestPlots : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gateMapShowsTheHistory();
    void gateMapSortsByValue();
    void histogramCountsEveryUnit();
    void plotsShowTheSameMarks();
    void newRunForgetsTheOldOne();
    void targetIsALineAcrossTheErrors();
    void theErrorOfAnImportedFileIsALineToo();
    void curvesGoOnAfterTheHistoryWasThinned();
    void parabolaFollowsTheEstimator();
    void emptyRunsCanBeDrawn();
    void layerTableTellsWhatIsLeft();
    void logarithmicAxesHaveTicks();
    void layerTableFitsASmallWindow();
    void networkPictureTellsWhatItShows();
    void exportReportTellsTheProof();
};

void TestPlots::gateMapShowsTheHistory() {
    const RunData run = test::fakeRun(120);
    TimeAxis axis;
    Selection selection;
    GateMapPlot map(run, axis, selection);
    map.refresh();
    QCOMPARE(map.bands(), 2);
    for (const auto column : run.history.columns()) {
        const auto& point = run.history.points()[column];
        for (int band = 0; band < 2; ++band) {
            const auto& gates = point.gates[static_cast<std::size_t>(band)];
            for (std::size_t unit = 0; unit < gates.size(); ++unit)
                QCOMPARE(map.raster(band).colourAt(static_cast<int>(unit), point.epoch),
                         gateColour(gates[unit]));
        }
    }
}

void TestPlots::gateMapSortsByValue() {
    RunData run = test::fakeRun(10);
    auto point = test::fakePoint(10);
    point.gates[1] = {0.1F, 0.9F, 0.3F, 1.0F, 0.0F};
    run.history.add(point);
    TimeAxis axis;
    Selection selection;
    GateMapPlot map(run, axis, selection);
    map.sortByValue(true);
    map.refresh();
    const auto& raster = map.raster(1);
    const int last = raster.columns() - 1;
    QCOMPARE(raster.image().pixel(last, 0), gateColour(1.0F));
    QCOMPARE(raster.image().pixel(last, 1), gateColour(0.9F));
    QCOMPARE(raster.image().pixel(last, 4), gateColour(0.0F));
}

void TestPlots::histogramCountsEveryUnit() {
    RunData run = test::fakeRun(3);
    auto point = test::fakePoint(3);
    point.gates[0] = {0, 0, 0.04F, 0.5F, 0.99F, 1, 1, 1};
    run.history.add(point);
    TimeAxis axis;
    Selection selection;
    GateMapPlot map(run, axis, selection);
    map.refresh();
    const auto counts = map.histogram(0);
    QCOMPARE(std::accumulate(counts.begin(), counts.end(), 0), 8);
    QCOMPARE(counts.front(), 3);
    QCOMPARE(counts[10], 1);
    QCOMPARE(counts.back(), 4);
}

void TestPlots::plotsShowTheSameMarks() {
    RunData run = test::fakeRun(20);
    train::LiveSettings live;
    run.marks.add(train::Event{train::EventKind::Started, 0, 0, {}, -1, live}, 0);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    OpenUnitsPlot open(run, axis);
    Selection selection;
    GateMapPlot map(run, axis, selection);
    for (TimePlot* plot : std::initializer_list<TimePlot*>{&curves, &open, &map}) {
        plot->refresh();
        QCOMPARE(plot->marks(), std::size_t(0));
    }
    live.lambdas.lambda3 = 1e-3;
    run.marks.add(test::settingsEvent(1.0, live), 1);
    for (TimePlot* plot : std::initializer_list<TimePlot*>{&curves, &open, &map}) {
        plot->refresh();
        QCOMPARE(plot->marks(), std::size_t(1));
    }
}

void TestPlots::newRunForgetsTheOldOne() {
    RunData run = test::fakeRun(50);
    train::LiveSettings live;
    live.rate = 0.5;
    run.marks.add(test::settingsEvent(1.0, live), 1);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    Selection selection;
    GateMapPlot map(run, axis, selection);
    OpenUnitsPlot open(run, axis);
    for (TimePlot* plot : std::initializer_list<TimePlot*>{&curves, &open, &map}) plot->refresh();
    QCOMPARE(curves.lastStep(), 500);

    run = test::fakeRun(2);
    run.number = 2;
    run.experiment.net = graph::parseGraph("10-8-5-2");
    for (TimePlot* plot : std::initializer_list<TimePlot*>{&curves, &open, &map}) plot->refresh();
    QCOMPARE(curves.lastStep(), 20);
    QCOMPARE(curves.marks(), std::size_t(0));
    QVERIFY(map.raster(0).end() < 0.3);
    QCOMPARE(open.layers(), 2);
}

void TestPlots::targetIsALineAcrossTheErrors() {
    RunData run = test::fakeRun(50);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    curves.refresh();
    QVERIFY(!curves.target());
    run.experiment.train.targetError = 1.2;
    curves.refresh();
    QVERIFY(curves.target() && *curves.target() == 1.2);
}

void TestPlots::theErrorOfAnImportedFileIsALineToo() {
    RunData run = test::fakeRun(50);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    curves.refresh();
    QVERIFY(!curves.imported());
    RunData begun = test::fakeRun(0);
    begun.number = run.number + 1;
    train::Event event{.kind = train::EventKind::Started,
                       .message = Message(say::kErrorOfFile, "net.onnx", "12.75", 2000)};
    begun.history.add(event);
    begun.imported = std::make_shared<const nn::Network>(train::makeNetwork(test::smallExperiment()));
    for (int i = 0; i < 20; ++i) begun.history.add(test::fakePoint(i));
    run = begun;
    curves.refresh();
    QCOMPARE(curves.imported(), std::optional(12.75));
    QVERIFY(!curves.target());
    const auto range = curves.findChild<QCustomPlot*>()->axisRect(1)->axis(QCPAxis::atLeft)->range();
    QVERIFY(range.contains(12.75));
    run.imported = nullptr; // a reset of it begins with drawn weights
    curves.refresh();
    QVERIFY(!curves.imported());
}

void TestPlots::curvesGoOnAfterTheHistoryWasThinned() {
    RunData run = test::fakeRun(100);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    curves.refresh();
    const int total = static_cast<int>(train::History::kMaxPoints) + 500;
    for (int i = 100; i < total; ++i) run.history.add(test::fakePoint(i));
    QVERIFY(run.history.points().size() < static_cast<std::size_t>(total));
    curves.refresh();
    QCOMPARE(curves.lastStep(), 10LL * total);
}

void TestPlots::parabolaFollowsTheEstimator() {
    using nn::GateEstimator;
    const objective::Lambdas lambdas{0.4, 0, 0.2, 0};
    QVERIFY(qFuzzyCompare(gateCost(lambdas, GateEstimator::Threshold, 0.25), 0.4 * 0.25 * 0.75 + 0.2 * 0.25));
    // The hard concrete gate pays for the probability of not being 0: at w = 0.5, where log alpha is 0,
    // sigmoid(2/3 log 11) = 0.832, not 0.5.
    const double cost = gateCost(lambdas, GateEstimator::HardConcrete, 0.5);
    QVERIFY2(std::abs(cost - (0.4 * 0.25 + 0.2 * 0.832)) < 1e-3, qPrintable(QString::number(cost)));
}

void TestPlots::emptyRunsCanBeDrawn() {
    const RunData run;
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    OpenUnitsPlot open(run, axis);
    Selection selection;
    GateMapPlot map(run, axis, selection);
    ParabolaPlot parabola(run);
    NetworkPicture network(run, selection);
    LayerTable table(run, selection);
    for (LiveView* view :
         std::initializer_list<LiveView*>{&curves, &open, &map, &parabola, &network, &table}) {
        view->widget()->resize(400, 300);
        view->refresh();
        QVERIFY(!view->widget()->grab().isNull());
    }
}

void TestPlots::layerTableTellsWhatIsLeft() {
    RunData run = test::fakeRun(1);
    auto frame = std::make_shared<train::Frame>();
    frame->layers = {{"fc1", 8, 4, true, 0.0, 44, 88, 80, 160},
                     {"fc2", 5, 5, true, 0.75, 25, 45, 40, 80},
                     {"fc3", 2, 2, false, 0.0, 12, 12, 20, 20}};
    frame->stepSeconds = 0.001;
    run.frame = frame;
    Selection selection;
    LayerTable table(run, selection);
    table.refresh();
    const auto& model = table.model();
    const auto cell = [&](int row, int column) {
        return model.data(model.index(row, column), Qt::DisplayRole).toString();
    };
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(cell(0, LayerTableModel::Name), QStringLiteral("fc1"));
    QCOMPARE(cell(0, LayerTableModel::Open), QStringLiteral("4 of 8"));
    QCOMPARE(cell(0, LayerTableModel::Closed), QStringLiteral("4"));
    QCOMPARE(cell(1, LayerTableModel::Depth), QStringLiteral("0.75, linear"));
    QCOMPARE(cell(2, LayerTableModel::Depth), QStringLiteral("–"));
    QCOMPARE(cell(3, LayerTableModel::Open), QStringLiteral("9 of 13"));
    QCOMPARE(cell(3, LayerTableModel::Parameters), QStringLiteral("81 of 145"));
    QCOMPARE(cell(3, LayerTableModel::Share), QStringLiteral("55.9 %"));
    QVERIFY2(table.summary().contains(QStringLiteral("1.8×")), qUtf8Printable(table.summary()));
}

/// Whatever the range, there are two ticks to read a scale by, and no more than there is room for.
void TestPlots::logarithmicAxesHaveTicks() {
    QCustomPlot plot;
    setLogarithmic(*plot.yAxis, true);
    for (const int room : {1, 3, 7})
        for (const auto& [lower, upper] : std::vector<std::pair<double, double>>{
                 {24'000, 41'000}, {200, 6000}, {8, 110}, {60, 110}, {1e-6, 5}, {0.9, 1.1}, {0.5, 70'000}}) {
            plot.yAxis->ticker()->setTickCount(room);
            plot.yAxis->setRange(lower, upper);
            plot.replot();
            const auto ticks = plot.yAxis->tickVector();
            const auto shown = std::count_if(ticks.begin(), ticks.end(),
                                             [&](double tick) { return lower <= tick && tick <= upper; });
            QVERIFY2(shown >= 2 && shown <= std::max(room, 2) + 1,
                     qPrintable(QStringLiteral("%1 of %2 to %3").arg(shown).arg(lower).arg(upper)));
        }
}

void TestPlots::layerTableFitsASmallWindow() {
    RunData run = test::fakeRun(1);
    auto frame = std::make_shared<train::Frame>();
    frame->layers = {{"conv1", 300, 200, true, 0.0, 266'610, 2'266'610, 22'300'000, 22'300'000},
                     {"fc1", 100, 50, true, 0.75, 30'100, 30'100, 60'000, 60'000, true}};
    run.frame = frame;
    Selection selection;
    LayerTable table(run, selection);
    table.show();
    table.resize(1600, 300);
    table.refresh();
    const auto& model = table.model();
    const auto parameters = model.index(0, LayerTableModel::Parameters);
    QCOMPARE(model.data(parameters, Qt::DisplayRole).toString(), QStringLiteral("266,610 of 2,266,610"));
    table.resize(600, 300);
    QCOMPARE(model.data(parameters, Qt::DisplayRole).toString(), QStringLiteral("267 k of 2.27 M"));
    QCOMPARE(model.data(parameters, Qt::ToolTipRole).toString(), QStringLiteral("266,610 of 2,266,610"));
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    QCOMPARE(table.table().horizontalScrollBar()->maximum(), 0);
    table.resize(1600, 300);
    QCOMPARE(model.data(parameters, Qt::DisplayRole).toString(), QStringLiteral("266,610 of 2,266,610"));
}

void TestPlots::networkPictureTellsWhatItShows() {
    const RunData run = test::fakeRun(30);
    Selection selection;
    NetworkPicture picture(run, selection);
    picture.refresh();
    const auto& open = run.history.points().back().open;
    QVERIFY(picture.accessibleDescription().contains(QStringLiteral("fc1: %1 of 8").arg(open[0])));
    QVERIFY(picture.accessibleDescription().contains(QStringLiteral("fc2: %1 of 5").arg(open[1])));
}

void TestPlots::exportReportTellsTheProof() {
    io::ExportProof proof;
    proof.file = "small.onnx";
    proof.format = "ONNX";
    proof.bytes = 12'300;
    proof.parametersBefore = 1000;
    proof.parametersAfter = 250;
    proof.architectureBefore = {8, 5, 2};
    proof.architectureAfter = {4, 5, 2};
    proof.samples = 100;
    proof.equalPredictions = 100;
    proof.state = io::ProofState::Proven;
    ExportReport report({proof}, nullptr);
    QVERIFY(!report.isModal());
    QVERIFY(report.text().contains(QStringLiteral("100 / 100")));
    QVERIFY(report.text().contains(QStringLiteral("8-5-2 → 4-5-2")));
    QVERIFY(report.text().contains(QStringLiteral("(25.0 %)")));
    QCOMPARE(report.windowTitle(), ExportReport::tr("Exported and proven equal"));

    proof.state = io::ProofState::NotProven;
    ExportReport unproven({proof}, nullptr);
    QVERIFY(unproven.text().contains(QStringLiteral("not proven")));
    QVERIFY(!unproven.text().contains(QStringLiteral("100 / 100")));
    QCOMPARE(unproven.windowTitle(), ExportReport::tr("Exported"));
}

TRISTATE_UI_TEST_MAIN(TestPlots)
#include "test_plots.moc"

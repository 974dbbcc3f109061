#include "core/graph/graph_text.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/run_of_net.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/palette.h"
#include "ui/views/baselines_table.h"
#include "ui/views/confusion_table.h"
#include "ui/views/layer_table.h"
#include "ui/views/runs_view.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

using namespace tristate;
using namespace tristate::ui;
using baselines::Method;
using test::addPoint;
using test::runOf;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

QString cell(const QAbstractItemModel& model, int row, int column) {
    return model.data(model.index(row, column), Qt::DisplayRole).toString();
}

train::LayerRow row(const char* name, int units, int open) {
    train::LayerRow row;
    row.name = name;
    row.units = units;
    row.open = open;
    row.gated = true;
    row.parameters = 11LL * open;
    row.originalParameters = 11LL * units;
    row.flops = 2 * row.parameters;
    row.originalFlops = 2 * row.originalParameters;
    return row;
}

baselines::BaselineResult result(Method method, std::uint64_t seed, double validation, double test) {
    return {.method = method,
            .seed = seed,
            .widths = {12, 8},
            .parameters = 1234,
            .validationError = validation,
            .testError = test,
            .epochs = 10,
            .seconds = 12.5};
}

} // namespace

/// What tables say: few units, many, none left, and figures that are not there.
class TestTables : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void layersAddUpInTheLastRow();
    void aLayerWithoutUnitsLeft();
    void layersSayWhatBecameOfThem();
    void briefNumbersKeepTheExactOnesAtHand();
    void anotherNetTakesThePlaceOfTheLayers();
    void blocksHaveHeadingsThatClose();
    void theSummaryOfARunBeforeItIsMeasured();
    void aRowSelectsTheFirstOpenUnit();
    void theLeastErrorIsBold();
    void seedsStandBelowTheirMethod();
    void errorsThatWereNotMeasuredAreNotTheLeast();
    void runsThatHaveNotBegun();
    void runsAreHiddenAndRenamedInPlace();
    void confusionOfAnythingOrNothing();
};

void TestTables::layersAddUpInTheLastRow() {
    LayerTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.rowCount(), 0);
    train::LayerRow output = row("fc3", 10, 10);
    output.gated = false;
    model.setLayers({row("fc1", 4096, 1), row("fc2", 100, 50), output});
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(cell(model, 3, LayerTableModel::Open), QStringLiteral("51 of 4,196")); // gated ones alone
    QCOMPARE(cell(model, 3, LayerTableModel::Parameters), QStringLiteral("671 of 46,266"));
    QCOMPARE(cell(model, 0, LayerTableModel::Closed), QStringLiteral("4,095"));
    QCOMPARE(cell(model, 2, LayerTableModel::Closed), QStringLiteral("–"));
    QCOMPARE(cell(model, 1, LayerTableModel::Share), QStringLiteral("50.0 %"));
    QVERIFY(model.data(model.index(3, 0), Qt::FontRole).value<QFont>().bold());
    QVERIFY(!model.data(model.index(0, 0), Qt::FontRole).isValid());
}

void TestTables::aLayerWithoutUnitsLeft() {
    RunData run = runOf("10-8-5-2");
    auto frame = std::make_shared<train::Frame>();
    train::LayerRow gone = row("fc1", 8, 0);
    gone.parameters = gone.flops = 0;
    frame->layers = {gone};
    run.frame = frame;
    Selection selection;
    LayerTable table(run, selection);
    table.refresh();
    QCOMPARE(cell(table.model(), 0, LayerTableModel::Share), QStringLiteral("0.0 %"));
    QVERIFY2(table.summary().startsWith(QStringLiteral("Compression: – fewer parameters, – fewer")),
             qUtf8Printable(table.summary()));
    QVERIFY2(table.summary().endsWith(QStringLiteral("Test error –.")), qUtf8Printable(table.summary()));
}

void TestTables::layersSayWhatBecameOfThem() {
    LayerTableModel model;
    auto linear = row("fc1", 8, 8), merged = row("fc2", 8, 0), curved = row("fc3", 8, 8);
    linear.depth = 0.5;
    merged.depth = 1;
    merged.merged = true;
    curved.depth = 0.49;
    model.setLayers({linear, merged, curved});
    QCOMPARE(cell(model, 0, LayerTableModel::Depth), QStringLiteral("0.50, linear"));
    QCOMPARE(cell(model, 1, LayerTableModel::Depth), QStringLiteral("merged into the next"));
    QCOMPARE(cell(model, 2, LayerTableModel::Depth), QStringLiteral("0.49"));
    QCOMPARE(cell(model, 3, LayerTableModel::Depth), QStringLiteral("–"));
}

void TestTables::briefNumbersKeepTheExactOnesAtHand() {
    LayerTableModel model;
    model.setLayers({row("fc1", 4096, 4000)});
    const auto tip = [&](int column) {
        return model.data(model.index(0, column), Qt::ToolTipRole).toString();
    };
    QCOMPARE(tip(LayerTableModel::Parameters), QString());
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setBrief(true);
    model.setBrief(true);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(cell(model, 0, LayerTableModel::Parameters), QStringLiteral("44 k of 45.1 k"));
    QCOMPARE(tip(LayerTableModel::Parameters), QStringLiteral("44,000 of 45,056"));
    QCOMPARE(tip(LayerTableModel::Open), QStringLiteral("96 closed or removed"));
}

void TestTables::anotherNetTakesThePlaceOfTheLayers() {
    LayerTableModel model;
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset),
        changed(&model, &QAbstractItemModel::dataChanged);
    model.setLayers({row("fc1", 8, 8), row("fc2", 8, 8)});
    QCOMPARE(reset.count(), 1);
    model.setLayers({row("fc1", 8, 8), row("fc2", 8, 8)}); // nothing is painted anew
    QCOMPARE(reset.count() + changed.count(), 1);
    model.setLayers({row("fc1", 8, 7), row("fc2", 8, 8)});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(cell(model, 2, LayerTableModel::Open), QStringLiteral("15 of 16"));
    model.setLayers({row("fc1", 3, 3)});
    QCOMPARE(reset.count(), 2);
    QCOMPARE(cell(model, 1, LayerTableModel::Open), QStringLiteral("3 of 3"));
}

void TestTables::blocksHaveHeadingsThatClose() {
    RunData run = runOf("1x8x8:4c3+1-[5c3+1-4c3+1]+-[6c3+1-4c3+1]+-ga-3");
    auto frame = std::make_shared<train::Frame>();
    frame->layers = {row("conv1", 4, 4), row("conv2", 5, 2), row("conv3", 4, 4),
                     row("conv4", 6, 3), row("conv5", 4, 4), row("fc1", 3, 3)};
    frame->layers.back().gated = false;
    run.frame = frame;
    addPoint(run, {{1, 1, 1, 1}, {0, 1, 1, 0, 0}, {1, 1, 1, 0, 0, 0}});
    Selection selection;
    LayerTable table(run, selection);
    table.resize(900, 500);
    table.show();
    QVERIFY(QTest::qWaitForWindowActive(&table));
    table.refresh();
    const auto& model = table.model();
    QCOMPARE(model.rowCount(), 9); // two headings, and the totals
    QCOMPARE(model.blockAt(1), 0);
    QVERIFY(cell(model, 1, LayerTableModel::Name).endsWith(QStringLiteral("block 1")));
    QCOMPARE(cell(model, 1, LayerTableModel::Open), QStringLiteral("2 of 5"));  // the stream is not its own
    QCOMPARE(cell(model, 8, LayerTableModel::Open), QStringLiteral("9 of 15")); // and counts once
    QCOMPARE(cell(model, 1, LayerTableModel::Parameters), QStringLiteral("66 of 99"));
    table.table().selectRow(6); // conv5 has the units of the stream
    table.table().selectRow(5);
    QCOMPARE(selection.unit(), std::optional(UnitRef{2, 0}));
    const auto place = table.table().visualRect(model.index(4, 0)).center();
    QTest::mouseClick(table.table().viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(model.lineOf(2), 4);
    QCOMPARE(selection.unit(), std::optional(UnitRef{2, 0})); // closing chooses nothing
    table.table().setFocus();
    QTest::keyClick(&table.table(), Qt::Key_Return);
    QCOMPARE(model.rowCount(), 9);
}

void TestTables::theSummaryOfARunBeforeItIsMeasured() {
    RunData run = runOf("10-8-5-2");
    Selection selection;
    LayerTable table(run, selection);
    table.refresh();
    QCOMPARE(table.summary(), QStringLiteral("No measurements yet."));
    auto frame = std::make_shared<train::Frame>();
    frame->layers = {row("fc1", 8, 4)};
    frame->stepSeconds = 0.002;
    run.frame = frame;
    table.refresh();
    QVERIFY2(table.summary().contains(QStringLiteral("2.0× fewer parameters")),
             qUtf8Printable(table.summary()));
    // Without a point there is no first epoch to compare with.
    QVERIFY2(table.summary().contains(QStringLiteral("2.000 ms (2.000 ms at first)")),
             qUtf8Printable(table.summary()));
    run = runOf("10-3-2");
    run.number = 2;
    table.refresh();
    QCOMPARE(table.model().rowCount(), 0); // the layers of the run before are gone
}

void TestTables::aRowSelectsTheFirstOpenUnit() {
    RunData run = runOf("10-8-5-2");
    addPoint(run, {{0, 0, 0.9F, 1, 0, 0, 0, 0}, {0, 0, 0, 0, 0}});
    auto frame = std::make_shared<train::Frame>();
    frame->layers = {row("fc1", 8, 2), row("fc2", 5, 0)};
    run.frame = frame;
    Selection selection;
    LayerTable table(run, selection);
    table.refresh();
    table.table().selectRow(0);
    QCOMPARE(selection.unit(), std::optional(UnitRef{0, 2}));
    selection.selectUnit(UnitRef{0, 5});
    table.table().selectRow(0); // one of it is selected already
    QCOMPARE(selection.unit(), std::optional(UnitRef{0, 5}));
    table.table().selectRow(1); // none is open: the first
    QCOMPARE(selection.unit(), std::optional(UnitRef{1, 0}));
    table.table().selectRow(2); // the totals are no layer
    QCOMPARE(selection.unit(), std::optional(UnitRef{1, 0}));
    selection.clear();
    QVERIFY(table.table().selectionModel()->selectedRows().isEmpty());
}

void TestTables::theLeastErrorIsBold() {
    BaselinesTable table;
    table.add(result(Method::Gates, 1, 2.0, 3.0));
    table.add(result(Method::Random, 1, 2.004, 2.5)); // written as 2.00, too
    table.add(result(Method::Scratch, 1, 2.5, 2.6));
    const auto isBold = [&](int line, int column) { return table.topLevelItem(line)->font(column).bold(); };
    QCOMPARE(table.topLevelItemCount(), 3);
    QVERIFY(isBold(0, BaselinesTable::Evaluation) && isBold(1, BaselinesTable::Evaluation));
    QVERIFY(!isBold(2, BaselinesTable::Evaluation));
    QVERIFY(!isBold(0, BaselinesTable::Test) && isBold(1, BaselinesTable::Test));
    QCOMPARE(table.topLevelItem(0)->text(BaselinesTable::Widths), QStringLiteral("12-8"));
    QCOMPARE(table.topLevelItem(0)->text(BaselinesTable::Seconds), QStringLiteral("12.5 s"));
    table.clearResults();
    QCOMPARE(table.topLevelItemCount(), 0);
}

void TestTables::seedsStandBelowTheirMethod() {
    BaselinesTable table;
    table.add(result(Method::Gates, 1, 2.0, 3.0));
    QCOMPARE(table.topLevelItem(0)->childCount(), 0);
    QVERIFY(!table.rootIsDecorated());
    table.add(result(Method::Gates, 7, 4.0, 5.0));
    QCOMPARE(table.topLevelItemCount(), 1);
    QCOMPARE(table.topLevelItem(0)->childCount(), 2);
    QVERIFY(table.rootIsDecorated());
    QCOMPARE(table.topLevelItem(0)->text(BaselinesTable::Test), QStringLiteral("4.00 % (3.00 to 5.00)"));
    QCOMPARE(table.topLevelItem(0)->child(1)->text(BaselinesTable::Method), QStringLiteral("seed 7"));
    QCOMPARE(table.topLevelItem(0)->child(1)->text(BaselinesTable::Test), QStringLiteral("5.00 %"));
}

void TestTables::errorsThatWereNotMeasuredAreNotTheLeast() {
    BaselinesTable table;
    table.add(result(Method::Gates, 1, kNaN, 3.0));
    table.add(result(Method::Random, 1, kNaN, 2.5));
    for (int line = 0; line < 2; ++line) {
        QCOMPARE(table.topLevelItem(line)->text(BaselinesTable::Evaluation), QStringLiteral("–"));
        QVERIFY(!table.topLevelItem(line)->font(BaselinesTable::Evaluation).bold());
    }
    QVERIFY(table.topLevelItem(1)->font(BaselinesTable::Test).bold());
}

void TestTables::runsThatHaveNotBegun() {
    const RunData present;
    Runs runs;
    RunsModel model(present, runs);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.rowCount(), 1);
    for (const int column : {RunsModel::Step, RunsModel::Error, RunsModel::Neurons, RunsModel::Parameters})
        QCOMPARE(cell(model, 0, column), QStringLiteral("–"));
    QCOMPARE(model.runAt(1), -1);
    QCOMPARE(model.runAt(-1), -1);
}

void TestTables::runsAreHiddenAndRenamedInPlace() {
    const RunData present = test::fakeRun(3);
    Runs runs;
    RunsModel model(present, runs);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    for (int i = 0; i < 2; ++i) {
        RunData left = test::fakeRun(20);
        left.label = runs.nextLabel();
        runs.leave(std::move(left));
    }
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.runAt(1), runs.left().back()->label.id); // the latest first
    const QModelIndex older = model.index(2, RunsModel::Name);
    QVERIFY(model.flags(older) & Qt::ItemIsEditable);
    QVERIFY(!(model.flags(model.index(0, RunsModel::Name)) & Qt::ItemIsEditable));
    QVERIFY(!(model.flags(model.index(2, RunsModel::Step)) & Qt::ItemIsEditable));
    QVERIFY(model.setData(older, Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!runs.left().front()->label.visible);
    QVERIFY(runs.left().back()->label.visible);
    QCOMPARE(model.data(model.index(2, 0), Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QVERIFY(!model.setData(model.index(2, RunsModel::Step), 5, Qt::EditRole));
    runs.remove(runs.left().front()->label.id);
    QCOMPARE(model.rowCount(), 2);
}

void TestTables::confusionOfAnythingOrNothing() {
    ConfusionTable table;
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(table.rowCount() + table.columnCount(), 0);
    table.setConfusion(inspect::Confusion(3), {"a", "b", "c"}, QPalette());
    QCOMPARE(table.columnCount(), 4);
    QCOMPARE(cell(table, 1, 1), QStringLiteral("·"));
    QCOMPARE(cell(table, 1, 3), QString()); // of no sample there is no share
    QVERIFY(!table.isCell(table.index(1, 3)));
    const std::vector<inspect::Prediction> predictions(1500, {.label = 1, .predicted = 2, .probability = 1});
    table.setConfusion(inspect::Confusion(3, predictions), {"a", "b", "c"}, QPalette());
    QCOMPARE(cell(table, 1, 2), QStringLiteral("1,500"));
    QCOMPARE(cell(table, 1, 3), QStringLiteral("100.0 %"));
    QCOMPARE(table.headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("error"));
    const auto shade = table.data(table.index(1, 2), Qt::BackgroundRole).value<QColor>();
    QCOMPARE(shade.rgb(), lineColour(1).rgb()); // the colour of what is wrong
    QVERIFY(!table.data(table.index(0, 0), Qt::BackgroundRole).isValid());
}

TRISTATE_UI_TEST_MAIN(TestTables)
#include "test_tables.moc"

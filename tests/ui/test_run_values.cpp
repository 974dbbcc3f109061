#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/text.h"
#include "ui/run/run_style.h"
#include "ui/run/runs.h"
#include "ui/run/trade_off.h"
#include "ui/views/runs_view.h"

#include <QPalette>
#include <QPen>
#include <QTableView>
#include <QTest>

#include <set>
#include <utility>

using namespace tristate;
using namespace tristate::ui;

/// The runs beside the present one, as values.
class TestRunValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFrontHoldsWhatNoOtherBeats();
    void outcomesAreTheMeasuredMoments();
    void leftRunsAreThinned();
    void labelsTellRunsApart();
    void runsInARowLookDifferent();
    void runsOfOtherDataAreInThePlotsWhenAskedFor();
    void runsTellTheirStrengthNetAndData();
};

void TestRunValues::theFrontHoldsWhatNoOtherBeats() {
    const Outcome small{1, 10, 100, 5}, large{1, 20, 1000, 1}, middle{2, 5, 500, 3};
    const Outcome beaten{2, 6, 600, 3}, worse{2, 7, 100, 6};
    QCOMPARE(paretoFront({large, beaten, worse, small, middle}),
             (std::vector<Outcome>{small, middle, large}));
    QVERIFY(paretoFront({}).empty());
    QCOMPARE(paretoFront({small, small}).size(), std::size_t(1));
}

void TestRunValues::outcomesAreTheMeasuredMoments() {
    auto fake = test::fakeRun(35);
    fake.label.id = 7;
    const auto all = outcomes(fake);
    QCOMPARE(all.size(), std::size_t(3));
    QCOMPARE(all[1].run, 7);
    QCOMPARE(all[1].step, 200);
    QCOMPARE(all[1].error, fake.history.points()[19].evaluationError);
    QCOMPARE(all[1].parameters, static_cast<double>(fake.history.points()[19].parameters));
}

void TestRunValues::leftRunsAreThinned() {
    Runs runs;
    auto fake = test::fakeRun(5000);
    fake.past = Moment{};
    fake.label = runs.nextLabel();
    const int id = fake.label.id;
    runs.leave(std::move(fake));
    const auto& history = runs.find(id)->history;
    QVERIFY(history.columns().size() <= Runs::kMaxColumns);
    QVERIFY(history.points().size() <= Runs::kMaxPoints);
    QVERIFY(history.points().size() > 200);
    QVERIFY(!runs.find(id)->past);
}

void TestRunValues::labelsTellRunsApart() {
    Runs runs;
    const auto first = runs.nextLabel(), second = runs.nextLabel();
    QVERIFY(first.id != second.id);
    QVERIFY(first.name != second.name);
    QVERIFY(!runs.find(first.id));
    const auto revision = runs.revision();
    runs.remove(first.id); // not there: nothing happens
    QCOMPARE(runs.revision(), revision);
}

/// In grey, too: two runs of one colour differ by their dashes.
void TestRunValues::runsInARowLookDifferent() {
    for (const Qt::GlobalColor ground : {Qt::white, Qt::black}) {
        const QPalette palette{QColor(ground)};
        std::set<std::pair<QRgb, QList<qreal>>> styles;
        std::set<QList<qreal>> dashes;
        RunLabel run, next;
        for (run.id = 1; run.id <= 12; ++run.id) {
            next.id = run.id + 1;
            const QPen pen = runPen(run, palette);
            QVERIFY(pen.style() == Qt::CustomDashLine); // solid is the present run
            styles.emplace(pen.color().rgb(), pen.dashPattern());
            dashes.insert(pen.dashPattern());
            QVERIFY(runDot(run, 6) != runDot(next, 6));
            QVERIFY(pen.dashPattern() != runPen(next, palette).dashPattern());
        }
        QCOMPARE(styles.size(), std::size_t(12));
        QCOMPARE(dashes.size(), std::size_t(4));
    }
}

void TestRunValues::runsOfOtherDataAreInThePlotsWhenAskedFor() {
    RunData present = test::fakeRun(3);
    present.experiment.data.source = "digits";
    Runs runs;
    for (const char* source : {"digits", "spiral"}) {
        RunData left = test::fakeRun(3);
        left.label = runs.nextLabel();
        left.experiment.data.source = source;
        runs.leave(std::move(left));
    }
    const auto inPlots = [&](std::size_t run) { return isInPlots(*runs.left()[run], present); };
    QVERIFY(inPlots(0));
    QVERIFY(!inPlots(1));
    const auto revision = runs.revision();
    runs.setVisible(runs.left()[1]->label.id, true);
    QVERIFY(runs.revision() > revision); // so that plots draw it
    QVERIFY(inPlots(1));
    runs.setVisible(runs.left()[1]->label.id, false);
    runs.setVisible(runs.left()[0]->label.id, false);
    QVERIFY(!inPlots(0) && !inPlots(1));
    present.experiment.data.source = "spiral";
    QVERIFY(!inPlots(1)); // hidden by hand stays hidden
}

void TestRunValues::runsTellTheirStrengthNetAndData() {
    RunData present = test::fakeRun(3);
    present.experiment.data.source = "spiral";
    Runs runs;
    RunsView view(present, runs);
    const auto cell = [&view](int column) {
        return view.model().data(view.model().index(0, column), Qt::DisplayRole).toString();
    };
    QCOMPARE(cell(RunsModel::Net), QStringLiteral("10-8-5-2"));
    QCOMPARE(cell(RunsModel::Data), QStringLiteral("Spiral (2-D)"));
    train::Point point = test::fakePoint(3);
    point.lambdas.lambda3 = 0.0125;
    present.history.add(point);
    QCOMPARE(cell(RunsModel::Strength), strengthText(0.0125));
    const auto* table = view.findChild<QTableView*>();
    view.resize(1500, 300);
    view.show();
    QVERIFY(table->isColumnHidden(RunsModel::Net));
    view.showColumn(RunsModel::Net, true);
    QVERIFY(!table->isColumnHidden(RunsModel::Net));
    view.showColumn(RunsModel::Error, false);
    QVERIFY(table->isColumnHidden(RunsModel::Error));
    view.resize(1400, 300); // a choice outlives what widths change
    QVERIFY(table->isColumnHidden(RunsModel::Error) && !table->isColumnHidden(RunsModel::Net));
}

TRISTATE_UI_TEST_MAIN(TestRunValues)
#include "test_run_values.moc"

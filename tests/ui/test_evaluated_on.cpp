#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/lessons/lesson_book.h"
#include "ui/look/language.h"
#include "ui/main_window.h"
#include "ui/panels/status_line.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/legend_row.h"
#include "ui/plots/trade_off_plot.h"
#include "ui/run/refresh_schedule.h"
#include "ui/views/baselines_table.h"
#include "ui/views/draw_view.h"
#include "ui/views/predictions_view.h"
#include "ui/views/runs_view.h"
#include "ui/views/unit_inspector.h"

#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include <memory>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

namespace {

constexpr int kValidation = 200;

RunData runOn(int validation) {
    RunData run = test::fakeRun(20);
    run.experiment.data.validation = validation;
    return run;
}

QString word(int validation) {
    return validation > 0 ? QStringLiteral("validation") : QStringLiteral("test");
}

QString otherWord(int validation) {
    return word(kValidation - validation);
}

QStringList legendOf(const QWidget& view) {
    return test::part<LegendRow>(view).names();
}

} // namespace

/// Validation data and test data are told apart, by the data that the run has.
class TestEvaluatedOn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { useLanguage(Language::English); }
    void plotsAndStatusSayIt_data() { eitherData(); }
    void plotsAndStatusSayIt();
    void aNewRunChangesTheWords();
    void runsOfBothKindsAreToldApart();
    void viewsOfARealRunSayIt_data() { eitherData(); }
    void viewsOfARealRunSayIt();
    void lessonsSpeakOfDataThatTheyHave();
    void saysItInGerman();

private:
    static void eitherData();
};

void TestEvaluatedOn::eitherData() {
    QTest::addColumn<int>("validation");
    QTest::newRow("validation data") << kValidation;
    QTest::newRow("test data alone") << 0;
}

void TestEvaluatedOn::plotsAndStatusSayIt() {
    QFETCH(const int, validation);
    const RunData run = runOn(validation);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    curves.refresh();
    QCOMPARE(legendOf(curves), (QStringList{QStringLiteral("training"), word(validation)}));
    StatusLine status;
    status.show(run, RunState::Paused, false);
    QVERIFY2(status.text().contains(word(validation) + QLatin1Char(' ')), qUtf8Printable(status.text()));
    QVERIFY2(!status.text().contains(otherWord(validation)), qUtf8Printable(status.text()));
    Runs runs;
    TradeOffPlot tradeOff(run, runs);
    tradeOff.refresh();
    QCOMPARE(tradeOff.errorName(), word(validation) + QStringLiteral(" error (%)"));
    RunsModel table(run, runs);
    table.refresh();
    QCOMPARE(table.headerData(RunsModel::Error, Qt::Horizontal, Qt::DisplayRole).toString().toLower(),
             word(validation) + QStringLiteral("\nerror"));
    QVERIFY(!table.data(table.index(0, RunsModel::Error), Qt::DisplayRole)
                 .toString()
                 .contains(QLatin1Char('('))); // the header says it
}

void TestEvaluatedOn::aNewRunChangesTheWords() {
    RunData run = runOn(kValidation);
    TimeAxis axis;
    CurvesPlot curves(run, axis);
    curves.refresh();
    Runs runs;
    RunsModel table(run, runs);
    QSignalSpy header(&table, &QAbstractItemModel::headerDataChanged);
    table.refresh();
    QCOMPARE(header.count(), 0);
    const int number = run.number;
    run = runOn(0);
    run.number = number + 1;
    curves.refresh();
    table.refresh();
    QCOMPARE(legendOf(curves).last(), QStringLiteral("test"));
    QCOMPARE(header.count(), 1);
    QCOMPARE(table.headerData(RunsModel::Error, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("Test\nerror"));
}

void TestEvaluatedOn::runsOfBothKindsAreToldApart() {
    const RunData present = runOn(kValidation);
    Runs runs;
    RunData left = runOn(0);
    left.label = runs.nextLabel();
    left.label.name = QStringLiteral("left");
    runs.leave(std::move(left));
    RunsModel table(present, runs);
    const auto cell = [&](int row) {
        return table.data(table.index(row, RunsModel::Error), Qt::DisplayRole).toString();
    };
    QCOMPARE(table.headerData(RunsModel::Error, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("Error"));
    QVERIFY2(cell(0).endsWith(QStringLiteral(" % (validation)")), qUtf8Printable(cell(0)));
    QVERIFY2(cell(1).endsWith(QStringLiteral(" % (test)")), qUtf8Printable(cell(1)));
    TradeOffPlot tradeOff(present, runs);
    tradeOff.refresh();
    QCOMPARE(tradeOff.errorName(), QStringLiteral("validation or test error (%)"));
    TimeAxis axis;
    CurvesPlot curves(present, axis);
    curves.overlay(runs);
    curves.refresh();
    QCOMPARE(curves.overlayNames(), QStringList{QStringLiteral("left, test")});

    runs.setVisible(runs.left().front()->label.id, false); // a dot that is not drawn needs no word
    tradeOff.refresh();
    QCOMPARE(tradeOff.errorName(), QStringLiteral("validation error (%)"));
}

void TestEvaluatedOn::viewsOfARealRunSayIt() {
    QFETCH(const int, validation);
    MainWindow window({.theme = Theme::Light, .remember = false});
    window.show();
    auto experiment = test::smallExperiment();
    experiment.data.validation = validation;
    window.bridge().start(experiment, true);
    QTRY_COMPARE(window.bridge().state(), RunState::Paused);
    window.bridge().stepEpoch();
    QTRY_VERIFY(window.bridge().data().lastPoint() && window.bridge().state() == RunState::Paused);
    QTRY_VERIFY(window.bridge().data().state);
    auto& tabs = test::part<QTabWidget>(window);
    auto& predictions = test::part<PredictionsView>(window);
    tabs.setCurrentWidget(&predictions);
    test::part<RefreshSchedule>(window).refreshAll();
    const QString samples = word(validation) + QStringLiteral(" samples");
    QTRY_VERIFY2(predictions.summary().contains(samples), qUtf8Printable(predictions.summary()));
    auto& draw = test::part<DrawView>(window);
    tabs.setCurrentWidget(&draw);
    test::part<RefreshSchedule>(window).refreshAll();
    QStringList buttons;
    for (const auto* button : draw.findChildren<QPushButton*>()) buttons << button->text();
    QVERIFY2(buttons.contains(QStringLiteral("Next %1 sample").arg(word(validation))),
             qUtf8Printable(buttons.join(QLatin1Char('|'))));
    auto& inspector = test::part<UnitInspector>(window);
    tabs.setCurrentWidget(&inspector);
    test::part<Selection>(window).selectUnit(UnitRef{0, 3});
    test::part<RefreshSchedule>(window).refreshAll();
    QTRY_VERIFY2(inspector.summary().contains(samples), qUtf8Printable(inspector.summary()));
}

void TestEvaluatedOn::lessonsSpeakOfDataThatTheyHave() {
    for (const Lesson& lesson : lessonBook()) {
        QString texts;
        for (const auto& step : lesson.steps) texts += step.text + step.task + step.watch;
        if (texts.contains(QStringLiteral("validation")))
            QVERIFY2(lesson.experiment.data.hasValidation(), qUtf8Printable(lesson.title));
        QVERIFY2(!texts.contains(QStringLiteral("test data")), qUtf8Printable(lesson.title));
    }
}

void TestEvaluatedOn::saysItInGerman() {
    if (!QFile::exists(QStringLiteral(":/translations/tristate_de.qm")))
        QSKIP("built without the tools of Qt Linguist");
    useLanguage(Language::German);
    for (const int validation : {kValidation, 0}) {
        const RunData run = runOn(validation);
        StatusLine status;
        status.show(run, RunState::Paused, false);
        const QString german = validation > 0 ? QStringLiteral("Validierung") : QStringLiteral("Test");
        QVERIFY2(status.text().contains(german), qUtf8Printable(status.text()));
        TimeAxis axis;
        CurvesPlot curves(run, axis);
        curves.refresh();
        QCOMPARE(legendOf(curves).last(), german);
    }
    const BaselinesTable table;
    QCOMPARE(table.headerItem()->text(BaselinesTable::Evaluation), QStringLiteral("Validierungsfehler"));
    QCOMPARE(table.headerItem()->text(BaselinesTable::Test), QStringLiteral("Testfehler"));
}

TRISTATE_UI_TEST_MAIN(TestEvaluatedOn)
#include "test_evaluated_on.moc"

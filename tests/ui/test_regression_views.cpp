#include "core/data/data_source.h"
#include "core/io/recipes/experiment_json.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/text.h"
#include "ui/main_window.h"
#include "ui/panels/status_line.h"
#include "ui/plots/regression_plot.h"
#include "ui/plots/trade_off_plot.h"
#include "ui/run/evaluated_on.h"
#include "ui/run/refresh_schedule.h"
#include "ui/views/data_dialog.h"
#include "ui/views/predictions_view.h"
#include "ui/views/runs_view.h"
#include "ui/views/sweep_model.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

namespace {

train::Experiment shortHouses() {
    train::Experiment experiment = io::preset("houses");
    experiment.train.epochs = 3;
    experiment.train.warmupEpochs = 0;
    experiment.train.frozenEpochs = 1;
    return experiment;
}

} // namespace

/// What the window shows of numbers that a network predicts, where it shows classes else.
class TestRegressionViews : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dotsLieWherePredictionsAre();
    void wordsSayRmse();
    void runsOfASweepSayRmse();
    void aRunOnATableShowsNumbersAndNoClasses();
    void newRunTakesTheNetThatATableWants();
    void dataCanBeTakenForClasses();
};

void TestRegressionViews::dotsLieWherePredictionsAre() {
    RegressionPlot plot;
    plot.show({{10, 12}, {20, 17}, {30, 30}}, QStringLiteral("price"));
    QCOMPARE(plot.dots(), 3);
    QVERIFY(plot.least() < 10 && plot.least() > 8);
    QVERIFY(plot.most() > 30 && plot.most() < 32);
    plot.show({}, QStringLiteral("price"));
    QCOMPARE(plot.dots(), 0);
}

void TestRegressionViews::wordsSayRmse() {
    QCOMPARE(metricText(train::Metric::ErrorRate, 1.234), QStringLiteral("1.23 %"));
    QCOMPARE(metricText(train::Metric::Rmse, 1234.56), QStringLiteral("1,235"));
    QCOMPARE(metricText(train::Metric::RelativeRmse, 0.25), QStringLiteral("0.25 deviations"));
    QCOMPARE(metricText(train::Metric::Rmse, train::kNotMeasured),
             metricText(train::Metric::ErrorRate, train::kNotMeasured));
}

void TestRegressionViews::runsOfASweepSayRmse() {
    sweep::Result result;
    result.metric = train::Metric::Rmse;
    result.testError = 28.25;
    result.parameters = 89;
    sweep::Plan plan;
    plan.axes = {sweep::parseAxis("seed=1,2")};
    SweepModel model;
    model.begin(plan);
    model.add({result});
    const QString said =
        model.data(model.index(0, model.columnOf(SweepModel::Error)), Qt::DisplayRole).toString();
    QCOMPARE(said, metricText(train::Metric::Rmse, 28.25));
    QVERIFY(!said.contains(QLatin1Char('%')));
    QCOMPARE(errorAxis(train::Metric::Rmse, QStringLiteral("price"), EvaluatedOn::Test),
             QStringLiteral("RMSE (price), test"));
    QCOMPARE(errorAxis(train::Metric::Rmse, {}, EvaluatedOn::Validation), QStringLiteral("RMSE, validation"));
    QCOMPARE(errorAxis(train::Metric::ErrorRate, {}, EvaluatedOn::Test), QStringLiteral("test error (%)"));
}

void TestRegressionViews::aRunOnATableShowsNumbersAndNoClasses() {
    MainWindow window({.theme = Theme::Light, .remember = false});
    window.show();
    window.bridge().start(shortHouses(), true);
    QTRY_COMPARE(window.bridge().state(), RunState::Paused);
    window.bridge().stepEpoch();
    QTRY_VERIFY(window.bridge().data().lastPoint() && window.bridge().state() == RunState::Paused);
    QTRY_VERIFY(window.bridge().data().state);
    QCOMPARE(window.bridge().data().metric(), train::Metric::Rmse);
    QCOMPARE(errorAxis(window.bridge().data()), QStringLiteral("RMSE (price)"));
    auto& predictions = test::part<PredictionsView>(window);
    test::part<QTabWidget>(window).setCurrentWidget(&predictions);
    test::part<RefreshSchedule>(window).refreshAll();
    QTRY_COMPARE(predictions.numbers().dots(), 60);
    QVERIFY(predictions.numbers().isVisible());
    QVERIFY(!predictions.matrix().isVisible());
    QVERIFY(!predictions.targetChoice().isVisible());
    QVERIFY2(predictions.summary().startsWith(QStringLiteral("60 validation samples: RMSE ")),
             qUtf8Printable(predictions.summary()));
    auto& status = test::part<StatusLine>(window);
    QTRY_VERIFY2(status.text().contains(QStringLiteral("RMSE: training ")), qUtf8Printable(status.text()));
    QVERIFY2(!status.text().contains(QLatin1Char('%')), qUtf8Printable(status.text()));
    auto& runs = test::part<RunsView>(window);
    test::part<QTabWidget>(window).setCurrentWidget(&runs);
    test::part<RefreshSchedule>(window).refreshAll();
    auto* tradeOff = runs.findChild<TradeOffPlot*>();
    QVERIFY(tradeOff);
    QCOMPARE(tradeOff->errorName(), QStringLiteral("RMSE (price), validation"));

    window.bridge().start(io::preset("fruit"), true); // and back
    QTRY_VERIFY(window.bridge().data().state);
    test::part<QTabWidget>(window).setCurrentWidget(&predictions);
    test::part<RefreshSchedule>(window).refreshAll();
    QTRY_VERIFY(predictions.matrix().isVisible());
    QVERIFY(!predictions.numbers().isVisible());
}

void TestRegressionViews::newRunTakesTheNetThatATableWants() {
    MainWindow window({.theme = Theme::Light, .remember = false});
    train::Experiment typed = shortHouses();
    typed.net = graph::parseGraph("11-24-1");
    typed.data.task = data::TaskKind::Guess;
    window.bridge().startFitted(typed);
    QCOMPARE(graph::toString(window.bridge().data().experiment.net), std::string("11-norm-24-1-norm"));
    QCOMPARE(window.bridge().data().experiment.data.task, data::TaskKind::Regression);
}

void TestRegressionViews::dataCanBeTakenForClasses() {
    DataDialog dialog;
    dialog.show();
    dialog.look(QStringLiteral("houses"));
    const auto facts = [&dialog] {
        QString text;
        for (const auto* label : dialog.findChildren<QLabel*>()) text += label->text() + QLatin1Char('\n');
        return text;
    };
    QTRY_VERIFY2(facts().contains(QStringLiteral("a regression of price")), qUtf8Printable(facts()));
    auto* target = dialog.findChildren<QComboBox*>().front();
    target->setCurrentText(QStringLiteral("rooms"));
    Q_EMIT target->activated(target->currentIndex());
    QTRY_VERIFY2(facts().contains(QStringLiteral("classes: 8")), qUtf8Printable(facts()));
    auto* task = dialog.findChildren<QComboBox*>().back();
    task->setCurrentIndex(2);
    Q_EMIT task->activated(2);
    QTRY_VERIFY2(facts().contains(QStringLiteral("a regression of rooms")), qUtf8Printable(facts()));
}

TRISTATE_UI_TEST_MAIN(TestRegressionViews)
#include "test_regression_views.moc"

#include "core/train/settings.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/text.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/log_slider.h"
#include "ui/panels/number_field.h"
#include "ui/panels/regulariser_panel.h"
#include "ui/panels/run_control.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace tristate;
using namespace tristate::ui;

/// Controls by themselves.
class TestPanels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sliderHasOffAtItsLeftEnd();
    void sliderStepsOverTheGapWithKeys();
    void dragSendsSettings();
    void showingSettingsSendsNothing();
    void everyLiveSettingIsShownToTheEndsOfItsRange();
    void pastedNanIsRefused();
    void valuesOutOfRangeAreRefused();
    void fieldTakesANumber();
    void fieldShowsEveryDigit();
    void sliderSetsWhatItShows();
    void badNetIsExplained();
    void goodNetIsMeasured();
    void experimentSurvivesThePanel();
    void runControlFollowsTheState();
    void goalIsToldInWords();
};

void TestPanels::sliderHasOffAtItsLeftEnd() {
    LogSlider slider(1e-6, 0.1, LogSlider::Size::Large);
    slider.setStrength(0);
    QCOMPARE(slider.value(), slider.minimum());
    QCOMPARE(slider.strength(), 0.0);
    slider.setStrength(1);
    QCOMPARE(slider.value(), slider.maximum());
    QVERIFY(qFuzzyCompare(slider.strength(), 0.1));
    slider.setStrength(1e-3);
    QVERIFY(std::abs(slider.strength() / 1e-3 - 1) < 0.02);
}

void TestPanels::sliderStepsOverTheGapWithKeys() {
    LogSlider slider(1e-6, 0.1, LogSlider::Size::Large);
    slider.setStrength(0);
    QTest::keyClick(&slider, Qt::Key_Right);
    QVERIFY(qFuzzyCompare(slider.strength(), 1e-6));
    QTest::keyClick(&slider, Qt::Key_Left);
    QCOMPARE(slider.strength(), 0.0);
}

void TestPanels::dragSendsSettings() {
    RegulariserPanel panel;
    panel.resize(300, 500);
    panel.show();
    auto& slider = panel.pruningStrength().slider();
    QSignalSpy edited(&panel, &RegulariserPanel::edited);
    QTest::mousePress(&slider, Qt::LeftButton, {}, QPoint(20, 10));
    QTest::mouseMove(&slider, QPoint(slider.width() / 2, 10));
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, QPoint(slider.width() / 2, 10));
    QVERIFY(edited.count() >= 1);
    const auto sent = edited.last().at(0).value<train::LiveSettings>();
    QCOMPARE(sent.lambdas.lambda3, slider.strength());
    QVERIFY(sent.lambdas.lambda3 > 1e-5);
    QCOMPARE(panel.pruningStrength().field().value(), slider.strength());
}

void TestPanels::showingSettingsSendsNothing() {
    RegulariserPanel panel;
    QSignalSpy edited(&panel, &RegulariserPanel::edited);
    train::LiveSettings live;
    live.lambdas = {1e-3, 2e-3, 3e-3, 4e-3};
    live.freezeGates = true;
    live.patience = 77;
    panel.setLive(live);
    QCOMPARE(edited.count(), 0);
    QCOMPARE(panel.live(), live);
}

void TestPanels::everyLiveSettingIsShownToTheEndsOfItsRange() {
    RegulariserPanel panel;
    QSignalSpy edited(&panel, &RegulariserPanel::edited);
    for (const train::Setting& setting : train::settings()) {
        if (!setting.live || !setting.isNumeric()) continue;
        for (const double end : {setting.most, setting.least}) {
            train::LiveSettings live;
            if (setting.kind == train::Setting::Kind::Whole)
                setting.live.set(live, static_cast<int>(end));
            else
                setting.live.set(live, end);
            panel.setLive(live);
            QVERIFY2(edited.isEmpty(), setting.path);
            QCOMPARE(panel.live(), live);
        }
    }
    train::LiveSettings patient;
    patient.patience = 2'000'000;
    panel.setLive(patient);
    QCOMPARE(panel.findChild<QSpinBox*>()->value(), 2'000'000);
}

void TestPanels::pastedNanIsRefused() {
    RegulariserPanel panel;
    auto& field = panel.pruningStrength().field();
    QSignalSpy edited(&panel, &RegulariserPanel::edited);
    QApplication::clipboard()->setText(QStringLiteral("nan"));
    field.selectAll();
    field.paste();
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(edited.count(), 0);
    QVERIFY(field.isRefusing());
    QVERIFY2(field.problem().contains(QStringLiteral("nan")), qUtf8Printable(field.problem()));
    QCOMPARE(panel.live().lambdas.lambda3, 0.0);
}

void TestPanels::valuesOutOfRangeAreRefused() {
    NumberField field(QStringLiteral("Strength"), 0, 10);
    QSignalSpy edited(&field, &NumberField::valueEdited);
    for (const char* text : {"-1", "11", "inf", "1e999", "a lot"}) {
        field.selectAll();
        QTest::keyClicks(&field, QLatin1String(text));
        QTest::keyClick(&field, Qt::Key_Return);
        QVERIFY2(field.isRefusing(), text);
    }
    QCOMPARE(edited.count(), 0);
    QCOMPARE(field.value(), 0.0);
}

void TestPanels::fieldTakesANumber() {
    NumberField field(QStringLiteral("Strength"), 0, 10);
    QSignalSpy edited(&field, &NumberField::valueEdited);
    field.selectAll();
    QTest::keyClicks(&field, QStringLiteral("2.5e-3"));
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(edited.count(), 1);
    QCOMPARE(field.value(), 2.5e-3);
    QVERIFY(!field.isRefusing());
}

void TestPanels::fieldShowsEveryDigit() {
    NumberField field(QStringLiteral("Strength"), 0, 10);
    for (const char* text : {"0.12345", "2.3456e-3", "1.25e-3", "7"}) {
        field.selectAll();
        QTest::keyClicks(&field, QLatin1String(text));
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.value(), QLatin1String(text).toDouble());
        QCOMPARE(field.text(), QLatin1String(text));
    }
}

void TestPanels::sliderSetsWhatItShows() {
    LogSlider slider(1e-6, 0.1, LogSlider::Size::Large);
    for (int place = slider.minimum(); place <= slider.maximum(); ++place) {
        slider.setValue(place);
        if (slider.strength() == 0) continue;
        QCOMPARE(strengthText(slider.strength()).toDouble(), slider.strength());
        LogSlider other(1e-6, 0.1, LogSlider::Size::Large);
        other.setStrength(slider.strength());
        QCOMPARE(other.value(), slider.value());
    }
}

void TestPanels::badNetIsExplained() {
    ExperimentPanel panel;
    panel.setExperiment(test::smallExperiment());
    QVERIFY(panel.isValid());
    panel.netField().setText(QStringLiteral("784-3o0-10"));
    QVERIFY(!panel.isValid());
    QVERIFY2(panel.netNote().contains(QStringLiteral("3o0")), qUtf8Printable(panel.netNote()));
    QVERIFY(!panel.findChild<QPushButton*>()->isEnabled());
    panel.netField().setText(QStringLiteral("784-30-10"));
    QVERIFY(panel.isValid());
}

void TestPanels::goodNetIsMeasured() {
    ExperimentPanel panel;
    panel.setExperiment(test::smallExperiment());
    panel.netField().setText(QStringLiteral("784-300-100-10"));
    QVERIFY2(panel.netNote().contains(QStringLiteral("266,610")), qUtf8Printable(panel.netNote()));
}

void TestPanels::experimentSurvivesThePanel() {
    ExperimentPanel panel;
    auto experiment = test::smallExperiment();
    experiment.data.source = "/some/folder";
    experiment.train.seed = 42;
    panel.setExperiment(experiment);
    QCOMPARE(panel.experiment(), experiment);
}

void TestPanels::runControlFollowsTheState() {
    RunControl control;
    control.setState(train::RunState::Running);
    QCOMPARE(control.playPauseAction()->text(), QStringLiteral("Pause"));
    QVERIFY(!control.stepAction()->isEnabled());
    control.setState(train::RunState::Paused);
    QCOMPARE(control.playPauseAction()->text(), QStringLiteral("Play"));
    QVERIFY(control.stepAction()->isEnabled());
    QSignalSpy asked(&control, &RunControl::stepAsked);
    control.stepAction()->trigger();
    QCOMPARE(asked.count(), 1);
}

void TestPanels::goalIsToldInWords() {
    RegulariserPanel panel;
    train::Frame frame;
    panel.showGoal(frame);
    QCOMPARE(panel.goalText(), QString());
    frame.targetError = 1.2;
    panel.showGoal(frame);
    QVERIFY2(panel.goalText().contains(QStringLiteral("1.20 %")), qUtf8Printable(panel.goalText()));
    QVERIFY2(panel.goalText().contains(QStringLiteral("Not met")), qUtf8Printable(panel.goalText()));
    frame.goal.isPruning = false;
    frame.goal.bestParameters = 3494;
    frame.goal.bestError = 1.18;
    panel.showGoal(frame);
    QVERIFY2(panel.goalText().contains(QStringLiteral("3,494")), qUtf8Printable(panel.goalText()));
    QVERIFY2(panel.goalText().contains(QStringLiteral("rests")), qUtf8Printable(panel.goalText()));
    frame.targetError = 0;
    frame.targetParameters = 5000;
    frame.goal.isPruning = true;
    frame.goal.strength = 0.003;
    frame.goal.boost = 2;
    panel.showGoal(frame);
    QVERIFY2(panel.goalText().startsWith(QStringLiteral("Target: 5,000 parameters. λ₃ prunes at 6e-3.")),
             qUtf8Printable(panel.goalText()));
}

TRISTATE_UI_TEST_MAIN(TestPanels)
#include "test_panels.moc"

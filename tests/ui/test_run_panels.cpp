#include "core/train/settings.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/panels/run_control.h"
#include "ui/panels/timeline.h"
#include "ui/panels/timeline_strip.h"

#include <QAction>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <limits>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

Q_DECLARE_METATYPE(tristate::train::RunState)

namespace {

QStringList labelsOf(const QWidget& widget) {
    QStringList texts;
    for (const auto* label : widget.findChildren<QLabel*>()) texts << label->text();
    return texts;
}

QToolButton& buttonOf(const QWidget& widget, const QAction& action) {
    for (auto* button : widget.findChildren<QToolButton*>())
        if (button->defaultAction() == &action) return *button;
    qFatal("no button");
}

} // namespace

/// The player of a run and its timeline.
class TestRunPanels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void speedShowsWithoutSending();
    void speedSendsWhatAPersonChooses();
    void aSpeedOfNobodysIsShownAsNone();
    void fullSpeedIsOneKey();
    void onlyWhatIsPossibleCanBePressed_data();
    void onlyWhatIsPossibleCanBePressed();
    void progressKnowsWhetherThereIsAnEnd();
    void theStripAsksForWhereItIsClicked();
    void theStripKnowsItsKeys();
    void anEmptyStripAsksForNothing();
    void scrollingPastChangesNothing();
    void theStripIsASliderToAReader();
    void showingAMomentAsksForNothing();
    void replaysCanBeStopped();
};

void TestRunPanels::speedShowsWithoutSending() {
    RunControl control;
    QSignalSpy sent(&control, &RunControl::speedChanged);
    auto& speed = test::part<QComboBox>(control);
    for (const double seconds : {0.5, 0.02, 0.0, 0.1}) {
        control.setSpeed(false, seconds);
        QVERIFY(speed.currentIndex() >= 0);
    }
    control.setState(RunState::Running);
    control.setProgress(1, 2, 3);
    QCOMPARE(sent.count(), 0);
    control.setSpeed(false, 0);
    QCOMPARE(speed.currentText(), QStringLiteral("Full speed"));
    control.setSpeed(true, 0);
    QCOMPARE(speed.currentText(), QStringLiteral("Watch"));
    QCOMPARE(sent.count(), 0);
}

void TestRunPanels::speedSendsWhatAPersonChooses() {
    RunControl control;
    control.show();
    QSignalSpy sent(&control, &RunControl::speedChanged);
    auto& speed = test::part<QComboBox>(control);
    const train::Setting& setting = *train::findSetting("pauseSeconds");
    QTest::keyClick(&speed, Qt::Key_End);
    QCOMPARE(sent.count(), 1);
    QCOMPARE(sent.last(), (QVariantList{false, 0.5}));
    for (int i = 0; i < speed.count(); ++i) {
        speed.setCurrentIndex(i);
        const bool watch = sent.last().first().toBool();
        const double seconds = sent.last().last().toDouble();
        QVERIFY(seconds >= setting.least && seconds <= setting.most); // or the core would refuse it
        if (seconds > 0)
            QCOMPARE(speed.currentText(), QStringLiteral("Slow: %1 steps/s").arg(qRound(1 / seconds)));
        control.setSpeed(watch, seconds); // what the run then says
        QCOMPARE(speed.currentIndex(), i);
    }
}

/// A session may have been saved at a speed that the box does not have.
void TestRunPanels::aSpeedOfNobodysIsShownAsNone() {
    RunControl control;
    control.show();
    QSignalSpy sent(&control, &RunControl::speedChanged);
    auto& speed = test::part<QComboBox>(control);
    control.setSpeed(false, 0.3);
    QCOMPARE(speed.currentIndex(), -1);
    QCOMPARE(sent.count(), 0);
    QTest::keyClick(&speed, Qt::Key_Down);
    QCOMPARE(sent.count(), 1);
    QCOMPARE(sent.last(), (QVariantList{false, 0.0}));
}

void TestRunPanels::fullSpeedIsOneKey() {
    RunControl control;
    control.setSpeed(true, 0);
    QSignalSpy sent(&control, &RunControl::speedChanged);
    QCOMPARE(control.fullSpeedAction()->shortcut(), QKeySequence(Qt::Key_W));
    control.fullSpeedAction()->trigger();
    QCOMPARE(sent.last(), (QVariantList{false, 0.0}));
    control.fullSpeedAction()->trigger();
    QCOMPARE(sent.last(), (QVariantList{true, 0.0}));
    control.setSpeed(false, 0.5); // from slow motion, too
    control.fullSpeedAction()->trigger();
    QCOMPARE(sent.last(), (QVariantList{false, 0.0}));
}

void TestRunPanels::onlyWhatIsPossibleCanBePressed_data() {
    QTest::addColumn<RunState>("state");
    QTest::addColumn<QString>("play");
    QTest::addColumn<bool>("canPlay");
    QTest::addColumn<bool>("canStep");
    QTest::addColumn<bool>("canReset");
    QTest::newRow("none") << RunState::Idle << "Play" << false << false << false;
    QTest::newRow("loading") << RunState::Loading << "Pause" << true << false << true;
    QTest::newRow("running") << RunState::Running << "Pause" << true << false << true;
    QTest::newRow("paused") << RunState::Paused << "Play" << true << true << true;
    QTest::newRow("finished") << RunState::Finished << "Play" << false << false << true;
    QTest::newRow("failed") << RunState::Failed << "Play" << false << false << true;
}

void TestRunPanels::onlyWhatIsPossibleCanBePressed() {
    QFETCH(const RunState, state);
    QFETCH(const QString, play);
    QFETCH(const bool, canPlay);
    QFETCH(const bool, canStep);
    QFETCH(const bool, canReset);
    RunControl control;
    QSignalSpy played(&control, &RunControl::playPauseAsked), stepped(&control, &RunControl::stepAsked);
    control.setState(RunState::Paused); // whatever was before
    control.setState(state);
    QCOMPARE(control.playPauseAction()->text(), play);
    QVERIFY(control.playPauseAction()->toolTip().contains(play));
    QCOMPARE(control.playPauseAction()->isEnabled(), canPlay);
    QCOMPARE(control.stepAction()->isEnabled(), canStep);
    QCOMPARE(control.stepEpochAction()->isEnabled(), control.stepAction()->isEnabled());
    QCOMPARE(control.resetAction()->isEnabled(), canReset);
    control.playPauseAction()->trigger();
    control.stepAction()->trigger();
    QCOMPARE(played.count(), control.playPauseAction()->isEnabled() ? 1 : 0);
    QCOMPARE(stepped.count(), control.stepAction()->isEnabled() ? 1 : 0);
}

void TestRunPanels::progressKnowsWhetherThereIsAnEnd() {
    RunControl control;
    control.setProgress(1.25, 12'345, 0);
    QVERIFY2(labelsOf(control).contains(QStringLiteral("epoch 1.25, step 12,345")),
             qUtf8Printable(labelsOf(control).join(QLatin1Char('|'))));
    control.setProgress(1.25, 12'345, 40);
    QVERIFY2(labelsOf(control).contains(QStringLiteral("epoch 1.25 of 40, step 12,345")),
             qUtf8Printable(labelsOf(control).join(QLatin1Char('|'))));
}

void TestRunPanels::theStripAsksForWhereItIsClicked() {
    const RunData run = test::fakeRun(100); // up to step 1000
    TimelineStrip strip(run);
    strip.resize(414, 30); // a track of 400 pixels
    strip.refresh();
    QSignalSpy asked(&strip, &TimelineStrip::momentAsked);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(7 + 100, 15));
    QCOMPARE(asked.last().first().toLongLong(), 250);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(1, 15)); // beside its ends are its ends
    QCOMPARE(asked.last().first().toLongLong(), 0);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(413, 15));
    QCOMPARE(asked.last().first().toLongLong(), 1000);
    const auto before = asked.count();
    QTest::mouseClick(&strip, Qt::RightButton, {}, QPoint(200, 15));
    QTest::mouseMove(&strip, QPoint(300, 15)); // no button is down
    QCOMPARE(asked.count(), before);
}

void TestRunPanels::theStripKnowsItsKeys() {
    RunData run = test::fakeRun(100); // epochs of 100 steps
    run.past = reportedMoment(run, 500);
    TimelineStrip strip(run);
    strip.refresh();
    QSignalSpy asked(&strip, &TimelineStrip::momentAsked), live(&strip, &TimelineStrip::liveAsked);
    const auto after = [&](Qt::Key key) {
        QTest::keyClick(&strip, key);
        return asked.last().first().toLongLong();
    };
    QCOMPARE(after(Qt::Key_Left), 499);
    QCOMPARE(after(Qt::Key_Right), 501);
    QCOMPARE(after(Qt::Key_PageUp), 400);
    QCOMPARE(after(Qt::Key_PageDown), 600);
    QCOMPARE(after(Qt::Key_Home), 0);
    QTest::keyClick(&strip, Qt::Key_End);
    QCOMPARE(live.count(), 1);
    const auto before = asked.count();
    QTest::keyClick(&strip, Qt::Key_Up); // a key of sliders, which would move the handle alone
    QCOMPARE(asked.count(), before);
    QCOMPARE(strip.value(), 500);
    run.past = reportedMoment(run, 20);
    strip.refresh();
    QCOMPARE(after(Qt::Key_PageUp), 0); // not before the run began
}

void TestRunPanels::anEmptyStripAsksForNothing() {
    const RunData run;
    TimelineStrip strip(run);
    strip.resize(300, 30);
    strip.refresh();
    QSignalSpy asked(&strip, &TimelineStrip::momentAsked);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(150, 15));
    for (const Qt::Key key : {Qt::Key_Left, Qt::Key_PageDown, Qt::Key_Home}) QTest::keyClick(&strip, key);
    QCOMPARE(asked.count(), 0);
    QVERIFY(!strip.grab().isNull());
}

void TestRunPanels::scrollingPastChangesNothing() {
    const RunData run = test::fakeRun(100);
    TimelineStrip strip(run);
    strip.resize(300, 30);
    strip.refresh();
    QSignalSpy asked(&strip, &TimelineStrip::momentAsked), moved(&strip, &QAbstractSlider::valueChanged);
    QWheelEvent wheel(QPointF(150, 15), QPointF(150, 15), {}, QPoint(0, -120), Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&strip, &wheel);
    QVERIFY(!wheel.isAccepted()); // whatever is around it may scroll
    QCOMPARE(asked.count() + moved.count(), 0);
}

void TestRunPanels::theStripIsASliderToAReader() {
    RunData run = test::fakeRun(100);
    TimelineStrip strip(run);
    strip.refresh();
    QCOMPARE(strip.maximum(), 1000);
    QCOMPARE(strip.value(), 1000);
    QCOMPARE(strip.accessibleDescription(), QStringLiteral("step 1000, the newest"));
    run.past = reportedMoment(run, 70);
    strip.refresh();
    QCOMPARE(strip.value(), 70);
    QCOMPARE(strip.accessibleDescription(), QStringLiteral("step 70 of 1000"));
    train::Point late = test::fakePoint(100);
    late.step = std::int64_t{1} << 40; // more than a slider can count
    run.history.add(late);
    strip.refresh();
    QCOMPARE(strip.maximum(), std::numeric_limits<int>::max());
    QVERIFY(!strip.grab().isNull());
}

void TestRunPanels::showingAMomentAsksForNothing() {
    RunData run = test::fakeRun(100);
    Timeline timeline(run);
    QSignalSpy moment(&timeline, &Timeline::momentAsked), live(&timeline, &Timeline::liveAsked),
        branch(&timeline, &Timeline::branchAsked);
    timeline.refresh();
    QVERIFY(!timeline.branchAction()->isEnabled()); // nothing to branch from but the end
    run.past = reportedMoment(run, 300);
    timeline.refresh();
    QVERIFY(timeline.branchAction()->isEnabled());
    run.past.reset();
    timeline.refresh();
    QVERIFY(!timeline.branchAction()->isEnabled());
    QCOMPARE(moment.count() + live.count() + branch.count(), 0);
}

void TestRunPanels::replaysCanBeStopped() {
    RunData run = test::fakeRun(100);
    Timeline timeline(run);
    timeline.show();
    QSignalSpy cancelled(&timeline, &Timeline::cancelAsked);
    QToolButton* stop = nullptr;
    for (auto* button : timeline.findChildren<QToolButton*>())
        if (button->text() == QStringLiteral("Stop")) stop = button;
    QVERIFY(stop && !stop->isVisible());
    const QPoint before = buttonOf(timeline, *timeline.branchAction()).pos();
    timeline.showReplay(true);
    QVERIFY(stop->isVisible());
    QCoreApplication::processEvents();
    QCOMPARE(buttonOf(timeline, *timeline.branchAction()).pos(), before); // nothing jumps
    run.past = reportedMoment(run, 500);
    timeline.refresh();
    const QImage hatched = timeline.strip().grab().toImage();
    timeline.showReplayProgress(1);
    QVERIFY(timeline.strip().grab().toImage() != hatched); // there is nothing left to play
    stop->click();
    QCOMPARE(cancelled.count(), 1);
    timeline.showReplay(false);
    QVERIFY(!stop->isVisible());
}

TRISTATE_UI_TEST_MAIN(TestRunPanels)
#include "test_run_panels.moc"

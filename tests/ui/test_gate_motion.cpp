#include "core/graph/graph_text.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/run/gate_motion.h"
#include "ui/views/network_picture.h"

#include <QImage>
#include <QTest>

#include <cmath>

using namespace tristate;
using namespace tristate::ui;

/// What moves in the network picture: units that vanish, come back, and fall.
class TestGateMotion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aUnitThatClosesIsSeenGoing();
    void whatClosedUnseenHasNotJustClosed();
    void aUnitThatComesBackIsMarked();
    void aFallTellsTheTimeLeft();
    void nothingFallsAtTheEnd();
    void aDragIsToldWithinTwoSeconds();
    void anotherRunBeginsAnew();
    void thePictureShowsIt();

private:
    /// The run as it is now, with gates of net 10-8-5-2.
    static void show(RunData& run, std::vector<float> first) {
        auto frame = std::make_shared<train::Frame>();
        frame->step = run.frame ? run.frame->step + 1 : 1;
        first.resize(8, 1.0F);
        frame->point.gates = {first, std::vector<float>(5, 1.0F)};
        frame->point.open = {8, 5};
        frame->point.depths = {0, 0};
        run.frame = frame;
    }
};

void TestGateMotion::aUnitThatClosesIsSeenGoing() {
    RunData run = test::fakeRun(1);
    GateMotion motion;
    show(run, {0.4F, 0.6F, 0.6F});
    motion.see(run, 10);
    QCOMPARE(motion.fading(0, 0, 10), 0.0); // it was closed when it was seen first
    show(run, {0.4F, 0.4F, 0.6F});
    motion.see(run, 11);
    QCOMPARE(motion.fading(0, 1, 11), 1.0);
    QVERIFY(motion.fading(0, 1, 11 + GateMotion::kFadeSeconds / 2) < 0.6);
    QCOMPARE(motion.fading(0, 1, 11 + GateMotion::kFadeSeconds), 0.0);
    QCOMPARE(motion.fading(0, 2, 11), 0.0);
    QCOMPARE(motion.marksEnd(), 11 + GateMotion::kFadeSeconds);
}

void TestGateMotion::whatClosedUnseenHasNotJustClosed() {
    RunData run = test::fakeRun(1);
    GateMotion motion;
    show(run, {1.0F, 1.0F});
    motion.see(run, 1);
    show(run, {0.4F, 1.0F}); // the next minibatch, however long it took
    motion.see(run, 9);
    QCOMPARE(motion.fading(0, 0, 9), 1.0);
    show(run, {0.4F, 0.4F});
    show(run, {0.4F, 0.4F});
    motion.see(run, 17);
    QCOMPARE(motion.fading(0, 1, 17), 0.0);
    show(run, {0.4F, 0.4F, 0.4F});
    motion.see(run, 17.1);
    QCOMPARE(motion.fading(0, 2, 17.1), 1.0);
}

void TestGateMotion::aUnitThatComesBackIsMarked() {
    RunData run = test::fakeRun(1);
    GateMotion motion;
    show(run, {0.4F});
    motion.see(run, 1);
    show(run, {0.5F});
    motion.see(run, 2);
    QCOMPARE(motion.returned(0, 0, 2), 1.0);
    QCOMPARE(motion.fading(0, 0, 2), 0.0);
    QCOMPARE(motion.returned(0, 0, 2 + GateMotion::kReturnSeconds), 0.0);
    QCOMPARE(motion.returned(0, 1, 2), 0.0);
}

void TestGateMotion::aFallTellsTheTimeLeft() {
    RunData run = test::fakeRun(1);
    GateMotion motion;
    const auto gateAt = [](double seconds) { return static_cast<float>(1.0 - 0.1 * seconds); };
    for (double seconds = 0; seconds <= 4; seconds += 0.05) {
        show(run, {gateAt(seconds), 1.0F, 0.45F, static_cast<float>(0.6 + 0.02 * seconds),
                   static_cast<float>(1 - 0.004 * seconds)});
        motion.see(run, seconds);
        const auto left = motion.secondsLeft(0, 0);
        if (seconds < GateMotion::kLeast) continue;
        QVERIFY2(left && std::abs(*left - (5 - seconds)) < 0.05, qPrintable(QString::number(seconds)));
    }
    QVERIFY(!motion.secondsLeft(0, 1)); // stands still
    QVERIFY(!motion.secondsLeft(0, 2)); // closed
    QVERIFY(!motion.secondsLeft(0, 3)); // rises
    QVERIFY(!motion.secondsLeft(0, 4)); // has two minutes
    QCOMPARE(motion.falls().size(), std::size_t(1));
}

void TestGateMotion::nothingFallsAtTheEnd() {
    RunData run = test::fakeRun(1);
    run.experiment.train.epochs = 3;
    GateMotion motion;
    const auto seeAt = [&](double seconds, float gate, double epoch) {
        show(run, {gate});
        auto frame = std::make_shared<train::Frame>(*run.frame);
        frame->epoch = epoch;
        run.frame = frame;
        motion.see(run, seconds);
    };
    for (int second = 0; second < 5; ++second) seeAt(second, 0.95F - 0.05F * static_cast<float>(second), 2);
    QVERIFY(!motion.falls().empty());
    seeAt(5, 0.7F, 3);
    QVERIFY(motion.falls().empty());
}

void TestGateMotion::aDragIsToldWithinTwoSeconds() {
    RunData run = test::fakeRun(1);
    GateMotion motion;
    double seconds = 0, gate = 1;
    for (; seconds < 3; seconds += 0.05) {
        show(run, {static_cast<float>(gate -= 0.0005)});
        motion.see(run, seconds);
    }
    run.live.lambdas.lambda3 = 0.1;
    const double dragged = seconds;
    for (; seconds < dragged + 2; seconds += 0.05) {
        show(run, {static_cast<float>(gate -= 0.005)});
        motion.see(run, seconds);
    }
    const auto left = motion.secondsLeft(0, 0);
    QVERIFY(left);
    QVERIFY2(std::abs(*left - (gate - 0.5) / 0.1) < 0.05, qPrintable(QString::number(*left)));
}

void TestGateMotion::anotherRunBeginsAnew() {
    RunData run = test::fakeRun(1);
    GateMotion motion;
    show(run, {0.6F});
    motion.see(run, 1);
    run.number = 2;
    show(run, {0.4F});
    motion.see(run, 2);
    QCOMPARE(motion.fading(0, 0, 2), 0.0);
    QVERIFY(motion.falls().empty());
}

void TestGateMotion::thePictureShowsIt() {
    RunData run = test::fakeRun(1);
    Selection selection;
    NetworkPicture picture(run, selection);
    picture.resize(700, 300);
    picture.show();
    const auto shot = [&] { return picture.grab().toImage(); };
    show(run, {1.0F});
    picture.refresh();
    const QImage still = shot();
    QVERIFY(picture.fallText().isEmpty());
    run.experiment.train.warmupEpochs = 1000;
    QVERIFY(picture.footText().contains(QStringLiteral("epoch 1000")));
    run.experiment.train.warmupEpochs = 0;
    QVERIFY(picture.footText().isEmpty());
    show(run, {0.45F});
    picture.refresh();
    const QImage going = shot();
    QVERIFY(going != still);
    QTest::qWait(static_cast<int>(1000 * GateMotion::kFadeSeconds) + 50);
    QVERIFY(shot() != going); // it has gone, though the run told nothing new
    for (const float gate : {1.0F, 0.95F, 0.9F, 0.85F}) {
        show(run, {0.45F, gate});
        picture.refresh();
        QTest::qWait(150);
    }
    QVERIFY2(picture.fallText().startsWith(QStringLiteral("Falling: 1. ")),
             qUtf8Printable(picture.fallText()));
    run.past = reportedMoment(run, 10);
    picture.refresh();
    QVERIFY(picture.fallText().isEmpty()); // a moment stands still
}

TRISTATE_UI_TEST_MAIN(TestGateMotion)
#include "test_gate_motion.moc"

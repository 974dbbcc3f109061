#include "tests/ui/support/ui_test_main.h"
#include "ui/jobs/background_work.h"
#include "ui/run/live_view.h"
#include "ui/run/refresh_schedule.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QWidget>

#include <memory>
#include <stdexcept>

using namespace tristate::ui;

namespace {

/// Counts how often it was redrawn.
class CountingView : public QWidget, public LiveView {
public:
    QWidget* widget() override { return this; }
    void refresh() override { ++refreshed; }
    int refreshed = 0;
};

/// Uses its thread for so long.
void compute(int milliseconds) {
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < milliseconds) {
    }
}

} // namespace

/// Who computes and who is redrawn, and when.
class TestBackgroundWork : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_answers.clear(); }
    void ofAnOwnerOnlyTheLatestQuestionCounts();
    void ownersDoNotPushEachOtherAside();
    void whoIsGoneIsNotAnswered();
    void aFailureIsToldAndTheNextIsAnswered();
    void whileTrainingSpareWorkWaits();
    void atTheEndOfTrainingNobodyWaits();
    void settlingAnswersEverything();
    void onlyVisibleViewsAreRedrawn();
    void aViewWithoutNewsIsLeftAlone();
    void viewsAreDrawnTogether();
    void whoDidSomethingSeesItAtOnce();
    void whileTrainingRedrawsAreRare();

private:
    BackgroundWork::Work numbered(int number, int milliseconds = 0) {
        return [this, number, milliseconds]() -> BackgroundWork::Finish {
            compute(milliseconds);
            return [this, number] { m_answers << number; };
        };
    }
    QList<int> m_answers;
};

void TestBackgroundWork::ofAnOwnerOnlyTheLatestQuestionCounts() {
    BackgroundWork work;
    QObject busy, owner;
    work.ask(&busy, BackgroundWork::Pace::Spare, numbered(0, 50));
    for (int i = 1; i <= 5; ++i) work.ask(&owner, BackgroundWork::Pace::Spare, numbered(i));
    QTRY_VERIFY(work.isIdle());
    QCOMPARE(m_answers, (QList<int>{0, 5}));
}

void TestBackgroundWork::ownersDoNotPushEachOtherAside() {
    BackgroundWork work;
    QObject first, second, third;
    work.ask(&first, BackgroundWork::Pace::Spare, numbered(1, 20));
    work.ask(&second, BackgroundWork::Pace::Spare, numbered(2));
    work.ask(&third, BackgroundWork::Pace::Spare, numbered(3));
    work.ask(&second, BackgroundWork::Pace::Spare, numbered(4)); // keeps its place in the queue
    QTRY_VERIFY(work.isIdle());
    QCOMPARE(m_answers, (QList<int>{1, 4, 3}));
}

void TestBackgroundWork::whoIsGoneIsNotAnswered() {
    BackgroundWork work;
    QObject busy;
    auto underWay = std::make_unique<QObject>(), waiting = std::make_unique<QObject>();
    work.ask(underWay.get(), BackgroundWork::Pace::Spare, numbered(1, 30));
    work.ask(waiting.get(), BackgroundWork::Pace::Spare, numbered(2));
    work.ask(&busy, BackgroundWork::Pace::Spare, numbered(3));
    underWay.reset();
    waiting.reset();
    QTRY_VERIFY(work.isIdle());
    QCOMPARE(m_answers, QList<int>{3});
}

void TestBackgroundWork::aFailureIsToldAndTheNextIsAnswered() {
    BackgroundWork work;
    QSignalSpy problems(&work, &BackgroundWork::problem);
    QObject failing, owner;
    work.ask(&failing, BackgroundWork::Pace::Spare,
             []() -> BackgroundWork::Finish { throw std::runtime_error("no room"); });
    work.ask(&owner, BackgroundWork::Pace::Spare, numbered(1));
    QTRY_VERIFY(work.isIdle());
    QCOMPARE(problems.count(), 1);
    QCOMPARE(problems.first().first().toString(), QStringLiteral("no room"));
    QCOMPARE(m_answers, QList<int>{1});
}

void TestBackgroundWork::whileTrainingSpareWorkWaits() {
    BackgroundWork work;
    work.setLimited(true);
    QObject first, spare, urgent;
    work.ask(&first, BackgroundWork::Pace::Spare, numbered(1, 40)); // 40 ms of work: seconds of rest
    QTRY_COMPARE(m_answers, QList<int>{1});
    work.ask(&spare, BackgroundWork::Pace::Spare, numbered(2));
    work.ask(&urgent, BackgroundWork::Pace::AtOnce, numbered(3)); // somebody clicked
    QTRY_COMPARE(m_answers.size(), 2);
    QCOMPARE(m_answers, (QList<int>{1, 3}));
    QVERIFY(!work.isIdle());
    work.ask(&spare, BackgroundWork::Pace::AtOnce, numbered(4)); // the one that waits is wanted now
    QTRY_COMPARE(m_answers, (QList<int>{1, 3, 4}));
    QVERIFY(work.isIdle());
}

void TestBackgroundWork::atTheEndOfTrainingNobodyWaits() {
    BackgroundWork work;
    work.setLimited(true);
    QObject first, second;
    work.ask(&first, BackgroundWork::Pace::Spare, numbered(1, 40));
    QTRY_COMPARE(m_answers, QList<int>{1});
    work.ask(&second, BackgroundWork::Pace::Spare, numbered(2));
    QTest::qWait(50);
    QCOMPARE(m_answers, QList<int>{1});
    work.setLimited(false);
    QTRY_COMPARE_WITH_TIMEOUT(m_answers, (QList<int>{1, 2}), 1000);
}

void TestBackgroundWork::settlingAnswersEverything() {
    BackgroundWork work;
    work.setLimited(true);
    QObject owners[4];
    for (int i = 0; i < 4; ++i) work.ask(&owners[i], BackgroundWork::Pace::Spare, numbered(i, 10));
    work.settle(10'000);
    QCOMPARE(m_answers, (QList<int>{0, 1, 2, 3}));
    QObject last;
    work.ask(&last, BackgroundWork::Pace::Spare, numbered(4, 40));
    work.ask(&owners[0], BackgroundWork::Pace::Spare, numbered(5));
    QTest::qWait(100);
    QVERIFY(!work.isIdle()); // the limit is in force again
}

void TestBackgroundWork::onlyVisibleViewsAreRedrawn() {
    RefreshSchedule schedule;
    CountingView seen, hidden;
    schedule.add(&seen);
    schedule.add(&hidden);
    seen.show();
    schedule.markAll();
    QTRY_VERIFY(seen.refreshed > 0);
    QTest::qWait(4 * RefreshSchedule::kTickMilliseconds);
    QCOMPARE(hidden.refreshed, 0);
    hidden.show(); // its news waited for it, and are drawn before anything old is painted
    QCOMPARE(hidden.refreshed, 1);
}

void TestBackgroundWork::aViewWithoutNewsIsLeftAlone() {
    RefreshSchedule schedule;
    CountingView view;
    schedule.add(&view);
    view.show();
    QTRY_COMPARE(view.refreshed, 1);
    QTest::qWait(4 * RefreshSchedule::kTickMilliseconds);
    QCOMPARE(view.refreshed, 1);
    schedule.markAll();
    QTRY_COMPARE(view.refreshed, 2);
    schedule.refreshAll(); // for a picture, news or not
    QCOMPARE(view.refreshed, 3);
}

void TestBackgroundWork::viewsAreDrawnTogether() {
    RefreshSchedule schedule;
    CountingView views[3];
    for (auto& view : views) {
        schedule.add(&view);
        view.show();
    }
    int rounds = 0;
    bool isTogether = true;
    connect(&schedule, &RefreshSchedule::begins, this, [&] {
        for (const auto& view : views) isTogether = isTogether && view.refreshed == views[0].refreshed;
    });
    connect(&schedule, &RefreshSchedule::ended, this, [&] { ++rounds; });
    for (int i = 0; i < 9; ++i) {
        schedule.markAll();
        QTest::qWait(RefreshSchedule::kTickMilliseconds + 5);
    }
    QVERIFY(isTogether);
    QVERIFY2(rounds >= 2, qPrintable(QString::number(rounds)));
    for (const auto& view : views) QCOMPARE(view.refreshed, 1 + rounds); // and when they were shown
}

void TestBackgroundWork::whoDidSomethingSeesItAtOnce() {
    RefreshSchedule schedule;
    schedule.setLimited(true);
    CountingView view;
    schedule.add(&view);
    view.show();
    schedule.hurry();
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 500) { // far more than the share, and less than the limit lets wait
        schedule.markAll();
        compute(20);
        QCoreApplication::processEvents();
    }
    QVERIFY2(view.refreshed > 3, qPrintable(QString::number(view.refreshed)));
}

void TestBackgroundWork::whileTrainingRedrawsAreRare() {
    RefreshSchedule schedule;
    schedule.setLimited(true);
    CountingView view;
    schedule.add(&view);
    view.show();
    constexpr int kLong = 2500;
    QElapsedTimer clock;
    clock.start();
    int ticks = 0;
    while (clock.elapsed() < kLong) { // this thread takes far more than its share
        schedule.markAll();
        compute(20);
        QCoreApplication::processEvents();
        ++ticks;
    }
    QVERIFY2(view.refreshed >= 2, qPrintable(QString::number(view.refreshed))); // it is not starved
    QVERIFY2(view.refreshed <= kLong / RefreshSchedule::kMaxWaitMilliseconds + 2,
             qPrintable(QString::number(view.refreshed)));
    QVERIFY(ticks > view.refreshed);
}

TRISTATE_UI_TEST_MAIN(TestBackgroundWork)
#include "test_background_work.moc"

#include "tests/ui/support/ui_test_main.h"
#include "ui/jobs/job.h"

#include <QPointer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>
#include <stdexcept>

using namespace tristate;
using namespace tristate::ui;

/// Work beside the event loop: what counts, what does not, and in which order.
class TestJob : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void bringsItsResultBackToThisThread();
    void theLatestCounts();
    void enqueuedWorkKeepsItsOrder();
    void aStoppedPieceStillTellsWhatItHas();
    void aCancelledPieceIsNeverSeen();
    void progressOfAnOlderPieceIsNotSeen();
    void anErrorIsTold();
    void nothingComesBackToAnOwnerWhoIsGone();
    void theEndWaitsForWhatIsEnqueued();
    void aRetiredJobIsNotWaitedForAndNotHeard();

private:
    /// Work that waits for m_gate and then brings back its number.
    Job::Work numbered(int number);

    QList<int> m_seen;
    std::unique_ptr<QSemaphore> m_gate;
};

void TestJob::init() {
    m_seen.clear();
    m_gate = std::make_unique<QSemaphore>();
}

Job::Work TestJob::numbered(int number) {
    return [this, number, gate = m_gate.get()](const Job::Progress&) -> Job::Finish {
        gate->acquire();
        return [this, number] { m_seen << number; };
    };
}

void TestJob::bringsItsResultBackToThisThread() {
    Job job;
    QThread* worker = nullptr;
    QThread* back = nullptr;
    QSignalSpy busy(&job, &Job::busyChanged);
    job.start(this, [&](const Job::Progress&) -> Job::Finish {
        worker = QThread::currentThread();
        return [&] { back = QThread::currentThread(); };
    });
    QVERIFY(job.isBusy());
    QTRY_VERIFY(back);
    QVERIFY(worker != thread());
    QCOMPARE(back, thread());
    QVERIFY(!job.isBusy());
    QCOMPARE(busy.size(), 2);
}

void TestJob::theLatestCounts() {
    Job job;
    for (int number = 1; number <= 3; ++number) job.start(this, numbered(number));
    m_gate->release(3);
    QTRY_COMPARE(m_seen, QList<int>{3});
    QVERIFY(!job.isBusy());
}

void TestJob::enqueuedWorkKeepsItsOrder() {
    Job job;
    for (int number = 1; number <= 3; ++number) job.enqueue(this, numbered(number));
    m_gate->release(3);
    QTRY_COMPARE(m_seen, (QList<int>{1, 2, 3}));
    QVERIFY(!job.isBusy());
}

void TestJob::aStoppedPieceStillTellsWhatItHas() {
    Job job;
    job.start(this, [this](const Job::Progress& progress) -> Job::Finish {
        while (!progress.isStopped()) QThread::yieldCurrentThread();
        return [this] { m_seen << 1; };
    });
    job.requestStop();
    QTRY_COMPARE(m_seen, QList<int>{1});
    job.enqueue(this, [this](const Job::Progress& progress) -> Job::Finish {
        const bool isStopped = progress.isStopped();
        return [this, isStopped] { m_seen << (isStopped ? -1 : 2); };
    });
    QTRY_COMPARE(m_seen, (QList<int>{1, 2})); // the wish was about the first
}

void TestJob::aCancelledPieceIsNeverSeen() {
    Job job;
    QSignalSpy busy(&job, &Job::busyChanged);
    job.start(this, numbered(1));
    job.cancel();
    QVERIFY(!job.isBusy());
    m_gate->release(2);
    job.start(this, numbered(2));
    QTRY_COMPARE(m_seen, QList<int>{2});
    QCOMPARE(busy.size(), 4);
}

void TestJob::progressOfAnOlderPieceIsNotSeen() {
    Job job;
    const auto telling = [this, gate = m_gate.get()](int number) {
        return [this, gate, number](const Job::Progress& progress) -> Job::Finish {
            progress.tell([this, number] { m_seen << number; });
            gate->acquire();
            return {};
        };
    };
    job.start(this, telling(1));
    QTRY_COMPARE(m_seen, QList<int>{1});
    std::atomic<bool> told = false;
    m_gate->release();
    QTRY_VERIFY(!job.isBusy());
    job.start(this, [&](const Job::Progress& progress) -> Job::Finish {
        progress.tell([this] { m_seen << 2; });
        told = true;
        return {};
    });
    while (!told) QThread::yieldCurrentThread(); // it is on its way, and no event was handled
    job.start(this, telling(3));
    m_gate->release();
    QTRY_VERIFY(!job.isBusy());
    QCOMPARE(m_seen, (QList<int>{1, 3}));
}

void TestJob::anErrorIsTold() {
    Job job;
    QSignalSpy failed(&job, &Job::failed);
    job.start(this, [](const Job::Progress&) -> Job::Finish { throw std::runtime_error("no such thing"); });
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.front().front().toString(), QStringLiteral("no such thing"));
    QVERIFY(!job.isBusy());
}

void TestJob::nothingComesBackToAnOwnerWhoIsGone() {
    Job job;
    auto owner = std::make_unique<QObject>();
    job.start(owner.get(), numbered(1));
    owner.reset();
    m_gate->release();
    QTRY_VERIFY(!job.isBusy());
    QVERIFY(m_seen.isEmpty());
}

void TestJob::theEndWaitsForWhatIsEnqueued() {
    std::atomic<int> done = 0;
    {
        Job job;
        for (int i = 0; i < 3; ++i)
            job.enqueue(this, [&](const Job::Progress&) -> Job::Finish {
                ++done;
                return {};
            });
    }
    QCOMPARE(done.load(), 3);
}

void TestJob::aRetiredJobIsNotWaitedForAndNotHeard() {
    QPointer<Job> job = new Job;
    QSignalSpy busy(job, &Job::busyChanged);
    job->start(this, numbered(1));
    QCOMPARE(busy.count(), 1);
    job->retire(); // its work waits for the gate still
    QTest::qWait(20);
    QVERIFY(job);
    m_gate->release();
    QTRY_VERIFY(!job);
    QVERIFY(m_seen.isEmpty());
    QCOMPARE(busy.count(), 1);
}

TRISTATE_UI_TEST_MAIN(TestJob)
#include "test_job.moc"

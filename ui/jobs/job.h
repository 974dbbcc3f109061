#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <stop_token>

namespace tristate::ui {

/// Work beside the event loop, below it in priority, on one thread, one piece after the other. What comes
/// back runs on the GUI thread, unless its owner is gone or it was cancelled by then: pieces are numbered,
/// and nothing of an older number than what counts is ever seen. GUI thread, but for what Work does.
class Job : public QObject {
    Q_OBJECT
public:
    /// Runs on the GUI thread when the work is done; may be empty.
    using Finish = std::function<void()>;

    /// What a piece of work may ask and tell while it goes on, on its thread.
    class Progress {
    public:
        /// Somebody wishes the work to end.
        bool isStopped() const { return m_stop.stop_requested(); }
        const std::stop_token& stop() const { return m_stop; }
        /// Runs `news` on the GUI thread, under the same conditions as what comes back.
        void tell(Finish news) const;

    private:
        friend class Job;
        Progress(Job& job, int number, QPointer<QObject> owner, std::stop_token stop)
            : m_job(job), m_number(number), m_owner(std::move(owner)), m_stop(std::move(stop)) {}

        Job& m_job;
        int m_number;
        QPointer<QObject> m_owner;
        std::stop_token m_stop;
    };

    /// Runs on the thread; may capture copies and shared constants only. What it throws becomes failed().
    using Work = std::function<Finish(const Progress&)>;

    explicit Job(QObject* parent = nullptr);
    /// Asks what is under way to end, and waits for it and for what is enqueued.
    ~Job() override;
    /// For an owner who goes and does not wait: cancels, and deletes the job, which must be on the heap, when
    /// its thread is done, or with the program.
    void retire();

    /// Cancels what was asked for before, and begins.
    void start(QObject* owner, Work work);
    /// Begins when what was asked for before is done.
    void enqueue(QObject* owner, Work work);
    /// What is under way should end soon; what it comes back with counts.
    void requestStop() { m_stop.request_stop(); }
    /// What is under way should end soon, and nothing of it counts; what is enqueued does not begin.
    void cancel();
    /// Something that counts is under way or enqueued.
    bool isBusy() const { return m_pending > 0; }

Q_SIGNALS:
    /// With false, before what comes back runs.
    void busyChanged(bool busy);
    void failed(const QString& sentence);

private:
    bool counts(int number) const { return number >= m_oldest; }
    void setPending(int pending);
    void run(QPointer<QObject> owner, Work work);
    void finish(int number, const QPointer<QObject>& owner, const Finish& finish);

    QThreadPool m_pool;
    std::stop_source m_stop;
    int m_last = 0;   ///< number of the latest piece
    int m_oldest = 1; ///< the first that counts
    int m_pending = 0;
};

} // namespace tristate::ui

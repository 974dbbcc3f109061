#pragma once

#include "ui/jobs/job.h"

#include <QTimer>

#include <atomic>
#include <functional>
#include <vector>

namespace tristate::ui {

/// Computes what views show beside the event loop, one thing at a time, and decides what comes next: while a
/// run is training for no more than a small share of one core. Of each owner only the latest question counts.
/// GUI thread.
class BackgroundWork : public QObject {
    Q_OBJECT
public:
    /// Of one core, while training.
    static constexpr double kShare = 0.015;

    /// Runs on the GUI thread when the work is done, unless its owner is gone by then.
    using Finish = std::function<void()>;
    /// Runs on the thread; may capture copies and shared constants only.
    using Work = std::function<Finish()>;
    enum class Pace {
        Spare,  ///< whenever the share allows it
        AtOnce, ///< the user waits for it
    };

    explicit BackgroundWork(QObject* parent = nullptr);

    void ask(QObject* owner, Pace pace, Work work);
    void setLimited(bool limited);
    /// Nothing is under way or waiting.
    bool isIdle() const { return !m_job.isBusy() && m_waiting.empty(); }
    /// Handles events until it is idle, at full pace, for so long at most: before a picture is taken.
    void settle(int milliseconds);

Q_SIGNALS:
    void problem(const QString& sentence);

private:
    struct Question {
        QPointer<QObject> owner;
        Pace pace;
        Work work;
    };
    void startNext();
    void run(Question question);
    void rest();

    QTimer m_rest; ///< runs until the share allows the next piece of work
    std::vector<Question> m_waiting;
    bool m_limited = false;
    std::atomic<double> m_seconds = 0; ///< processor time of the last piece
    Job m_job;                         ///< last: it uses what is above
};

} // namespace tristate::ui

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <vector>

namespace tristate::ui {

/// Computes what views show on one thread of its own, below the event loop in priority, one thing at a time;
/// while a run is training for no more than a small share of one core. Of each owner only the latest question
/// counts. GUI thread.
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
    /// Waits for what is under way.
    ~BackgroundWork() override;

    void ask(QObject* owner, Pace pace, Work work);
    void setLimited(bool limited);
    /// Nothing is under way or waiting.
    bool isIdle() const { return !m_running && m_waiting.empty(); }
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
    void finish(const QPointer<QObject>& owner, const Finish& finish, double seconds);

    QThreadPool m_pool;
    QTimer m_rest; ///< runs until the share allows the next piece of work
    std::vector<Question> m_waiting;
    bool m_running = false;
    bool m_limited = false;
};

} // namespace tristate::ui

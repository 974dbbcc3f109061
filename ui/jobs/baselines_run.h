#pragma once

#include "core/baselines/baselines.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <stop_token>

namespace tristate::ui {

/// A comparison of the gates with what prunes after training, on a thread of its own below the event loop in
/// priority; one at a time. GUI thread.
class BaselinesRun : public QObject {
    Q_OBJECT
public:
    explicit BaselinesRun(QObject* parent = nullptr);
    /// Cancels, and waits for the minibatch under way.
    ~BaselinesRun() override;

    /// Does nothing while one is under way.
    void start(const baselines::BaselinesPlan& plan);
    /// It ends after the minibatch under way.
    void cancel() { m_stop.request_stop(); }
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    /// `what` is being trained, as baselines::compareBaselines names it; so many epochs of all trainings are
    /// done. A few times a second.
    void progressed(const QString& what, double epochs);
    void resultArrived(const tristate::baselines::BaselineResult& result);
    /// `problem` is a sentence, empty when everything was compared or it was cancelled.
    void ended(const QString& problem);

private:
    void compare(const baselines::BaselinesPlan& plan, const std::stop_token& stop); ///< on the pool's thread

    QThreadPool m_pool;
    std::stop_source m_stop; ///< of the comparison under way
    bool m_busy = false;
};

} // namespace tristate::ui

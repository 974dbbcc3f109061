#pragma once

#include "core/baselines/baselines.h"
#include "ui/jobs/job.h"

#include <QObject>
#include <QString>

namespace tristate::ui {

/// A comparison of the gates with what prunes after training, beside the event loop; one at a time. GUI
/// thread.
class BaselinesRun : public QObject {
    Q_OBJECT
public:
    explicit BaselinesRun(QObject* parent = nullptr);

    /// Does nothing while one is under way.
    void start(const baselines::BaselinesPlan& plan);
    /// It ends after the minibatch under way.
    void cancel() { m_job.requestStop(); }
    bool isBusy() const { return m_job.isBusy(); }

Q_SIGNALS:
    /// `what` is being trained, as baselines::compareBaselines names it; so many epochs of all trainings are
    /// done. A few times a second.
    void progressed(const QString& what, double epochs);
    void resultArrived(const tristate::baselines::BaselineResult& result);
    /// `problem` is a sentence, empty when everything was compared or it was cancelled.
    void ended(const QString& problem);

private:
    void compare(const baselines::BaselinesPlan& plan, const Job::Progress& progress); ///< the job's thread

    Job m_job;
};

} // namespace tristate::ui

#pragma once

#include "core/sweep/folder.h"
#include "ui/jobs/job.h"

#include <QObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace tristate::ui {

/// Measures what a sample costs in time, on the exported C of runs of a sweep, beside the event loop; the
/// times are kept in the folder of the sweep. GUI thread.
class SweepTimes : public QObject {
    Q_OBJECT
public:
    explicit SweepTimes(QObject* parent = nullptr);

    /// In this order; `runs` have results and did not fail. What was asked for before is given up.
    void measure(const std::shared_ptr<const sweep::Folder>& folder, const std::vector<std::string>& runs);
    /// It ends after the run under way, a second or so.
    void stop() { m_job.requestStop(); }
    /// Nothing of it counts any more.
    void giveUp() { m_job.cancel(); }
    bool isBusy() const { return m_job.isBusy(); }

Q_SIGNALS:
    void measured(const QString& run, double microseconds);
    /// `problem` is a sentence, empty when all were measured or it was stopped.
    void ended(const QString& problem);

private:
    Job m_job;
};

} // namespace tristate::ui

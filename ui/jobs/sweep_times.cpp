#include "ui/jobs/sweep_times.h"

#include "core/sweep/latencies.h"

namespace tristate::ui {

SweepTimes::SweepTimes(QObject* parent) : QObject(parent) {
    connect(&m_job, &Job::failed, this, &SweepTimes::ended);
}

void SweepTimes::measure(const std::shared_ptr<const sweep::Folder>& folder,
                         const std::vector<std::string>& runs) {
    m_job.start(this, [this, folder, runs](const Job::Progress& progress) -> Job::Finish {
        sweep::Latencies latencies(*folder);
        for (const std::string& run : runs) {
            if (progress.isStopped()) break;
            const double microseconds = latencies.measured(run);
            progress.tell([this, id = QString::fromStdString(run), microseconds] {
                Q_EMIT measured(id, microseconds);
            });
        }
        return [this] { Q_EMIT ended({}); };
    });
}

} // namespace tristate::ui

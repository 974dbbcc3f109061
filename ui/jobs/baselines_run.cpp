#include "ui/jobs/baselines_run.h"

#include "core/base/error.h"

#include <QElapsedTimer>

#include <exception>

namespace tristate::ui {
namespace {
constexpr int kProgressMilliseconds = 100;
} // namespace

BaselinesRun::BaselinesRun(QObject* parent) : QObject(parent) {
    connect(&m_job, &Job::failed, this, &BaselinesRun::ended);
}

void BaselinesRun::start(const baselines::BaselinesPlan& plan) {
    if (isBusy()) return;
    m_job.start(this, [this, plan](const Job::Progress& progress) -> Job::Finish {
        try {
            compare(plan, progress);
        } catch (const std::exception&) {
            if (!progress.isStopped()) throw;
        }
        return [this] { Q_EMIT ended({}); };
    });
}

void BaselinesRun::compare(const baselines::BaselinesPlan& plan, const Job::Progress& progress) {
    QElapsedTimer sinceTold;
    sinceTold.start();
    double before = 0; // epochs of the trainings that are done
    double present = 0;
    const auto tell = [&](const std::string& what, double epoch, int epochs) {
        if (epoch == 0) { // the next training begins
            before += present;
            present = epochs;
        }
        if (epoch == 0 || sinceTold.elapsed() >= kProgressMilliseconds) {
            sinceTold.restart();
            progress.tell([this, what = QString::fromStdString(what), done = before + epoch] {
                Q_EMIT progressed(what, done);
            });
        }
    };
    const auto done = [&](const baselines::BaselineResult& result) {
        progress.tell([this, result] { Q_EMIT resultArrived(result); });
    };
    baselines::compareBaselines(plan, tell, done, progress.stop());
}

} // namespace tristate::ui

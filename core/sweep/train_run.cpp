#include "core/sweep/train_run.h"

#include "core/base/error.h"
#include "core/io/store/session_file.h"
#include "core/messages/runs.h"
#include "core/messages/sweeps.h"
#include "core/train/curve_reports.h"
#include "core/train/evaluate.h"
#include "core/train/target_controller.h"

#include <cmath>
#include <cstdint>
#include <new>
#include <utility>

namespace tristate::sweep {

namespace {

using Clock = std::chrono::steady_clock;
using CheckpointPtr = std::shared_ptr<const train::Checkpoint>;

bool isSameExperiment(train::Experiment a, const train::Experiment& b) {
    a.name = b.name;
    a.train.threads = b.train.threads;
    return a == b;
}

struct Start {
    CheckpointPtr checkpoint;
    train::History history;
};

/// Goes on from the session that is there; a damaged one, or of something else, is as good as none.
Start startOf(const train::Experiment& experiment, const RunSetting& setting) {
    if (std::filesystem::exists(setting.session)) try {
            io::SavedSession saved = io::openSession(setting.session);
            if (isSameExperiment(saved.checkpoint->experiment, experiment)) {
                train::Checkpoint checkpoint = *saved.checkpoint;
                checkpoint.experiment = experiment;
                checkpoint.data = setting.data;
                return {std::make_shared<const train::Checkpoint>(std::move(checkpoint)),
                        std::move(saved.history)};
            }
        } catch (const Error&) {
        } // NOLINT(bugprone-empty-catch): it is written anew
    if (setting.start)
        if (const auto network = setting.start())
            return {train::freshCheckpoint(experiment, setting.data, std::move(*network)), {}};
    return {train::freshCheckpoint(experiment, setting.data), {}};
}

/// Measures the evaluation data for the curves: at the end, and before it so often that it costs a hundredth
/// of the time.
class RareEvaluation final : public train::Observer {
public:
    void afterStep(train::Driver& driver, const train::Minibatch&) override {
        if (driver.finished() ||
            (driver.isBetweenEpochs() && driver.stepsDone() / driver.stepsPerEpoch() % every(driver) == 0))
            driver.evaluation();
    }

private:
    static std::int64_t every(const train::Driver& driver) {
        constexpr double kForwardShare = 1.0 / 3, kShare = 0.01; // forward alone, of a training step
        const auto training = static_cast<double>(driver.data().train.size());
        const double cost = kForwardShare * static_cast<double>(driver.data().evaluation().size());
        return std::llround(std::ceil(cost / (kShare * training)));
    }
};

/// The training of one run.
class Training {
public:
    Training(Start start, const RunSetting& setting)
        : m_setting(setting),
          m_history(std::move(start.history)),
          m_driver(*start.checkpoint),
          m_curves([this](train::Point point) {
              point.samplesPerSecond = 0; // no times in what is left of a run
              m_history.add(std::move(point));
          }) {
        m_driver.attach(m_target);
        m_driver.attach(m_evaluation);
        m_driver.attach(m_curves);
    }

    /// Nothing when it was asked to stop.
    std::optional<TrainedRun> run() {
        while (!m_driver.finished()) {
            if (m_setting.shallStop && m_setting.shallStop()) {
                m_curves.flush(m_driver);
                saveIfPossible();
                return std::nullopt;
            }
            if (m_setting.watch) m_setting.watch(m_driver, m_history);
            if (!m_driver.step()) return failedRun(Message(say::kSweepRunDiverged, m_driver.stepsDone()));
            if (Clock::now() - m_saved >= m_setting.saveEvery) saveIfPossible();
        }
        return measured();
    }

private:
    /// A full disk is no reason to end a run: there may be room again at its end.
    void saveIfPossible() {
        try {
            io::saveSession(m_setting.session, *m_driver.checkpoint(), m_history);
        } catch (const Error&) {
        } // NOLINT(bugprone-empty-catch)
        m_saved = Clock::now();
    }

    TrainedRun measured() {
        const double seconds = std::chrono::duration<double>(Clock::now() - m_begin).count();
        const data::Splits& data = m_driver.data();
        const int threads = m_driver.experiment().train.threads;
        const bool isMeasured =
            data.validation.size() == 0 && m_driver.experiment().train.loss == train::TrainConfig().loss;
        const train::Evaluation test =
            isMeasured ? m_driver.evaluation() : train::evaluate(m_driver.network(), data.test, threads);
        if (!std::isfinite(test.loss))
            return failedRun(Message(say::kSweepRunDiverged, m_driver.stepsDone()));
        Result result;
        result.metric = train::metricOf(data.test);
        result.testError = test.error;
        result.loss = test.loss;
        if (data.validation.size() > 0) result.validationError = m_driver.evaluation().error;
        result.step = m_driver.stepsDone();
        describe(m_driver.network(), m_driver.experiment().train.merge, result);
        m_curves.flush(m_driver);
        return {std::move(result), m_driver.checkpoint(), std::move(m_history), seconds};
    }

    const RunSetting& m_setting;
    train::History m_history;
    train::Driver m_driver;
    train::TargetController m_target;
    RareEvaluation m_evaluation;
    train::CurveReports m_curves;
    const Clock::time_point m_begin = Clock::now(); ///< of the first minibatch
    Clock::time_point m_saved = m_begin;
};

} // namespace

TrainedRun failedRun(Message why) {
    TrainedRun run;
    run.result.failure = std::move(why);
    return run;
}

std::optional<TrainedRun> trainRun(const train::Experiment& experiment, const RunSetting& setting) {
    return Training(startOf(experiment, setting), setting).run();
}

} // namespace tristate::sweep

#include "core/sweep/worker.h"

#include "core/base/error.h"
#include "core/io/store/session_file.h"
#include "core/messages/runs.h"
#include "core/messages/sweeps.h"
#include "core/sweep/picker.h"
#include "core/sweep/sweep_runs.h"
#include "core/sweep/train_run.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <future>
#include <new>
#include <thread>
#include <utility>

namespace tristate::sweep {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kShortestWait{10}, kLongestWait{1000};
constexpr int kWaitForEachLook = 50; ///< at most so much of the time that is waited goes into looking

class Worker {
public:
    Worker(RunSource& runs, const WorkerSettings& settings)
        : m_runs(runs),
          m_store(runs.store()),
          m_settings(settings),
          m_claims(m_store.locks(), settings.heartbeats),
          m_picker(runs.count(), settings.seed) {}

    WorkerEnd work() {
        auto wait = Clock::duration(kShortestWait);
        while (true) {
            if (shallStop()) break;
            const auto begin = Clock::now();
            const std::size_t run = m_picker.next([this](std::size_t index) { return look(index); });
            if (run != Picker::kNone) {
                if (!train(run)) break;
                wait = kShortestWait;
                continue;
            }
            settle();
            if (!m_picker.allDone()) {
                pause(std::max(wait, (Clock::now() - begin) * kWaitForEachLook));
                wait = std::min(wait * 2, Clock::duration(kLongestWait));
            } else if (m_runs.grow()) {
                m_picker.grow(m_runs.count());
            } else {
                return WorkerEnd::AllDone;
            }
        }
        settle();
        return WorkerEnd::Stopped;
    }

private:
    bool shallStop() const { return m_settings.shallStop && m_settings.shallStop(); }

    void pause(Clock::duration duration) const {
        const auto end = Clock::now() + duration;
        while (Clock::now() < end && !shallStop())
            std::this_thread::sleep_for(std::min<Clock::duration>(end - Clock::now(), kShortestWait));
    }

    Picker::Look look(std::size_t run) {
        const std::string& id = m_runs.id(run);
        if (m_store.hasResult(id)) return Picker::Look::Done;
        auto claim = m_claims.take(m_store.runFolder(id));
        if (!claim) return Picker::Look::Busy;
        if (m_store.hasResult(id)) { // finished between the two
            claim->finish();
            return Picker::Look::Done;
        }
        m_claim = std::make_unique<Claim>(std::move(*claim));
        return Picker::Look::Taken;
    }

    /// False when it was asked to stop.
    bool train(std::size_t run) {
        std::unique_ptr<Claim> claim = std::move(m_claim);
        std::optional<TrainedRun> trained;
        if (claim->starts() > m_settings.mostDeaths)
            trained = failedRun(Message(say::kSweepRunDied, m_settings.mostDeaths));
        else
            trained = trainUnlessImpossible(run, *claim);
        if (!trained) return false;
        if (m_settings.trained && !trained->result.failed()) m_settings.trained(run, trained->seconds);
        trained->result.id = m_runs.id(run);
        trained->result.settings = m_runs.settings(run);
        settle();
        m_saving =
            std::async(std::launch::async, [this, all = std::move(*trained), owner = std::move(claim)] {
                if (all.end) io::saveSession(m_store.sessionFile(all.result.id), *all.end, all.history);
                m_store.publish(all.result);
                owner->finish();
                return all.result;
            });
        return true;
    }

    /// Tells of the run before as soon as it is saved. False when that went wrong: settle() throws it, as it
    /// is not the fault of the run under way.
    bool settleIfSaved() {
        if (!m_saving.valid() || m_saving.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
            return true;
        try {
            settle();
        } catch (...) {
            m_problem = std::current_exception();
        }
        return !m_problem;
    }

    /// Waits until the run before is saved. Throws Error when it cannot be.
    void settle() {
        if (m_problem) std::rethrow_exception(m_problem);
        if (!m_saving.valid()) return;
        const Result result = m_saving.get();
        if (m_settings.finished) m_settings.finished(result);
    }

    /// What goes wrong in a run is its result; what goes wrong with the machine is not.
    std::optional<TrainedRun> trainUnlessImpossible(std::size_t run, Claim& claim) {
        train::Experiment experiment;
        try {
            experiment = m_runs.experiment(run);
            experiment.train.threads = m_settings.threads;
            train::validate(experiment);
            if (experiment.train.epochs == 0) throw Error(say::kSweepRunEndless, SettingName{"train.epochs"});
        } catch (const std::bad_alloc&) {
            return failedRun(Message(say::kNoMemory));
        } catch (const Error& error) {
            return failedRun(error.message());
        }
        RunSetting setting;
        setting.data = m_runs.data(experiment.data);
        setting.session = m_store.sessionFile(m_runs.id(run));
        setting.start = [&] { return m_runs.start(run); };
        setting.shallStop = [&] {
            claim.beat();
            return !settleIfSaved() || shallStop();
        };
        if (m_settings.watch)
            setting.watch = [&](const train::Driver& driver, const train::History& history) {
                m_settings.watch(run, driver, history);
            };
        try {
            return trainRun(experiment, setting);
        } catch (const std::bad_alloc&) {
            return failedRun(Message(say::kNoMemory));
        } catch (const Error& error) {
            return failedRun(error.message());
        }
    }

    RunSource& m_runs;
    const RunStore& m_store;
    const WorkerSettings& m_settings;
    Claims m_claims;
    Picker m_picker;
    std::unique_ptr<Claim> m_claim; ///< of the run that was picked
    /// The run before is saved while the next one is trained: the disk takes a while to be sure of it.
    std::future<Result> m_saving;
    std::exception_ptr m_problem; ///< of saving it or telling of it
};

} // namespace

WorkerEnd work(RunSource& runs, const WorkerSettings& settings) {
    return Worker(runs, settings).work();
}

WorkerEnd work(const Folder& folder, const WorkerSettings& settings) {
    SweepRuns runs(folder);
    return work(runs, settings);
}

} // namespace tristate::sweep

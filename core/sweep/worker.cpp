#include "core/sweep/worker.h"

#include "core/base/error.h"
#include "core/io/store/session_file.h"
#include "core/messages/runs.h"
#include "core/messages/sweeps.h"
#include "core/sweep/picker.h"
#include "core/sweep/run_list.h"
#include "core/sweep/train_run.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <new>
#include <set>
#include <thread>
#include <utility>

namespace tristate::sweep {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kShortestWait{10}, kLongestWait{1000};
constexpr int kWaitForEachLook = 50; ///< at most so much of the time that is waited goes into looking

/// The data of the latest run: many runs share them.
class DataOfRuns {
public:
    explicit DataOfRuns(const Folder& folder) : m_folder(folder) {}

    /// Throws Error when data of this source cannot be loaded or are not those of the sweep: that is the
    /// fault of this machine, and of no run.
    void require(const std::string& source) {
        if (m_known.contains(source)) return;
        data::DataSpec base = m_folder.plan().base.data;
        base.source = source;
        m_folder.requireData(source, *get(base));
        m_known.insert(source);
    }

    const std::shared_ptr<const data::Splits>& get(const data::DataSpec& spec) {
        if (m_data && m_spec == spec) return m_data;
        m_data.reset(); // room for the next ones
        m_data = std::make_shared<const data::Splits>(data::load(spec));
        m_spec = spec;
        return m_data;
    }

private:
    const Folder& m_folder;
    std::set<std::string> m_known;
    data::DataSpec m_spec;
    std::shared_ptr<const data::Splits> m_data;
};

class Worker {
public:
    Worker(const Folder& folder, const WorkerSettings& settings)
        : m_folder(folder),
          m_settings(settings),
          m_list(folder),
          m_claims(folder.locks(), settings.heartbeats),
          m_picker(m_list.runs().size(), settings.seed),
          m_data(folder) {}

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
            } else if (m_list.grow()) {
                m_picker.grow(m_list.runs().size());
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

    Picker::Look look(std::size_t index) {
        const std::string& id = m_list.runs()[index].id;
        if (m_folder.hasResult(id)) return Picker::Look::Done;
        auto claim = m_claims.take(m_folder.runFolder(id));
        if (!claim) return Picker::Look::Busy;
        if (m_folder.hasResult(id)) { // finished between the two
            claim->finish();
            return Picker::Look::Done;
        }
        m_claim = std::make_unique<Claim>(std::move(*claim));
        return Picker::Look::Taken;
    }

    /// False when it was asked to stop.
    bool train(std::size_t index) {
        const RunSpec& run = m_list.runs()[index];
        std::unique_ptr<Claim> claim = std::move(m_claim);
        std::optional<TrainedRun> trained;
        if (claim->starts() > m_settings.mostDeaths)
            trained = failedRun(Message(say::kSweepRunDied, m_settings.mostDeaths));
        else
            trained = trainUnlessImpossible(run, *claim);
        if (!trained) return false;
        trained->result.id = run.id;
        trained->result.settings = settingsOf(m_folder.plan(), run);
        settle();
        m_saving =
            std::async(std::launch::async, [this, all = std::move(*trained), owner = std::move(claim)] {
                if (all.end) io::saveSession(m_folder.sessionFile(all.result.id), *all.end, all.history);
                m_folder.publish(all.result);
                owner->finish();
                return all.result;
            });
        return true;
    }

    /// Waits until the run before is saved. Throws Error when it cannot be.
    void settle() {
        if (!m_saving.valid()) return;
        const Result result = m_saving.get();
        if (m_settings.finished) m_settings.finished(result);
    }

    /// What goes wrong in a run is its result; what goes wrong with the machine is not.
    std::optional<TrainedRun> trainUnlessImpossible(const RunSpec& run, Claim& claim) {
        train::Experiment experiment;
        try {
            experiment = experimentOf(m_folder.plan(), run.values);
            experiment.train.threads = m_settings.threads;
            train::validate(experiment);
            if (experiment.train.epochs == 0) throw Error(say::kSweepRunEndless, SettingName{"train.epochs"});
        } catch (const Error& error) {
            return failedRun(error.message());
        }
        m_data.require(experiment.data.source);
        try {
            return trainRun(experiment, {.data = m_data.get(experiment.data),
                                         .session = m_folder.sessionFile(run.id),
                                         .shallStop = [&] {
                                             claim.beat();
                                             return shallStop();
                                         }});
        } catch (const std::bad_alloc&) {
            return failedRun(Message(say::kNoMemory));
        } catch (const Error& error) {
            return failedRun(error.message());
        }
    }

    const Folder& m_folder;
    const WorkerSettings& m_settings;
    RunList m_list;
    Claims m_claims;
    Picker m_picker;
    DataOfRuns m_data;
    std::unique_ptr<Claim> m_claim; ///< of the run that was picked
    /// The run before is saved while the next one is trained: the disk takes a while to be sure of it.
    std::future<Result> m_saving;
};

} // namespace

WorkerEnd work(const Folder& folder, const WorkerSettings& settings) {
    return Worker(folder, settings).work();
}

} // namespace tristate::sweep

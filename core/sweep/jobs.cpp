#include "core/sweep/jobs.h"

#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/report/statistics.h"

#include <cstdlib>
#include <utility>

namespace tristate::sweep {

namespace {

class JobRuns final : public RunSource {
public:
    JobRuns(const RunStore& store, const std::vector<Job>& jobs, const LoadData& load)
        : m_store(store), m_jobs(jobs), m_load(load) {}

    const RunStore& store() const override { return m_store; }
    std::size_t count() const override { return m_jobs.size(); }
    const std::string& id(std::size_t run) const override { return m_jobs[run].id; }
    io::Json settings(std::size_t run) const override { return m_jobs[run].settings; }
    train::Experiment experiment(std::size_t run) override {
        train::Experiment experiment = m_jobs[run].experiment;
        m_start.reset(); // of the run before, if it was not wanted
        if (m_jobs[run].start) {
            m_start = std::make_unique<nn::Network>(m_jobs[run].start());
            experiment.net = m_start->graph();
        }
        return experiment;
    }
    std::unique_ptr<nn::Network> start(std::size_t) override { return std::move(m_start); }
    std::shared_ptr<const data::Splits> data(const data::DataSpec& spec) override { return m_load(spec); }
    bool grow() override { return false; }

private:
    const RunStore& m_store;
    const std::vector<Job>& m_jobs;
    const LoadData& m_load;
    std::unique_ptr<nn::Network> m_start; ///< of the run whose experiment was asked for last
};

/// Results hold no times: this lies beside one.
std::filesystem::path secondsFile(const RunStore& store, const Job& job) {
    return store.runFolder(job.id) / "seconds";
}

double secondsOf(const RunStore& store, const Job& job) {
    try {
        return std::strtod(io::readWholeFile(secondsFile(store, job)).c_str(), nullptr);
    } catch (const Error&) {
        return Result::kNone;
    }
}

/// Hands out the results that are there, in the order of the jobs.
class JobResults {
public:
    JobResults(const RunStore& store, const std::vector<Job>& jobs) : m_store(store), m_jobs(jobs) {
        for (const Job& job : jobs) m_wasThere.push_back(store.hasResult(job.id));
    }

    void handOut(const std::function<void(std::size_t, const JobResult&)>& done) {
        Message damaged; // such a run is done again
        for (; m_next < m_jobs.size() && m_store.hasResult(m_jobs[m_next].id); ++m_next) {
            auto result = m_store.resultOrPutAside(m_jobs[m_next].id, damaged);
            if (!result) {
                m_wasThere[m_next] = false;
                return;
            }
            done(m_next, {std::move(*result), secondsOf(m_store, m_jobs[m_next]), bool(m_wasThere[m_next])});
        }
    }
    bool areAllOut() const { return m_next == m_jobs.size(); }

private:
    const RunStore& m_store;
    const std::vector<Job>& m_jobs;
    std::vector<bool> m_wasThere;
    std::size_t m_next = 0;
};

} // namespace

bool doJobs(const RunStore& store, const std::vector<Job>& jobs, const LoadData& load,
            const std::function<void(std::size_t, const JobResult&)>& done, WorkerSettings settings) {
    JobRuns runs(store, jobs, load);
    JobResults results(store, jobs);
    settings.trained = [&](std::size_t run, double seconds) {
        io::writeAtomically(secondsFile(store, jobs[run]), io::toFixed(seconds, 6) + "\n");
    };
    settings.finished = [&](const Result&) { results.handOut(done); };
    while (true) {
        results.handOut(done);
        if (results.areAllOut()) return true;
        if (work(runs, settings) == WorkerEnd::Stopped) return false;
    }
}

} // namespace tristate::sweep

#include "app/study/runner.h"

#include "core/graph/graph_text.h"
#include "core/io/store/session_file.h"
#include "core/messages/studies.h"
#include "core/prune/export_network.h"
#include "core/prune/import_network.h"
#include "core/train/evaluate.h"

#include <algorithm>
#include <system_error>

namespace tristate::study {

namespace {

std::string idOf(const Job& job) {
    return sweep::idOf(job.experiment, job.origin);
}

sweep::RunStore storeIn(const std::filesystem::path& folder) {
    std::error_code error; // who takes a run will say what is wrong
    std::filesystem::create_directories(folder, error);
    return {folder, sweep::locksFor(folder)};
}

nn::PlainNetwork exportedOf(const io::SavedSession& session) {
    return prune::exportNetwork(session.checkpoint->network, session.checkpoint->experiment.train.merge);
}

} // namespace

Runner::Runner(const std::filesystem::path& folder, Observer observer, std::stop_token stop)
    : m_store(storeIn(folder)), m_observer(std::move(observer)), m_stop(std::move(stop)) {}

std::vector<Result> Runner::run(const std::vector<Job>& jobs) {
    std::vector<sweep::Job> runs;
    runs.reserve(jobs.size());
    for (const Job& job : jobs)
        runs.push_back({idOf(job), job.experiment, job.start, {{"label", job.label}}});
    std::size_t working = 0; // the job that was under way last
    sweep::WorkerSettings settings;
    settings.threads = jobs.empty() ? 0 : jobs.front().experiment.train.threads;
    settings.shallStop = [this] { return m_stop.stop_requested(); };
    std::uint64_t seen = 0;
    settings.watch = [&](std::size_t run, const train::Driver&, const train::History& history) {
        working = run;
        if (history.revision() == std::exchange(seen, history.revision()) || history.points().empty()) return;
        if (m_observer.progress) m_observer.progress(jobs[run], history.points().back());
    };
    std::vector<Result> results;
    const bool areDone = sweep::doJobs(
        m_store, runs, [this](const data::DataSpec& spec) { return data(spec); },
        [&](std::size_t job, const sweep::JobResult& found) { take(jobs[job], found, results); },
        std::move(settings));
    if (!areDone) throw Interrupted(say::kStudyInterrupted, jobs[working].label);
    return results;
}

void Runner::take(const Job& job, const sweep::JobResult& found, std::vector<Result>& results) {
    if (found.result.failed())
        throw Error(say::kRunOfStudyFailed, job.label, found.result.failure,
                    m_store.runFolder(found.result.id).string());
    results.push_back(resultOf(job, found));
    const Result& result = results.back();
    const auto isSame = [&](const Result& other) { return other.label == result.label; };
    if (std::none_of(m_results.begin(), m_results.end(), isSame)) m_results.push_back(result);
    if (m_observer.finished) m_observer.finished(result, found.wasThere);
}

Result Runner::resultOf(const Job& job, const sweep::JobResult& found) const {
    const io::SavedSession session = io::openSession(m_store.sessionFile(found.result.id));
    const nn::PlainNetwork plain = exportedOf(session);
    Result result{.label = job.label,
                  .error = found.result.testError,
                  .validationError = found.result.validationError,
                  .net = graph::toString(prune::importNetwork(plain).graph()),
                  .parameters = plain.parameters(),
                  .seconds = found.seconds,
                  .signature = found.result.signature,
                  .course = {}};
    for (const train::Point& point : session.history.points())
        result.course.push_back({point.step, point.open});
    return result;
}

nn::PlainNetwork Runner::network(const Job& job) const {
    return exportedOf(io::openSession(m_store.sessionFile(idOf(job))));
}

double Runner::testError(const nn::Network& network, const data::DataSpec& spec, int threads) {
    return train::evaluate(network, data(spec)->test, threads).error;
}

std::shared_ptr<const data::Splits> Runner::data(const data::DataSpec& spec) {
    if (!m_data || m_data->first != spec) {
        m_data.reset(); // room for the next ones
        m_data.emplace(spec, std::make_shared<const data::Splits>(data::load(spec)));
    }
    return m_data->second;
}

} // namespace tristate::study

#include "app/study/runner.h"

#include "core/base/error.h"
#include "core/base/fnv1a.h"
#include "core/io/files/atomic_file.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/recipes/experiment_json.h"
#include "core/messages/studies.h"
#include "core/prune/export_network.h"
#include "core/prune/import_network.h"
#include "core/train/evaluate.h"
#include "core/train/run.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tristate::study {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kStepsBetweenLooks = 20; ///< at the mail and the wish to stop

/// The text that tells a job from every other one.
std::string identity(const Job& job) {
    train::Experiment experiment = job.experiment;
    experiment.name.clear();
    experiment.train.threads = 0;
    return io::toJson(experiment) + job.origin;
}

/// Follows a run: its course, and the latest measurement of the validation data.
class Log {
public:
    Log(const Job& job, const Observer& observer) : m_job(job), m_observer(observer) {}

    void take(const train::Mail& mail) {
        for (const train::Point& point : mail.points) {
            course.push_back({point.step, point.open});
            if (std::isfinite(point.evaluationError)) evaluationError = point.evaluationError;
        }
        if (m_observer.progress && !mail.points.empty()) m_observer.progress(m_job, mail.points.back());
        if (m_observer.interrupted && m_observer.interrupted())
            throw Interrupted(say::kStudyInterrupted, m_job.label);
    }

    std::vector<CoursePoint> course;
    double evaluationError = train::kNotMeasured;

private:
    const Job& m_job;
    const Observer& m_observer;
};

} // namespace

Runner::Runner(fs::path folder, Observer observer)
    : m_mergeer(std::move(folder)), m_observer(std::move(observer)) {}

fs::path Runner::file(const Job& job, const char* extension) const {
    Fnv1a hash;
    hash.add(identity(job));
    return m_mergeer / (hash.hex() + extension);
}

std::optional<Result> Runner::remembered(const Job& job) const {
    const fs::path json = file(job, ".json");
    if (!fs::exists(json)) return std::nullopt;
    Result result = resultFromJson(io::readWholeFile(json), json.string());
    result.label = job.label;
    return result;
}

Result Runner::run(const Job& job) {
    std::optional<Result> result = remembered(job);
    const bool wasThere = result.has_value();
    if (!wasThere) result = train(job);
    const auto isSame = [&](const Result& other) { return other.label == result->label; };
    if (std::none_of(m_results.begin(), m_results.end(), isSame)) m_results.push_back(*result);
    if (m_observer.finished) m_observer.finished(*result, wasThere);
    return *result;
}

Result Runner::train(const Job& job) {
    const auto begin = Clock::now();
    const train::Experiment& experiment = job.experiment;
    const auto splits = data(experiment.data);
    train::Mailbox mailbox;
    train::Run run(job.start ? train::Run::fresh(experiment, splits, job.start())
                             : train::Run::fresh(experiment, splits),
                   mailbox);
    Log log(job, m_observer);
    for (int step = 1; !run.finished(); ++step) {
        if (!run.step()) throw Error(say::kRunDiverged, job.label);
        if (step % kStepsBetweenLooks == 0) log.take(mailbox.take());
    }
    log.take(mailbox.take());

    const nn::Network network = run.checkpoint()->network;
    const nn::PlainNetwork plain = prune::exportNetwork(network, experiment.train.merge);
    const Result result{.label = job.label,
                        .error = train::evaluate(network, splits->test, experiment.train.threads).error,
                        .validationError =
                            splits->validation.size() > 0 ? log.evaluationError : train::kNotMeasured,
                        .net = nn::toString(prune::importNetwork(plain).spec()),
                        .parameters = plain.parameters(),
                        .seconds = std::chrono::duration<double>(Clock::now() - begin).count(),
                        .signature = network.signature(),
                        .course = std::move(log.course)};
    fs::create_directories(m_mergeer);
    io::writeOnnx(file(job, ".onnx"), plain, {{"run", job.label}});
    io::writeAtomically(file(job, ".json"), toJson(result)); // last: it says that the run is whole
    return result;
}

nn::PlainNetwork Runner::network(const Job& job) const {
    return io::readOnnx(file(job, ".onnx")).network;
}

double Runner::testError(const nn::Network& network, const data::DataSpec& spec, int threads) {
    return train::evaluate(network, data(spec)->test, threads).error;
}

std::shared_ptr<const data::Splits> Runner::data(const data::DataSpec& spec) {
    if (!m_data || m_data->first != spec)
        m_data.emplace(spec, std::make_shared<const data::Splits>(data::load(spec)));
    return m_data->second;
}

} // namespace tristate::study

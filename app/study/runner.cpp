#include "app/study/runner.h"

#include "core/base/error.h"
#include "core/base/fnv1a.h"
#include "core/graph/graph_text.h"
#include "core/io/files/atomic_file.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/recipes/experiment_json.h"
#include "core/messages/studies.h"
#include "core/prune/export_network.h"
#include "core/prune/import_network.h"
#include "core/train/curve_reports.h"
#include "core/train/driver.h"
#include "core/train/evaluate.h"
#include "core/train/target_controller.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tristate::study {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// The text that tells a job from every other one.
std::string identity(const Job& job) {
    train::Experiment experiment = job.experiment;
    experiment.name.clear();
    experiment.train.threads = 0;
    return io::toJson(experiment) + job.origin;
}

/// What is kept of a run's curves: its course, and the latest measurement of the validation data.
struct Course {
    std::vector<CoursePoint> points;
    double evaluationError = train::kNotMeasured;

    void add(const train::Point& point) {
        points.push_back({point.step, point.open});
        if (std::isfinite(point.evaluationError)) evaluationError = point.evaluationError;
    }
};

} // namespace

Runner::Runner(fs::path folder, Observer observer, std::stop_token stop)
    : m_folder(std::move(folder)), m_observer(std::move(observer)), m_stop(std::move(stop)) {}

fs::path Runner::file(const Job& job, const char* extension) const {
    Fnv1a hash;
    hash.add(identity(job));
    return m_folder / (hash.hex() + extension);
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
    train::Driver driver(*(job.start ? train::freshCheckpoint(experiment, splits, job.start())
                                     : train::freshCheckpoint(experiment, splits)));
    Course course;
    train::EpochEvaluation evaluation;
    train::TargetController target;
    train::CurveReports curves([&](const train::Point& point) {
        course.add(point);
        if (m_observer.progress) m_observer.progress(job, point);
    });
    driver.attach(evaluation);
    driver.attach(target);
    driver.attach(curves);
    switch (driver.run(train::Driver::kToTheEnd, m_stop)) {
    case train::Driver::End::Stopped:
        throw Interrupted(say::kStudyInterrupted, job.label);
    case train::Driver::End::Diverged:
        throw Error(say::kRunDiverged, job.label);
    case train::Driver::End::Reached:
        break;
    }

    const nn::Network& network = driver.network();
    const nn::PlainNetwork plain = prune::exportNetwork(network, experiment.train.merge);
    const Result result{.label = job.label,
                        .error = train::evaluate(network, splits->test, experiment.train.threads).error,
                        .validationError =
                            splits->validation.size() > 0 ? course.evaluationError : train::kNotMeasured,
                        .net = graph::toString(prune::importNetwork(plain).graph()),
                        .parameters = plain.parameters(),
                        .seconds = std::chrono::duration<double>(Clock::now() - begin).count(),
                        .signature = network.signature(),
                        .course = std::move(course.points)};
    fs::create_directories(m_folder);
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

#include "core/train/curve_reports.h"

#include "core/train/describe.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::train {

namespace {

constexpr int kPointsPerEpoch = 20;
/// Measuring the evaluation data may cost this share of the training time; forward alone is a third of a
/// training step.
constexpr double kEvaluationShare = 0.1;
constexpr double kForwardShare = 1.0 / 3;

bool evaluationIsDue(const Driver& driver) {
    if (driver.finished()) return true;
    const double cost = kForwardShare * static_cast<double>(driver.data().evaluation().size());
    const double allowed = kEvaluationShare * static_cast<double>(driver.data().train.size());
    const auto epochs = std::max<std::int64_t>(1, std::llround(std::ceil(cost / allowed)));
    return driver.stepsDone() / driver.stepsPerEpoch() % epochs == 0;
}

bool pointIsDue(const Driver& driver) {
    // Counted from the start of the epoch, so that pauses and branches do not shift the points.
    const auto every = std::max<std::int64_t>(1, driver.stepsPerEpoch() / kPointsPerEpoch);
    return driver.stepsIntoEpoch() % every == 0;
}

} // namespace

void EpochEvaluation::afterStep(Driver& driver, const Minibatch&) {
    if (driver.isBetweenEpochs() && evaluationIsDue(driver)) driver.evaluation();
}

void CurveReports::afterStep(Driver& driver, const Minibatch& minibatch) {
    const StepReport& done = minibatch.report;
    m_sums.loss += done.loss * done.samples;
    m_sums.error += done.errorSum;
    m_sums.samples += done.samples;
    m_sums.seconds += minibatch.seconds;
    ++m_sums.steps;
    if (pointIsDue(driver)) put(driver);
}

void CurveReports::evaluated(const Driver&, const Evaluation& evaluation) {
    m_evaluationLoss = evaluation.loss;
    m_evaluationError = evaluation.error;
}

void CurveReports::diverged(Driver&) {
    m_sums = {};
    m_evaluationLoss = m_evaluationError = kNotMeasured; // of a state that is gone
}

void CurveReports::flush(const Driver& driver) {
    if (m_sums.steps > 0) put(driver);
}

void CurveReports::repeat(const Driver& driver) {
    if (m_sums.steps == 0) m_sums = m_last; // no loss is newer than that
    flush(driver);
}

void CurveReports::continueFrom(const CurveReports& other) {
    m_sums = other.m_sums;
    m_last = other.m_last;
    m_evaluationLoss = other.m_evaluationLoss;
    m_evaluationError = other.m_evaluationError;
}

void CurveReports::put(const Driver& driver) {
    Point point;
    point.step = driver.stepsDone();
    point.epoch = driver.epoch();
    const auto samples = static_cast<double>(m_sums.samples);
    point.loss = m_sums.loss / samples;
    point.error = errorOf(driver.data().train, m_sums.error, samples);
    point.evaluationLoss = std::exchange(m_evaluationLoss, kNotMeasured);
    point.evaluationError = std::exchange(m_evaluationError, kNotMeasured);
    point.samplesPerSecond = samples / m_sums.seconds;
    point.lambdas = driver.live().lambdas;
    describeGates(driver.network(), point);
    m_last = std::exchange(m_sums, {});
    m_put(std::move(point));
}

} // namespace tristate::train

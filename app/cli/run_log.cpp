#include "app/cli/run_log.h"

#include "app/cli/report.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <utility>

namespace tristate::cli {

void RunLog::Mean::add(double value, std::int64_t weight) {
    sum += value * static_cast<double>(weight);
    count += weight;
}

double RunLog::Mean::value() const {
    return count == 0 ? train::kNotMeasured : sum / static_cast<double>(count);
}

RunLog::RunLog(const train::Experiment& experiment, bool json)
    : m_json(json),
      m_hasValidation(experiment.data.hasValidation()),
      m_batch(experiment.train.batch),
      m_metric(train::metricOf(experiment)),
      m_progress(experiment.train.epochs, m_metric) {}

void RunLog::addError(const train::Point& point, std::int64_t weight) {
    m_epochError.add(m_metric == train::Metric::ErrorRate ? point.error : point.error * point.error, weight);
}

double RunLog::epochError() const {
    const double mean = m_epochError.value();
    return m_metric == train::Metric::ErrorRate ? mean : std::sqrt(mean);
}

void RunLog::goOn(train::History before) {
    m_history = std::move(before);
    for (const train::Point& point : m_history.points()) {
        m_epochLoss.add(point.loss, point.step - m_last.step);
        addError(point, point.step - m_last.step);
        if (std::floor(point.epoch) > std::floor(m_last.epoch)) startEpoch();
        m_last = point;
        if (std::isnan(point.evaluationError)) continue;
        (m_hasValidation ? m_validationError : m_testError) = point.evaluationError;
    }
}

double RunLog::loss() const {
    return m_lastEpochLoss.count > 0 ? m_lastEpochLoss.value() : m_epochLoss.value();
}

double RunLog::samplesPerSecond() const {
    return m_trainingSeconds > 0 ? m_trainedSamples / m_trainingSeconds : 0;
}

void RunLog::take(train::Mail mail) {
    // Points and events come in two lists; an event concerns all points up to its step.
    auto point = mail.points.begin();
    for (const train::Event& event : mail.events) {
        for (; point != mail.points.end() && point->step <= event.step; ++point) take(*point);
        take(event);
    }
    for (; point != mail.points.end(); ++point) take(*point);
    if (mail.frame && !std::isnan(mail.frame->testError)) m_testError = mail.frame->testError;
    m_history.add(std::move(mail));
}

void RunLog::take(const train::Point& point) {
    const std::int64_t steps = point.step - m_last.step;
    m_last = point;
    m_epochLoss.add(point.loss, steps);
    addError(point, steps);
    if (point.samplesPerSecond > 0) {
        const double samples = static_cast<double>(steps) * m_batch;
        m_trainedSamples += samples;
        m_trainingSeconds += samples / point.samplesPerSecond;
    }
    if (m_hasValidation && !std::isnan(point.evaluationError)) m_validationError = point.evaluationError;
    m_progress.show(point);
}

void RunLog::take(const train::Event& event) {
    switch (event.kind) {
    case train::EventKind::EpochFinished:
        finishEpoch();
        break;
    case train::EventKind::Diverged:
    case train::EventKind::Failed:
        m_trouble = event.message;
        break;
    case train::EventKind::LastUnitKept:
    case train::EventKind::BlockVanished:
    case train::EventKind::LayerLinear:
    case train::EventKind::LayerNonlinear:
        m_progress.say(toText(event.message));
        break;
    default:
        break;
    }
}

void RunLog::finishEpoch() {
    if (m_json) printEpoch();
    startEpoch();
}

void RunLog::startEpoch() {
    m_lastEpochLoss = std::exchange(m_epochLoss, {});
    m_epochError = {};
}

void RunLog::printEpoch() const {
    printLine({{"event", "epoch"},
               {"epoch", std::lround(m_last.epoch)},
               {"step", m_last.step},
               {"loss", m_epochLoss.value()},
               {"train_error", epochError()},
               {m_hasValidation ? "validation_loss" : "test_loss", m_last.evaluationLoss},
               {m_hasValidation ? "validation_error" : "test_error", m_last.evaluationError},
               {"architecture", m_last.open},
               {"parameters", m_last.parameters},
               {"samples_per_second", m_last.samplesPerSecond}});
}

} // namespace tristate::cli

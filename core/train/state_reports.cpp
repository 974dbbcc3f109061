#include "core/train/state_reports.h"

#include "core/train/describe.h"

#include <chrono>
#include <memory>
#include <utility>

namespace tristate::train {

void FrameReports::afterStep(Driver& driver, const Minibatch& minibatch) {
    m_speed.trained(minibatch.seconds);
    m_pace.trained(minibatch.seconds + m_watch.rest());
    if (!m_onRequest && isWanted()) put(driver);
}

void FrameReports::continueFrom(const FrameReports& other) {
    m_speed = other.m_speed;
    m_pace = other.m_pace;
    m_point = other.m_point;
    m_testError = other.m_testError;
}

void FrameReports::put(const Driver& driver) {
    auto frame = std::make_shared<Frame>();
    frame->step = driver.stepsDone();
    frame->epoch = driver.epoch();
    frame->point = m_point;
    frame->point.step = frame->step;
    frame->point.epoch = frame->epoch;
    frame->point.lambdas = driver.live().lambdas;
    describeGates(driver.network(), frame->point);
    frame->stepSeconds = m_speed.stepSeconds();
    frame->paceSeconds = m_pace.stepSeconds();
    frame->testError = m_testError;
    frame->metric = metricOf(driver.experiment());
    const TrainConfig& config = driver.experiment().train;
    frame->targetError = config.targetError;
    frame->targetParameters = config.targetParameters;
    frame->targetOperations = config.targetOperations;
    frame->targetBytes = config.targetBytes;
    frame->goal = driver.goal().state;
    frame->layers = layerRows(driver.network());
    m_mailbox.put(std::shared_ptr<const Frame>(std::move(frame)));
}

void SnapshotReports::begin(const Driver& driver) {
    m_wanted = true;
    put(driver);
}

void SnapshotReports::afterStep(Driver& driver, const Minibatch& minibatch) {
    if (!m_wanted) return;
    m_pace.trained(minibatch.seconds + m_watch.rest()); // in slow motion views are to keep up, too
    if (!m_onRequest && isDue()) put(driver);
}

void SnapshotReports::put(const Driver& driver) {
    if (!m_wanted) return;
    const auto begin = std::chrono::steady_clock::now();
    m_mailbox.put(driver.checkpoint());
    m_pace.copied(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
}

} // namespace tristate::train

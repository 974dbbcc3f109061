#include "core/train/session.h"

#include "core/train/session_worker.h"

#include <cassert>

namespace tristate::train {

Session::Session(Priority priority, Snapshots snapshots, std::shared_ptr<Observer> observer)
    : m_worker(std::make_unique<Worker>(priority, snapshots, std::move(observer))) {}
Session::~Session() = default;

int Session::start(const Experiment& experiment, bool paused, std::shared_ptr<const nn::Network> imported,
                   std::shared_ptr<const data::Splits> data) {
    assert(!imported || imported->graph() == experiment.net);
    validate(experiment);
    return m_worker->start({experiment, std::move(imported), nullptr, std::move(data)}, paused);
}

int Session::start(std::shared_ptr<const Checkpoint> from, bool paused,
                   std::shared_ptr<const data::Splits> data) {
    validate(from->experiment);
    return m_worker->start({std::nullopt, nullptr, std::move(from), std::move(data)}, paused);
}

void Session::pause() {
    m_worker->pause();
}
void Session::resume() {
    m_worker->resume();
}
void Session::step(int minibatches) {
    m_worker->step(minibatches);
}
void Session::stepEpoch() {
    m_worker->stepEpoch();
}
void Session::stop() {
    m_worker->stop();
}

void Session::setLive(const LiveSettings& live) {
    validate(live);
    m_worker->setLive(live);
}

void Session::editGate(const GateEdit& edit) {
    m_worker->editGate(edit);
}

int Session::fork(const Difference& difference) {
    validate(difference);
    return m_worker->fork(difference);
}

void Session::keep(Future kept) {
    m_worker->keep(kept);
}

std::future<std::shared_ptr<const Checkpoint>> Session::checkpoint() {
    return m_worker->checkpoint();
}
RunState Session::state() const {
    return m_worker->state();
}
double Session::fractionLoaded() const {
    return m_worker->fractionLoaded();
}
int Session::run() const {
    return m_worker->run();
}
Mail Session::drain() {
    return m_worker->drain(Future::First);
}
Mail Session::drainSecond() {
    return m_worker->drain(Future::Second);
}
void Session::wait() {
    m_worker->wait();
}

} // namespace tristate::train

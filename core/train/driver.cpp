#include "core/train/driver.h"

#include <chrono>
#include <cmath>
#include <utility>

namespace tristate::train {

namespace {

std::shared_ptr<const data::Splits> dataOf(const Checkpoint& checkpoint) {
    if (checkpoint.data) return checkpoint.data;
    return std::make_shared<const data::Splits>(data::load(checkpoint.experiment.data));
}

} // namespace

Driver::Driver(const Checkpoint& from)
    : m_experiment(from.experiment),
      m_live(from.live),
      m_data(dataOf(from)),
      m_imported(from.imported),
      m_network(from.network),
      m_goal(from.goal) {
    trainFrom(from.trainer);
}

void Driver::trainFrom(TrainerState state) {
    m_trainer = std::make_unique<Trainer>(m_network, m_data->train, m_experiment.train, std::move(state));
    m_evaluation.reset();
}

bool Driver::step() {
    for (auto* observer : m_observers) observer->beforeStep(*this);
    const auto begin = std::chrono::steady_clock::now();
    Minibatch done{.report = m_trainer->step(m_live)};
    done.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    m_evaluation.reset();
    const bool healthy = std::isfinite(done.report.loss);
    for (auto* observer : m_observers) {
        if (healthy)
            observer->afterStep(*this, done);
        else
            observer->diverged(*this);
    }
    return healthy;
}

Driver::End Driver::run(std::int64_t toStep, const std::stop_token& stop) {
    while (stepsDone() < toStep && !finished()) {
        if (stop.stop_requested()) return End::Stopped;
        if (!step()) return End::Diverged;
    }
    return End::Reached;
}

std::shared_ptr<const Checkpoint> Driver::checkpoint() const {
    for (auto* observer : m_observers) observer->copying(*this);
    return std::make_shared<const Checkpoint>(
        Checkpoint{m_experiment, m_live, m_network, m_trainer->state(), m_data, m_goal, m_imported});
}

const Evaluation& Driver::evaluation() {
    if (!m_evaluation) {
        m_evaluation =
            evaluate(m_network, m_data->evaluation(), m_experiment.train.threads, m_experiment.train.loss);
        for (auto* observer : m_observers) observer->evaluated(*this, *m_evaluation);
    }
    return *m_evaluation;
}

void Driver::setLive(const LiveSettings& live) {
    if (live == m_live) return;
    const LiveSettings before = std::exchange(m_live, live);
    for (auto* observer : m_observers) observer->settingsChanged(*this, before);
}

void Driver::setStrength(double strength) {
    if (std::exchange(m_goal.state.strength, strength) == strength) return;
    for (auto* observer : m_observers) observer->settingsChanged(*this, m_live);
}

void Driver::edit(const GateEdit& edit) {
    apply(edit, m_network, stepsDone());
    m_evaluation.reset();
}

void Driver::replaceNetwork(const nn::Network& network) {
    TrainerState state = m_trainer->state();
    m_network = network;
    trainFrom(std::move(state));
}

void Driver::goBackTo(const Checkpoint& checkpoint) {
    m_network = checkpoint.network;
    m_goal = checkpoint.goal;
    trainFrom(checkpoint.trainer);
}

} // namespace tristate::train

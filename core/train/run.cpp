#include "core/train/run.h"

#include "core/nn/size.h"
#include "core/prune/compact.h"
#include "core/train/describe.h"
#include "core/train/evaluate.h"
#include "core/train/settings_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::train {

namespace {

constexpr int kPointsPerEpoch = 20;
/// Measuring the held-out data may cost this share of the training time; forward alone is a third of a
/// training step.
constexpr double kEvaluationShare = 0.1;
constexpr double kForwardShare = 1.0 / 3;
/// How often a run with a target looks where it stands: units close within fractions of an epoch.
constexpr int kGoalChecksPerEpoch = 4;

std::shared_ptr<const data::Splits> dataOf(const Checkpoint& checkpoint) {
    if (checkpoint.data) return checkpoint.data;
    return std::make_shared<const data::Splits>(data::load(checkpoint.experiment.data));
}

Checkpoint begin(const Experiment& experiment, std::shared_ptr<const data::Splits> data,
                 nn::Network network) {
    startGates(network, experiment.train);
    const std::size_t samples = data->train.size();
    return {experiment, liveSettings(experiment.train), std::move(network),
            TrainerState{0, data::SampleOrder(samples, orderRng(experiment.train))}, std::move(data)};
}

std::string startText(const Checkpoint& from) {
    if (from.trainer.step > 0) return "The saved run goes on.";
    return from.imported ? "The run starts with the imported network." : "The run starts.";
}

} // namespace

std::shared_ptr<const Checkpoint> Run::fresh(const Experiment& experiment,
                                             std::shared_ptr<const data::Splits> data) {
    return fresh(experiment, std::move(data), makeNetwork(experiment));
}

std::shared_ptr<const Checkpoint> Run::fresh(const Experiment& experiment,
                                             std::shared_ptr<const data::Splits> data, nn::Network network) {
    return std::make_shared<const Checkpoint>(begin(experiment, std::move(data), std::move(network)));
}

std::shared_ptr<const Checkpoint> Run::freshFrom(std::shared_ptr<const nn::Network> imported,
                                                 const Experiment& experiment,
                                                 std::shared_ptr<const data::Splits> data) {
    Checkpoint checkpoint = begin(experiment, std::move(data), *imported);
    checkpoint.imported = std::move(imported);
    return std::make_shared<const Checkpoint>(std::move(checkpoint));
}

Run::Run(std::shared_ptr<const Checkpoint> from, Mailbox& mailbox)
    : m_mailbox(mailbox),
      m_experiment(from->experiment),
      m_live(from->live),
      m_data(dataOf(*from)),
      m_imported(from->imported),
      m_network(from->network),
      m_trainer(std::make_unique<Trainer>(m_network, m_data->train, m_experiment.train, from->trainer)),
      m_goal(from->goal),
      m_good(checkpoint()) {
    m_keptLastAt.assign(static_cast<std::size_t>(m_network.originalGates()), -1);
    m_saidLinear.assign(m_keptLastAt.size(), true); // a layer that was merged is said to be linear already
    for (const auto* layer : m_network.gates())
        m_saidLinear[static_cast<std::size_t>(layer->index)] = layer->isLinear();
    report(EventKind::Started, startText(*from));
    putFrame();
}

bool Run::step() {
    if (m_trainer->state().step % m_trainer->stepsPerEpoch() == 0) keepGoodState();
    const auto begin = std::chrono::steady_clock::now();
    const StepReport done = m_trainer->step(m_live);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    m_sums.seconds += took;
    m_speed.trained(took.count());
    if (!std::isfinite(done.loss)) {
        restoreGoodState();
        return false;
    }
    if (m_candidate) m_good = std::exchange(m_candidate, nullptr);

    m_sums.loss += done.loss * done.samples;
    m_sums.wrong += done.wrong;
    m_sums.samples += done.samples;
    ++m_sums.steps;
    reportChanges(done);
    if (goalIsDue() || (epochEnds() && evaluationIsDue())) measureEvaluation();
    if (goalIsDue()) steerToGoal();
    if (pointIsDue()) putPoint();
    if (epochEnds()) report(EventKind::EpochFinished, "");
    if (m_mailbox.wantsFrame()) putFrame();
    if (m_snapshots) {
        m_pace.trained(took.count() + m_live.pauseSeconds); // in slow motion views are to keep up, too
        if (m_pace.isDue() && m_mailbox.wantsSnapshot()) putSnapshot();
    }
    return true;
}

std::int64_t Run::stepsToEpochEnd() const {
    return m_trainer->stepsPerEpoch() - m_trainer->state().step % m_trainer->stepsPerEpoch();
}

bool Run::epochEnds() const {
    return m_trainer->state().step % m_trainer->stepsPerEpoch() == 0;
}

bool Run::pointIsDue() const {
    // Counted from the start of the epoch, so that pauses and branches do not shift the points.
    const auto every = std::max<std::int64_t>(1, m_trainer->stepsPerEpoch() / kPointsPerEpoch);
    return epochEnds() || m_trainer->state().step % m_trainer->stepsPerEpoch() % every == 0;
}

bool Run::evaluationIsDue() const {
    if (m_trainer->finished()) return true;
    const double cost = kForwardShare * static_cast<double>(m_data->evaluation().size());
    const double allowed = kEvaluationShare * static_cast<double>(m_data->train.size());
    const auto epochs = std::max<std::int64_t>(1, std::llround(std::ceil(cost / allowed)));
    return m_trainer->state().step / m_trainer->stepsPerEpoch() % epochs == 0;
}

void Run::setLive(LiveSettings asked) {
    if (m_experiment.train.targetError > 0) {
        double& lambda3 = asked.lambdas.lambda3;
        if (lambda3 == askedLambda3(m_live.lambdas.lambda3, m_goal.state))
            lambda3 = m_live.lambdas.lambda3;
        else
            m_goal.state.strength = lambda3;
    }
    enforce(asked);
}

void Run::enforce(const LiveSettings& live) {
    if (live == m_live) return;
    const std::string changes = toText(describeChanges(m_live, live));
    m_live = live;
    report(EventKind::SettingsChanged, changes);
}

void Run::edit(const GateEdit& edit) {
    std::string refused = refusal(m_network, edit);
    if (!refused.empty()) return report(EventKind::EditRefused, std::move(refused), edit.layer, edit.unit);
    apply(edit, m_network, m_trainer->state().step);
    const auto stages = nn::sizes(m_network.spec());
    report(edit.open ? EventKind::UnitRestored : EventKind::UnitPruned,
           "Unit " + std::to_string(edit.unit) + " of " + stages[static_cast<std::size_t>(edit.layer)].name +
               (edit.open ? " was restored by hand." : " was pruned by hand."),
           edit.layer, edit.unit);
}

void Run::reportEdits() {
    if (m_sums.steps == 0) m_sums = m_lastSums; // no loss is newer than that
    if (m_sums.steps > 0) putPoint();
    putFrame();
    if (m_snapshots) putSnapshot();
}

void Run::flush() {
    if (m_sums.steps > 0) putPoint();
    putFrame();
    if (m_snapshots) putSnapshot();
}

void Run::report(EventKind kind, std::string text, int layer, int unit) {
    m_mailbox.put(
        Event{kind, m_trainer->state().step, m_trainer->epoch(), std::move(text), layer, m_live, unit});
}

void Run::reportChanges(const StepReport& done) {
    if (done.removed.empty() && done.keptLast.empty() && done.merged.empty()) return;
    const auto stages = nn::sizes(m_network.spec());
    const auto nameOf = [&](int gated) { return stages[static_cast<std::size_t>(gated)].name; };
    for (const int gated : done.merged) {
        m_saidLinear[static_cast<std::size_t>(gated)] = true;
        report(EventKind::LayerMerged,
               nameOf(gated) + " was linear and is multiplied into the next layer now.", gated);
    }
    for (const auto* gates : m_network.gates()) {
        const auto index = static_cast<std::size_t>(gates->index);
        if (done.removed.empty() || done.removed[index] == 0) continue;
        report(EventKind::UnitsRemoved,
               std::to_string(done.removed[index]) + " closed units of " + nameOf(gates->index) +
                   " were removed; " + std::to_string(gates->units()) + " are left.",
               gates->index);
    }
    for (const int i : done.keptLast) {
        auto& last = m_keptLastAt[static_cast<std::size_t>(i)];
        if (last < 0 || m_trainer->state().step - last > m_trainer->stepsPerEpoch())
            report(EventKind::LastUnitKept,
                   nameOf(i) + " was about to lose its last unit; the best one stays open.", i);
        last = m_trainer->state().step;
    }
}

void Run::reportDepths() {
    const auto stages = nn::sizes(m_network.spec());
    for (const auto* gates : m_network.gates()) {
        const auto index = static_cast<std::size_t>(gates->index);
        const bool linear = gates->isLinear();
        if (linear == m_saidLinear[index]) continue;
        m_saidLinear[index] = linear;
        report(linear ? EventKind::LayerLinear : EventKind::LayerNonlinear,
               stages[index].name + (linear ? " is linear now." : " is no longer linear."), gates->index);
    }
}

void Run::putPoint() {
    Point point;
    point.step = m_trainer->state().step;
    point.epoch = m_trainer->epoch();
    const auto samples = static_cast<double>(m_sums.samples);
    point.loss = m_sums.loss / samples;
    point.error = 100.0 * static_cast<double>(m_sums.wrong) / samples;
    point.evaluationLoss = std::exchange(m_evaluationLoss, kNotMeasured);
    point.evaluationError = std::exchange(m_evaluationError, kNotMeasured);
    point.samplesPerSecond = samples / m_sums.seconds.count();
    point.lambdas = m_live.lambdas;
    describeGates(m_network, point);
    m_mailbox.put(std::move(point));
    reportDepths();
    m_lastSums = std::exchange(m_sums, {});
}

void Run::putFrame() {
    auto frame = std::make_shared<Frame>();
    frame->step = m_trainer->state().step;
    frame->epoch = m_trainer->epoch();
    frame->stepSeconds = m_speed.stepSeconds();
    frame->testError = m_testError;
    frame->targetError = m_experiment.train.targetError;
    frame->goal = m_goal.state;
    frame->layers = layerRows(m_network);
    m_mailbox.put(std::shared_ptr<const Frame>(std::move(frame)));
}

void Run::measureEvaluation() {
    const Evaluation result = evaluate(m_network, m_data->evaluation(), m_experiment.train.threads);
    m_evaluationLoss = result.loss;
    m_evaluationError = result.error;
}

bool Run::goalIsDue() const {
    const TrainConfig& config = m_experiment.train;
    const Progress now{m_trainer->state().step, m_trainer->stepsPerEpoch()};
    if (config.targetError == 0 || now.step < config.warmupEpochs * now.stepsPerEpoch) return false;
    const std::int64_t every = (now.stepsPerEpoch + kGoalChecksPerEpoch - 1) / kGoalChecksPerEpoch;
    return now.step % now.stepsPerEpoch % every == 0;
}

/// Right after the validation data were measured.
void Run::steerToGoal() {
    const TrainConfig& config = m_experiment.train;
    const std::int64_t step = m_trainer->state().step;
    const GoalMeasurement now{.error = m_evaluationError,
                              .parameters = nn::totalParameters(nn::openSizes(m_network)),
                              .rateShare = rateAt(config, 1.0, {step, m_trainer->stepsPerEpoch()}),
                              .step = step};
    if (isBest(m_goal.state, now, config.targetError)) {
        auto best = std::make_shared<nn::Network>(m_network);
        prune::removeClosedUnits(*best, step);
        for (auto* parameter : best->parameters()) parameter->slots.clear(); // it is not trained further
        m_goal.best = std::move(best);
    }
    LiveSettings live = m_live;
    m_goal.state.strength = askedLambda3(live.lambdas.lambda3, m_goal.state);
    m_goal.state = steer(m_goal.state, now, config.targetError);
    live.lambdas.lambda3 = m_goal.state.isPruning ? m_goal.state.strength : 0;
    enforce(live);
    if (finished() && m_goal.best) takeBest();
}

/// The run ends with the smallest network that met the target.
void Run::takeBest() {
    TrainerState state = m_trainer->state();
    m_network = *m_goal.best;
    m_trainer = std::make_unique<Trainer>(m_network, m_data->train, m_experiment.train, std::move(state));
    measureEvaluation();
}

void Run::measureTest() {
    m_testError = evaluate(m_network, m_data->test, m_experiment.train.threads).error;
}

std::shared_ptr<const Checkpoint> Run::checkpoint() const {
    return std::make_shared<const Checkpoint>(
        Checkpoint{m_experiment, m_live, m_network, m_trainer->state(), m_data, m_goal, m_imported});
}

void Run::mailSnapshots() {
    m_snapshots = true;
    putSnapshot();
}

void Run::putSnapshot() {
    const auto begin = std::chrono::steady_clock::now();
    m_mailbox.put(checkpoint());
    m_pace.copied(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
}

void Run::keepGoodState() {
    m_candidate = checkpoint();
}

void Run::restoreGoodState() {
    m_candidate = nullptr;
    m_sums = {};
    m_network = m_good->network;
    m_goal = m_good->goal;
    m_trainer = std::make_unique<Trainer>(m_network, m_data->train, m_experiment.train, m_good->trainer);
}

} // namespace tristate::train

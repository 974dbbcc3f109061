#include "core/train/target_controller.h"

#include "core/nn/size.h"
#include "core/prune/compact.h"
#include "core/train/schedule.h"

#include <utility>

namespace tristate::train {

namespace {

/// How often it looks where the training stands: units close within fractions of an epoch.
constexpr int kChecksPerEpoch = 4;

bool isDue(const Driver& driver) {
    const TrainConfig& config = driver.experiment().train;
    const std::int64_t perEpoch = driver.stepsPerEpoch();
    if (config.targetError == 0 || driver.stepsDone() < config.warmupEpochs * perEpoch) return false;
    const std::int64_t every = (perEpoch + kChecksPerEpoch - 1) / kChecksPerEpoch;
    return driver.stepsIntoEpoch() % every == 0;
}

/// As it would be exported, and without the optimizer's memory: it is not trained further.
std::shared_ptr<const nn::Network> asBest(const Driver& driver) {
    auto best = std::make_shared<nn::Network>(driver.network());
    prune::removeClosedUnits(*best, driver.stepsDone());
    for (auto* parameter : best->parameters()) parameter->slots.clear();
    return best;
}

} // namespace

void TargetController::afterStep(Driver& driver, const Minibatch&) {
    if (!isDue(driver)) return;
    const TrainConfig& config = driver.experiment().train;
    const std::int64_t step = driver.stepsDone();
    const GoalMeasurement now{.error = driver.evaluation().error,
                              .parameters = nn::totalParameters(nn::openSizes(driver.network())),
                              .rateShare = rateAt(config, 1.0, {step, driver.stepsPerEpoch()}),
                              .step = step};
    Goal goal = driver.goal();
    if (isBest(goal.state, now, config.targetError)) goal.best = asBest(driver);
    LiveSettings live = driver.live();
    goal.state.strength = askedLambda3(live.lambdas.lambda3, goal.state);
    goal.state = steer(goal.state, now, config.targetError);
    live.lambdas.lambda3 = goal.state.isPruning ? goal.state.strength : 0;
    driver.setGoal(std::move(goal));
    driver.setLive(live);
    if (!driver.finished() || !driver.goal().best) return;
    driver.replaceNetwork(*driver.goal().best);
    driver.evaluation(); // the curves end with what the training ends with
}

void askFor(Driver& driver, LiveSettings asked) {
    if (driver.experiment().train.targetError == 0) return driver.setLive(asked);
    double& lambda3 = asked.lambdas.lambda3;
    const double inForce = driver.live().lambdas.lambda3;
    if (lambda3 == askedLambda3(inForce, driver.goal().state)) {
        lambda3 = inForce;
        return driver.setLive(asked);
    }
    if (asked == driver.live()) return driver.setStrength(lambda3);
    Goal goal = driver.goal();
    goal.state.strength = lambda3;
    driver.setGoal(std::move(goal));
    driver.setLive(asked);
}

} // namespace tristate::train

#include "core/train/target_controller.h"

#include "core/nn/size.h"
#include "core/prune/compact.h"
#include "core/prune/export_network.h"
#include "core/train/schedule.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tristate::train {

namespace {

/// How often it looks where the training stands: units close within fractions of an epoch.
constexpr int kChecksPerEpoch = 4;

std::int64_t stepsBetween(const Driver& driver) {
    return (driver.stepsPerEpoch() + kChecksPerEpoch - 1) / kChecksPerEpoch;
}

bool isDue(const Driver& driver) {
    const TrainConfig& config = driver.experiment().train;
    const std::int64_t perEpoch = driver.stepsPerEpoch();
    if (!config.hasTarget() || driver.stepsDone() < config.warmupEpochs * perEpoch) return false;
    return driver.stepsIntoEpoch() % stepsBetween(driver) == 0;
}

/// The network should be within its limits of size half way, to have the other half to recover.
int checksLeft(const Driver& driver) {
    const TrainConfig& config = driver.experiment().train;
    const std::int64_t steps = (config.warmupEpochs + config.epochs) * driver.stepsPerEpoch() / 2;
    return static_cast<int>(std::max<std::int64_t>(1, (steps - driver.stepsDone()) / stepsBetween(driver)));
}

double excessOf(const Driver& driver, const std::vector<nn::StageSize>& sizes) {
    const TrainConfig& config = driver.experiment().train;
    long long bytes = 0; // merging may take a while
    if (config.targetBytes > 0)
        bytes = prune::exportNetwork(driver.network(), config.merge).parameters() *
                static_cast<long long>(sizeof(float));
    return train::excessOf(config, nn::totalParameters(sizes), nn::totalFlops(sizes), bytes);
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
    const std::vector<nn::StageSize> sizes = nn::openSizes(driver.network());
    const GoalMeasurement now{.error = driver.evaluation().error,
                              .parameters = nn::totalParameters(sizes),
                              .excess = config.hasSizeTarget() ? excessOf(driver, sizes) : 0,
                              .checksLeft = checksLeft(driver),
                              .rateShare = rateAt(config, 1.0, {step, driver.stepsPerEpoch()}),
                              .step = step};
    Goal goal = driver.goal();
    if (isBest(goal.state, now, config)) goal.best = asBest(driver);
    LiveSettings live = driver.live();
    goal.state.strength = askedLambda3(live.lambdas.lambda3, goal.state);
    goal.state = steer(goal.state, now, config);
    live.lambdas.lambda3 = goal.state.lambda3();
    driver.setGoal(std::move(goal));
    driver.setLive(live);
    if (!driver.finished() || !driver.goal().best) return;
    driver.replaceNetwork(*driver.goal().best);
    driver.evaluation(); // the curves end with what the training ends with
}

void askFor(Driver& driver, LiveSettings asked) {
    if (!driver.experiment().train.hasTarget()) return driver.setLive(asked);
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

#include "core/train/checkpoint.h"

namespace tristate::train {

LiveSettings askedLive(const Checkpoint& checkpoint) {
    LiveSettings asked = checkpoint.live;
    if (checkpoint.experiment.train.targetError > 0)
        asked.lambdas.lambda3 = askedLambda3(asked.lambdas.lambda3, checkpoint.goal.state);
    return asked;
}

LiveSettings liveInForce(const Checkpoint& checkpoint, LiveSettings asked) {
    if (asked.lambdas.lambda3 == askedLive(checkpoint).lambdas.lambda3)
        asked.lambdas.lambda3 = checkpoint.live.lambdas.lambda3;
    return asked;
}

} // namespace tristate::train

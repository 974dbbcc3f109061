#pragma once

#include "core/train/driver.h"

namespace tristate::train {

/// Steers lambda3 of a training with a target (TrainConfig::hasTarget()) by the rule of core/train/goal.h: a
/// few times an epoch it measures the validation data, and at the end it puts back the best network that
/// met the target. Where the search stands is part of the training's state (Goal), so it goes on from any
/// checkpoint. Does nothing without a target. To be attached wherever an experiment is trained.
class TargetController final : public Observer {
public:
    void afterStep(Driver& driver, const Minibatch& minibatch) override;
};

/// Puts in force what somebody asks for. With a target lambda3 is the strength that is steered: asked for as
/// it was before, it goes on as it is in force.
void askFor(Driver& driver, LiveSettings asked);

} // namespace tristate::train

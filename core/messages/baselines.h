#pragma once

#include "core/base/message.h"

/// What is said of comparisons with what prunes after training.
namespace tristate::say {

inline const MessageForm kBaselinesInterrupted{"baselines.interrupted", "The comparison was interrupted."};
/// What was trained, the seed, and why.
inline const MessageForm kBaselineFailed{"baselines.failed", "the training of %1 with seed %2 failed: %3"};
/// One to train in and one to fine-tune in; 0 epochs have no end.
inline const MessageForm kBaselinesTwoEpochs{
    "baselines.two-epochs", "baselines are trained and then fine-tuned: epochs is %1, expected at least 2"};
inline const MessageForm kBaselinesFrozen{
    "baselines.frozen-epochs",
    "baselines are fine-tuned for the frozen last epochs: there are %1 of them, expected 1 to %2"};
inline const MessageForm kBaselinesDepthGates{
    "baselines.depth-gates",
    "baselines are compared at equal widths, but with depth gates layers leave altogether"};
inline const MessageForm kBaselinesNoSeed{"baselines.no-seed", "baselines need at least one seed"};

} // namespace tristate::say

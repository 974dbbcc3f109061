#pragma once

#include "core/base/message.h"

/// What is said of the forces that move a gate.
namespace tristate::say {

inline const MessageForm kForceLambda1{"force.lambda1", "lambda1 (gates become binary)"};
inline const MessageForm kForceLambda2{"force.lambda2", "lambda2 (layers become binary)"};
inline const MessageForm kForceLambda3{"force.lambda3", "lambda3 (cost of width)"};
inline const MessageForm kForceLambda4{"force.lambda4", "lambda4 (reward for linear layers)"};
inline const MessageForm kForceLoss{"force.loss", "the loss"};
inline const MessageForm kForceClipping{"force.clipping", "the limits 0 and 1"};
inline const MessageForm kForceLastUnit{"force.last-unit", "being kept as the last one"};
inline const MessageForm kForceHand{"force.hand", "set from outside the training"};
inline const MessageForm kForceRounding{"force.rounding", "rounding"};

// Parts of the loss.

inline const MessageForm kClassPart{"force.class", "class %1"};
inline const MessageForm kTargetPart{"force.target", "target %1"};
inline const MessageForm kTooLittlePart{"force.too-little", "predicted too small"};
inline const MessageForm kTooMuchPart{"force.too-much", "predicted too large"};

// The story of a gate: what moved it, and how far in hundredths.

/// The gate there and here, since when (one of the two below), and the minibatch.
inline const MessageForm kGateWent{"gate.went",
                                   "Since %3 the gate went from %1 to %2, where it is at minibatch %4."};
inline const MessageForm kGateClosed{"gate.closed",
                                     "Since %3 the gate went from %1 to %2; it closed at minibatch %4."};
inline const MessageForm kGateOpened{"gate.opened",
                                     "Since %3 the gate went from %1 to %2; it opened at minibatch %4."};
inline const MessageForm kGateBecameLinear{
    "gate.became-linear", "Since %3 the gate d went from %1 to %2; the layer became linear at minibatch %4."};
inline const MessageForm kGateLeftLinear{
    "gate.left-linear",
    "Since %3 the gate d went from %1 to %2; the layer ceased to be linear at minibatch %4."};
inline const MessageForm kSinceBeginning{"gate.since-beginning", "the beginning"};
inline const MessageForm kSinceMinibatch{"gate.since-minibatch", "minibatch %1"};
inline const MessageForm kGateRested{"gate.rested", "The gate did not move: the gates were not learning."};
inline const MessageForm kPushedDown{"gate.pushed-down", "%1 pushed it down by %2"};
inline const MessageForm kHeldUp{"gate.held-up", "%1 held it up by %2"};
inline const MessageForm kPushedUp{"gate.pushed-up", "%1 pushed it up by %2"};
inline const MessageForm kUnitLeft{"gate.unit-left", "The unit left the network after minibatch %1."};

// Why there is no answer.

/// What was asked for, and the names of those that there are.
inline const MessageForm kUnknownGatedLayer{"gate.unknown-layer",
                                            "There is no layer with gates called '%1'; there are: %2."};
/// The name of a file.
inline const MessageForm kReplayDiffers{
    "gate.replay-differs", "'%1' cannot be explained: trained again it does not end as it was saved "
                           "(another processor, an older program, or other data)."};
inline const MessageForm kTraceInterrupted{"gate.trace-interrupted", "The replay was interrupted."};
/// The name of a layer.
inline const MessageForm kDepthRests{"gate.depth-rests", "The gate d of %1 does not learn in this run."};
/// Two minibatches.
inline const MessageForm kNeverCloses{
    "gate.never-closes", "The gate did not close between minibatches %1 and %2: there is nothing "
                         "to hold open."};
inline const MessageForm kHoldsUnitsOnly{"gate.holds-units-only",
                                         "Only the gate of a unit can be held open, not the d of a layer."};

} // namespace tristate::say

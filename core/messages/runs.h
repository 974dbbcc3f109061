#pragma once

#include "core/base/message.h"

/// What is said of runs: what happened in them, and why something asked of them is refused.
namespace tristate::say {

inline const MessageForm kRunStarts{"run.starts", "The run starts."};
inline const MessageForm kRunStartsImported{"run.starts-imported",
                                            "The run starts with the imported network."};
inline const MessageForm kRunGoesOn{"run.goes-on", "The saved run goes on."};
/// Of a run with a target: the strength, asked for while lambda3 rests.
inline const MessageForm kStrengthWhileResting{"run.strength-while-resting",
                                               "lambda3 rests and is to come back as %1."};
inline const MessageForm kDiverged{"run.diverged",
                                   "The loss is no longer a number: training diverged. The state of the last "
                                   "healthy epoch is back; a smaller learning rate may help."};
/// After so many epochs without change.
inline const MessageForm kNothingChanges{"run.nothing-changes",
                                         "Nothing has changed for %1 epochs: the run rests. Play goes on."};
inline const MessageForm kReplayDiverged{"run.replay-diverged",
                                         "the run diverges after %1 minibatches when it is trained again"};
inline const MessageForm kNoMemory{"run.no-memory", "There is not enough memory for this experiment."};
inline const MessageForm kNoRun{"run.none", "there is no run to take a checkpoint of"};
/// What is to be different in a second future, by its key.
inline const MessageForm kNotLive{"run.not-live", "'%1' is no setting of a running run with such a value"};

// Layers, by their names.

inline const MessageForm kLayerMerged{"run.layer-merged",
                                      "%1 was linear and is multiplied into the next layer now."};
inline const MessageForm kUnitsRemoved{"run.units-removed", "Closed units removed from %2: %1; left: %3."};
/// The number of a block, the name of its layer, and of a minibatch.
inline const MessageForm kBlockVanished{"run.block-vanished",
                                        "Block %1 vanished: the last unit of %2 closed at minibatch %3."};
inline const MessageForm kLastUnitKept{"run.last-unit-kept",
                                       "%1 was about to lose its last unit; the best one stays open."};
inline const MessageForm kLayerLinear{"run.layer-linear", "%1 is linear now."};
inline const MessageForm kLayerNonlinear{"run.layer-nonlinear", "%1 is no longer linear."};

// Gates set by hand: a unit by its number, and the name of its layer.

inline const MessageForm kUnitPruned{"edit.unit-pruned", "Unit %1 of %2 was pruned by hand."};
inline const MessageForm kUnitRestored{"edit.unit-restored", "Unit %1 of %2 was restored by hand."};
inline const MessageForm kNoGatedLayer{"edit.no-layer", "There is no gated layer %1."};
inline const MessageForm kLayerIsMerged{"edit.layer-is-merged",
                                        "%1 was merged into the next layer: its gates are gone."};
inline const MessageForm kNoUnit{"edit.no-unit", "Unit %1 of %2 does not exist."};
inline const MessageForm kUnitIsRemoved{"edit.unit-is-removed",
                                        "Unit %1 of %2 was removed and cannot come back."};
inline const MessageForm kLastOpenUnit{"edit.last-open-unit",
                                       "Unit %1 of %2 is the last open one of its layer and stays."};
inline const MessageForm kLayerHasVanished{"edit.layer-has-vanished",
                                           "%1 vanished with its block: its gates are gone."};
/// ... and the name of the input gates.
inline const MessageForm kLastInputs{"edit.last-inputs",
                                     "Unit %1 of %2 stays: all that is open of %3 comes from it."};

// A network and data that do not fit together: the data's name, what they have, the net, what it expects.

inline const MessageForm kNoTrainingSamples{"run.no-training-samples",
                                            "data '%1': there are no training samples"};
inline const MessageForm kOtherShape{"run.other-shape",
                                     "data '%1' has samples of %2, but the net '%3' expects %4"};
inline const MessageForm kMoreClasses{"run.more-classes",
                                      "data '%1' has %2 classes, but the net '%3' has %4 outputs"};
inline const MessageForm kOtherTargets{
    "run.other-targets", "data '%1' has %2 targets to predict, but the net '%3' has %4 outputs"};
inline const MessageForm kOtherSampleCount{
    "run.other-sample-count", "data '%1' has %2 training samples, but the saved run was trained on %3"};

} // namespace tristate::say

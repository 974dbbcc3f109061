#pragma once

#include "core/base/message.h"

/// What is wrong with a net as it is written, and with what is asked of one.
namespace tristate::say {

// Net specs
inline const MessageForm kNetSpec{"net.net-spec", "net spec '%1': %2"};
inline const MessageForm kSpecEmpty{"net.spec-empty", "it is empty, expected e.g. 784-300-100-10"};
inline const MessageForm kSpecWithoutLayers{"net.spec-without-layers",
                                            "it has no layers, expected e.g. 784-300-100-10"};
inline const MessageForm kUnknownInput{"net.unknown-input",
                                       "the input '%1' is not understood, expected e.g. 784 or 1x28x28"};
inline const MessageForm kUnknownLayer{
    "net.unknown-layer", "layer %1 '%2' is not understood, expected units (300), a convolution (20c5, "
                         "20c5s2+1), a pooling (p2, p3s2, a2), dropout (d50) or input gates (g)"};
inline const MessageForm kBracketWithoutEnd{"net.bracket-without-end", "the block '%1' has no end ]"};
inline const MessageForm kBracketWithoutBegin{"net.bracket-without-begin",
                                              "'%1' ends a block that has no beginning ["};
inline const MessageForm kUnknownBlockEnd{
    "net.unknown-block-end",
    "'%1' behind a block is not understood, expected e.g. [..]+, [..]+x3 or [../..]"};
inline const MessageForm kOneBranch{
    "net.one-branch", "the block '%1' has one branch, expected ]+ behind it, or another branch"};
inline const MessageForm kBlocksTooDeep{"net.blocks-too-deep",
                                        "blocks are nested more than %1 deep in each other"};
inline const MessageForm kNoBypass{
    "net.no-bypass", "a block goes from %1 to %2, where no convolution 1x1 on its bypass leads"};
inline const MessageForm kLastLayerCap{
    "net.last-layer-cap", "the last layer has a largest value (m) for its ReLU, but there is none behind it"};
inline const MessageForm kUnusedNode{"net.unused-node", "%1 (%2) feeds no other one, but is not the last"};
inline const MessageForm kLastLayerNotDense{"net.last-layer-not-dense",
                                            "the last layer is %1, expected the number of classes, e.g. 10"};
inline const MessageForm kLastLayerFixed{"net.last-layer-fixed",
                                         "the last layer is marked as fixed (f), but it has no gates anyway"};
inline const MessageForm kLastLayerSlope{
    "net.last-layer-slope", "the last layer has a slope (l) for its ReLU, but there is none behind it"};
inline const MessageForm kLastLayerBatchNorm{
    "net.last-layer-batch-norm", "the last layer has batch normalisation, but logits are left as they are"};

// Layers and their sizes
inline const MessageForm kTooManyLayers{"net.too-many-layers", "has %1 layers, expected at most %2"};
inline const MessageForm kSizeOutOfRange{"net.size-out-of-range", "%1 has %2, expected %3"};
inline const MessageForm kLayerNumber{"net.layer-number", "layer %1"};
inline const MessageForm kTheInput{"net.the-input", "the input"};
inline const MessageForm kAtLeast{"net.at-least", "at least %1"};
inline const MessageForm kAtMost{"net.at-most", "at most %1"};
inline const MessageForm kUnits{"net.units", "%1 units"};
inline const MessageForm kMaps{"net.maps", "%1 maps"};
inline const MessageForm kValues{"net.values", "%1 values"};
inline const MessageForm kChannels{"net.channels", "%1 channels"};
inline const MessageForm kRows{"net.rows", "%1 rows"};
inline const MessageForm kColumns{"net.columns", "%1 columns"};
inline const MessageForm kKernelSide{"net.kernel-side", "a kernel side of %1"};
inline const MessageForm kWindowSide{"net.window-side", "a window side of %1"};
inline const MessageForm kStride{"net.stride", "a stride of %1"};
inline const MessageForm kDropout{"net.dropout", "a dropout of %1 %"};
inline const MessageForm kDilation{"net.dilation", "a dilation of %1"};
inline const MessageForm kGroupCount{"net.group-count", "%1 groups"};
inline const MessageForm kGroupsDoNotDivide{
    "net.groups-do-not-divide",
    "%1 (%2) has %3 groups, which divide %4 maps into it and %5 out of it into unequal parts"};
inline const MessageForm kPoolPadding{"net.pool-padding",
                                      "%1 (%2) has a padding of %3, expected at most half of its side %4"};
inline const MessageForm kCap{"net.cap", "%1 has %2 as the largest value of its ReLU, expected above 0"};
inline const MessageForm kAddShapes{"net.add-shapes", "%1 adds %2 and %3, expected the same shape"};
inline const MessageForm kConcatShapes{"net.concat-shapes",
                                       "%1 puts maps of %2 beside maps of %3, expected the same sides"};
inline const MessageForm kInputCount{"net.input-count", "%1 (%2) has %3 inputs, expected another number"};
inline const MessageForm kNoSuchInput{"net.no-such-input", "%1 (%2) takes what no layer before it yields"};
inline const MessageForm kResponseNorm{"net.response-norm", "a response normalisation"};
inline const MessageForm kResponseNormBias{
    "net.response-norm-bias", "%1 (%2) divides by a power of %3 and more, expected more than 0 (k)"};
inline const MessageForm kConvolution{"net.convolution", "a convolution"};
inline const MessageForm kPooling{"net.pooling", "a pooling"};
inline const MessageForm kPadding{"net.padding",
                                  "%1 (%2) has a padding of %3, expected less than its kernel side %4"};
inline const MessageForm kGatesSingleValues{
    "net.gates-single-values", "%1 (g) gates single values, expected a dense layer such as 300 behind it"};
inline const MessageForm kSlope{"net.slope", "%1 has a slope of %2 below zero, expected 0 to 1"};
inline const MessageForm kNeedsFeatureMaps{
    "net.needs-feature-maps", "%1 (%2) is %3 on %4 flat values, expected feature maps such as 1x28x28"};
inline const MessageForm kMapsTooSmall{"net.maps-too-small",
                                       "%1 (%2) needs maps of at least %3, but gets %4"};
inline const MessageForm kTooManyParameters{
    "net.too-many-parameters", "%1 (%2) brings the weights and biases to %3, expected at most %4"};
inline const MessageForm kTooManyFeatures{"net.too-many-features",
                                          "%1 has %2 values a sample, expected at most %3"};
inline const MessageForm kEndsInMaps{"net.ends-in-maps",
                                     "the network ends in feature maps (%1), expected classes"};

// The machine
inline const MessageForm kUnknownInstructionSet{
    "net.unknown-instruction-set", "instruction set '%1' (TRISTATE_ISA): this machine and program have %2"};

// Widths and ranks
inline const MessageForm kNoDenseLayer{"net.no-dense-layer",
                                       "the network has %1 dense layers, so there is no fc%2 to factorise"};
inline const MessageForm kRankInvalid{"net.rank-invalid",
                                      "a rank of %1 for fc%2 is invalid, expected 1 to %3"};
inline const MessageForm kWidthCount{"net.width-count",
                                     "there are %1 widths, expected %2, one for each layer with gates"};
inline const MessageForm kWidthInvalid{"net.width-invalid", "width %1 is %2, expected 1 to %3"};
inline const MessageForm kBudgetTooSmall{
    "net.budget-too-small",
    "with one unit in each layer the network has %1 parameters, but at most %2 are asked for"};

// Training an imported network
inline const MessageForm kReluBehindLast{"net.relu-behind-last",
                                         "is a ReLU behind the last weights, expected logits without one"};
inline const MessageForm kSelectsUnordered{
    "net.selects-unordered", "selects values in another order than they have, which input gates cannot"};
inline const MessageForm kCannotTrainOn{"net.cannot-train-on",
                                        "the network cannot be trained on: layer %1 %2"};

} // namespace tristate::say

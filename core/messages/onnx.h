#pragma once

#include "core/base/message.h"

/// What is wrong inside an ONNX file. The window shows these in English, as those of formats.h.
namespace tristate::say {

// Nodes of ONNX
inline const MessageForm kWords{"format.words", "%1"};
inline const MessageForm kConvInputMaps{"format.conv-input-maps",
                                        "has weights of shape %1 in %2 groups, but gets %3 maps"};
inline const MessageForm kTakesConstant{"format.takes-constant",
                                        "takes '%1', which is a constant, expected values of the network"};
inline const MessageForm kTakesNothing{"format.takes-nothing", "takes '%1', which no node yields"};
inline const MessageForm kInACircle{"format.in-a-circle", "needs its own output: the graph has a circle"};
inline const MessageForm kYieldedTwice{"format.yielded-twice", "yields '%1', which exists already"};
inline const MessageForm kBroadcasts{
    "format.broadcasts",
    "takes a constant of shape %1, which is no single number and does not give each channel its own"};
inline const MessageForm kNumbersOfPlaces{
    "format.numbers-of-places",
    "takes maps whose places have a constant of their own added or multiplied, expected a Flatten before it"};
inline const MessageForm kSumShapes{"format.sum-shapes", "adds values of %1 and %2, expected the same shape"};
inline const MessageForm kProductOfValues{
    "format.product-of-values",
    "multiplies or divides by values of the network, expected a constant as the other number"};
inline const MessageForm kNotComputed{"format.not-computed",
                                      "cannot be computed of these constants, expected sizes that fit"};
inline const MessageForm kNoIntegers{"format.no-integers", "takes '%1', expected whole numbers"};
inline const MessageForm kPadMode{"format.pad-mode",
                                  "pads in the mode '%1', expected zeros around feature maps"};
inline const MessageForm kPadsUnequal{
    "format.pads-unequal", "pads more rows than columns, or fewer, expected as many, or a Conv behind it"};
inline const MessageForm kSqueezes{"format.squeezes",
                                   "changes the dimensions of %1, expected maps of one place or a vector"};
inline const MessageForm kMeanAxes{"format.mean-axes", "takes the mean of others than whole feature maps"};
inline const MessageForm kClipBounds{"format.clip-bounds",
                                     "has bounds other than 0 and a number above, or that number alone"};
inline const MessageForm kNormNumbers{"format.norm-numbers", "has a negative alpha, beta or bias"};
inline const MessageForm kCastTo{"format.cast-to", "makes values of the type %1, expected real numbers"};
inline const MessageForm kPaddedPooling{
    "format.padded-pooling",
    "has padding that differs between its sides, expected at most half of the window on each side"};
inline const MessageForm kBehindSoftmax{
    "format.behind-softmax",
    "stands behind the softmax, or what ends the network else, expected that to be the last node"};
inline const MessageForm kWeightsElsewhere{
    "format.weights-elsewhere", "has weights '%1' in another file, which the file alone does not bring"};
inline const MessageForm kWeightsOutside{
    "format.weights-outside",
    "has weights '%1' in the file '%2', expected one in the folder of the network's file"};
inline const MessageForm kWeightsFileMissing{"format.weights-file-missing",
                                             "has weights '%1' in the file %2, which is missing"};
inline const MessageForm kWeightsFileShort{
    "format.weights-file-short",
    "has weights '%1' in the file %2, which has %3 bytes, expected %4 behind the first %5"};
inline const MessageForm kWeightsType{"format.weights-type", "has weights '%1' of type %2, expected numbers"};
inline const MessageForm kWeightsTaken{"format.weights-taken",
                                       "takes '%1' as weights, which is no constant of the file"};
inline const MessageForm kNeedsFlatten{"format.needs-flatten",
                                       "takes feature maps, expected a Flatten before it"};
inline const MessageForm kNeedsMaps{"format.needs-maps", "takes a flat vector, expected feature maps"};
inline const MessageForm kChannelsLastOrMissing{
    "format.channels-last-or-missing",
    "takes feature maps with the channels last or missing, expected [N, channels, height, width]"};
inline const MessageForm kWeightsStored{"format.weights-stored",
                                        "has weights '%1' of shape %2, but %3 values are stored"};
inline const MessageForm kNoValue{"format.no-value", "has no tensor 'value', expected one"};
inline const MessageForm kVectorShape{"format.vector-shape", "has a %1 of shape %2, expected [%3]"};
inline const MessageForm kIndexDimensions{"format.index-dimensions",
                                          "has indices of %1 dimensions, expected 1"};
inline const MessageForm kNoWeightsInput{"format.no-weights-input",
                                         "has no input %1, expected its weights there"};
inline const MessageForm kSharesTooMuch{"format.shares-too-much",
                                        "brings the values that nodes share to more than the file holds"};
inline const MessageForm kWeightsNotFinite{"format.weights-not-finite",
                                           "has weights '%1' with a value that is not finite"};
inline const MessageForm kAlpha{"format.alpha", "has alpha %1, expected 0 to 1"};
inline const MessageForm kTrainingMode{"format.training-mode",
                                       "has a training mode, expected a network as it is after training"};
inline const MessageForm kAxis{"format.axis", "has axis %1, expected 1"};
inline const MessageForm kOfNode{"format.of-node", "%1 %2"};
inline const MessageForm kAttributeIs{"format.attribute-is", "has %1 %2, expected %3"};
inline const MessageForm kAttributeValues{
    "format.attribute-values", "has %1 of %2 values beginning with %3, expected %4 equal ones from %5 to %6"};
inline const MessageForm kUnknownAttribute{"format.unknown-attribute",
                                           "has the attribute '%1', which is not supported"};
inline const MessageForm kAttributeType{"format.attribute-type",
                                        "has an attribute '%1' of another type than expected"};
inline const MessageForm kReshape{
    "format.reshape",
    "reshapes %1 values to %2, expected a vector [N, features], or feature maps right behind the input"};
inline const MessageForm kSplitsChannels{
    "format.splits-channels",
    "reshapes %1 maps to %2, expected parts of their channels as a shuffle has them, [N, parts, channels / "
    "parts, height, width]"};
inline const MessageForm kSplitSizes{"format.split-sizes",
                                     "splits into %1, expected %2 sizes that add up to %3"};
inline const MessageForm kPerm{
    "format.perm", "has perm %1, expected one between channels first and channels last, or one that "
                   "shuffles channels"};
inline const MessageForm kTakesValue{"format.takes-value", "takes value %1, expected 0 to %2"};
inline const MessageForm kWeightDimensions{"format.weight-dimensions",
                                           "has weights of %1 dimensions, expected 2"};
inline const MessageForm kFlatWeightsForInputs{"format.flat-weights-for-inputs",
                                               "has weights for %1 inputs, but gets %2"};
inline const MessageForm kChannelsLast{
    "format.channels-last",
    "takes feature maps with the channels last, expected [N, channels, height, width]"};
inline const MessageForm kWeightShape{
    "format.weight-shape",
    "has weights of shape %1, expected [maps, input maps, kernel rows, kernel columns]"};
inline const MessageForm kKernelShape{"format.kernel-shape",
                                      "has a kernel_shape that differs from its weights'"};
inline const MessageForm kVarianceNotPositive{
    "format.variance-not-positive",
    "has a variance plus epsilon that is not positive, expected a positive one"};
inline const MessageForm kMakesNotFinite{"format.makes-not-finite", "makes weights that are not finite"};
inline const MessageForm kPads{"format.pads", "has %1 pads beginning with %2, expected 4 from 0 to %3"};
inline const MessageForm kAutoPad{"format.auto-pad",
                                  "has auto_pad %1, expected NOTSET, VALID, SAME_UPPER or SAME_LOWER"};
inline const MessageForm kKernelNotSquare{"format.kernel-not-square",
                                          "has a kernel of %1 with padding of %2 before and %3 behind, "
                                          "expected one that zeros around it make square"};

// The graph of ONNX
inline const MessageForm kNoOutput{"format.no-output", "the graph has no output"};
inline const MessageForm kNothingYields{"format.nothing-yields",
                                        "nothing that depends on the input yields the output '%1'"};
inline const MessageForm kNoNodes{"format.no-nodes", "the graph has no nodes"};
inline const MessageForm kTooManyNodes{"format.too-many-nodes",
                                       "the graph has %1 nodes, expected at most %2"};
inline const MessageForm kSeveralInputs{"format.several-inputs",
                                        "the graph has several inputs, expected one"};
inline const MessageForm kNoInput{"format.no-input", "the graph has no input, expected one"};
inline const MessageForm kInputType{"format.input-type",
                                    "the input '%1' is of type %2, expected real numbers"};
inline const MessageForm kInputDimensions{"format.input-dimensions",
                                          "the input '%1' has %2 dimensions, expected [N, features], [N, "
                                          "height, width] or [N, channels, height, width]"};
inline const MessageForm kInputDimension{
    "format.input-dimension", "dimension %1 of the input is %2, expected a fixed size from 1 to %3"};
inline const MessageForm kSeveralOutputs{"format.several-outputs", "has several outputs, expected one"};
inline const MessageForm kNotSupported{"format.not-supported", "is not supported, expected one of %1"};
inline const MessageForm kOnnxTooLarge{"format.onnx-too-large",
                                       "it has %1 bytes, but an ONNX file at most 2 GiB"};
inline const MessageForm kNotOnnx{"format.not-onnx", "not an ONNX model, or cut short"};
inline const MessageForm kOldOpset{"format.old-opset", "opset %1, expected at least %2"};
inline const MessageForm kMetadataNotUnderstood{
    "format.metadata-not-understood",
    "%1 is not understood, expected one list of indices for every weight layer"};
inline const MessageForm kMetadataDoesNotFit{
    "format.metadata-does-not-fit",
    "metadata %1 does not fit the network, expected one index for every unit of every weight layer"};

} // namespace tristate::say

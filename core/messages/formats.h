#pragma once

#include "core/base/message.h"

/// What is wrong inside a damaged or foreign file. The window shows these in English, as they stand: they
/// speak of bytes, tensors and nodes, and whoever acts on them looks them up in that form.
namespace tristate::say {

// Bytes, plain or packed
inline const MessageForm kGzipOfThisSize{"format.gzip-of-this-size", "a gzip file of this size"};
inline const MessageForm kTheFile{"format.the-file", "the file"};
inline const MessageForm kGzipTruncated{
    "format.gzip-truncated",
    "%1 is a truncated gzip file: it ends after %2 unpacked bytes, in the middle of the packed data"};
inline const MessageForm kCannotReadOn{"format.cannot-read-on",
                                       "%1 cannot be read on after %2 unpacked bytes"};
inline const MessageForm kGzipDamaged{
    "format.gzip-damaged", "%1 is a damaged gzip file: unpacking it fails after %2 unpacked bytes"};
inline const MessageForm kEndsWithin{"format.ends-within",
                                     "%1 is truncated: it ends after %2 bytes, in the middle of %3"};
inline const MessageForm kPromisesMoreThanFits{
    "format.promises-more-than-fits",
    "%1 is truncated: its header promises %2, %3 bytes, but %4 can hold only %5"};
inline const MessageForm kPromisesMoreThanFollows{
    "format.promises-more-than-follows",
    "%1 is truncated: its header promises %2, %3 bytes, but only %4 follow"};
inline const MessageForm kBytesLeftOver{"format.bytes-left-over",
                                        "%1 has bytes left over after the %2 its header promises"};

// IDX
inline const MessageForm kIdxLabels{"format.idx-labels", "labels (1 dimension)"};
inline const MessageForm kIdxImages{"format.idx-images", "images (3 dimensions)"};
inline const MessageForm kIdxValues{"format.idx-values", "values of %1 dimensions"};
inline const MessageForm kIdxSwapped{
    "format.idx-swapped", "%1 holds %2 where %3 were expected: the images and the labels seem to be swapped"};
inline const MessageForm kNotIdx{
    "format.not-idx", "%1 is not an IDX file: it must begin with two zero bytes, but begins with %2"};
inline const MessageForm kIdxType{
    "format.idx-type",
    "%1 holds values of IDX type %2 (byte 2), but only unsigned bytes (type 8) can be read"};
inline const MessageForm kIdxContents{"format.idx-contents", "%1 holds %2 where %3 were expected"};
inline const MessageForm kIdxCount{"format.idx-count", "%1 claims to hold %2 samples; expected 1 to %3"};
inline const MessageForm kEveryLabelZero{"format.every-label-zero",
                                         "every label in '%1' is 0; expected at least two classes"};
inline const MessageForm kLabelGap{"format.label-gap",
                                   "'%1' labels sample %2 with %3, but no sample has label %4; labels must "
                                   "be numbered 0, 1, 2... without a gap"};
inline const MessageForm kLabelBeyond{
    "format.label-beyond", "'%1' labels sample %2 with %3; the labels of this data must lie within 0 to %4"};
inline const MessageForm kIdxImageSize{"format.idx-image-size",
                                       "%1 claims images of %2 x %3 pixels; each side must be 1 to %4"};

// ZIP archives
inline const MessageForm kCutShortOrDamaged{"format.cut-short-or-damaged", "cut short or damaged"};
inline const MessageForm kZipDirectoryNotBeforeEnd{"format.zip-directory-not-before-end",
                                                   "its directory does not lie before its end"};
inline const MessageForm kZipDirectoryLength{"format.zip-directory-length",
                                             "its directory has another length than it says"};
inline const MessageForm kNotZip{"format.not-zip", "not a ZIP archive without a comment, or cut short"};
inline const MessageForm kZipDirectoryDamaged{"format.zip-directory-damaged", "its directory is damaged"};
inline const MessageForm kZipCompressed{"format.zip-compressed",
                                        "a file is compressed, expected stored ones"};
inline const MessageForm kZipHeaderDamaged{"format.zip-header-damaged", "a file's header is damaged"};
inline const MessageForm kZipChecksum{"format.zip-checksum", "the checksum of '%1' does not fit"};
inline const MessageForm kZipTooLarge{"format.zip-too-large", "a ZIP archive holds at most 4 GiB"};
inline const MessageForm kZipTooManyFiles{"format.zip-too-many-files",
                                          "a ZIP archive holds at most 65,535 files"};

// Layers that cannot be trained on

// Layers that do not fit
inline const MessageForm kSelectsNothing{"format.selects-nothing", "%1 selects nothing, expected at least 1"};
inline const MessageForm kSelectsBeyond{"format.selects-beyond", "%1 selects number %2 of %3"};
inline const MessageForm kNotPlain{"format.not-plain",
                                   "%1 (%2) is for training and no part of a finished network"};
inline const MessageForm kNodeWeights{"format.node-weights", "%1 (%2) has %3 weights, expected %4 for %5"};
inline const MessageForm kNodeBiases{"format.node-biases", "%1 (%2) has %3 biases, expected %4"};
inline const MessageForm kNodesAndWeights{"format.nodes-and-weights",
                                          "the network has %1 nodes, but weights of %2"};
inline const MessageForm kSampleValues{"format.sample-values",
                                       "samples have %1 values, but the network's input %2 has %3"};

// Saved runs
inline const MessageForm kOfNetwork{"format.of-network", "%1%2"};
inline const MessageForm kSavedOrderNoPermutation{"format.saved-order-no-permutation",
                                                  "saved order of samples: it is no permutation"};
inline const MessageForm kSavedOrderBeyondEnd{"format.saved-order-beyond-end",
                                              "saved order of samples: the position lies beyond its end"};
inline const MessageForm kCurvesOfOther{"format.curves-of-other",
                                        "the curves are of another network than the one to be saved"};
inline const MessageForm kColumnPoint{"format.column-point",
                                      "tensor 'columns.point' holds %1, expected indices below %2"};
inline const MessageForm kNoEventList{"format.no-event-list", "the header has no list of events"};
inline const MessageForm kRandomState{"format.random-state",
                                      "the random state trainer.rng is %1, expected four hexadecimal words"};
inline const MessageForm kTrainerStep{"format.trainer-step", "trainer.step is %1, expected 0 to %2"};
inline const MessageForm kGoalStrength{"format.goal-strength", "goal.strength is %1, expected at least 0"};
inline const MessageForm kSnapshotsDoNotRise{"format.snapshots-do-not-rise",
                                             "the steps of its snapshots do not rise"};
inline const MessageForm kRunsNoList{"format.runs-no-list", "the header's runs are no list"};
inline const MessageForm kNoTensorList{"format.no-tensor-list", "the header has no list of tensors"};
inline const MessageForm kTensorsOverlap{"format.tensors-overlap",
                                         "its tensors overlap: together they are larger than the file"};
inline const MessageForm kTensorTwice{"format.tensor-twice", "tensor '%1' comes twice"};
inline const MessageForm kTensorType{"format.tensor-type",
                                     "tensor '%1' has the type '%2', expected f32, f64, i32, i64 or u32"};
inline const MessageForm kTensorWithoutShape{"format.tensor-without-shape", "tensor '%1' has no shape"};
inline const MessageForm kTensorSize{"format.tensor-size", "tensor '%1' has a size that is no whole number"};
inline const MessageForm kTensorTooLarge{"format.tensor-too-large", "tensor '%1' is larger than the file"};
inline const MessageForm kTensorBeyondEnd{"format.tensor-beyond-end",
                                          "tensor '%1' reaches beyond the end of the file"};
inline const MessageForm kTensorMissing{"format.tensor-missing", "tensor '%1' is missing"};
inline const MessageForm kTensorIs{"format.tensor-is", "tensor '%1' is %2 %3, expected %4 %5"};

// CIFAR-10 and CIFAR-100
inline const MessageForm kCifarTruncated{
    "format.cifar-truncated",
    "%1 is truncated: record %2 (counted from 0) has %3 bytes; expected %4, labels and 3 x 32 x 32 pixels"};
inline const MessageForm kCifarTooMany{"format.cifar-too-many",
                                       "%1 holds more than %2 records, the images that %3 has"};
inline const MessageForm kCifarLabel{
    "format.cifar-label",
    "%1 labels record %2 (counted from 0) with %3; the labels of %4 must lie within 0 to %5"};
inline const MessageForm kCifarNames{
    "format.cifar-names", "%1 names %2 classes in %3 bytes; expected %5, one a line, in fewer than %4 bytes"};

// Units that are left
inline const MessageForm kGates{"format.gates", "gates %1 %2"};
inline const MessageForm kGatesWithoutUnit{"format.gates-without-unit",
                                           "have no unit left, expected at least one"};
inline const MessageForm kGatesOfGoneBlock{"format.gates-of-gone-block",
                                           "have units left, but those of their block are gone"};
inline const MessageForm kGatesNotRising{"format.gates-not-rising",
                                         "hold unit %1, expected rising indices below %2"};
inline const MessageForm kGatesOfGoneMap{"format.gates-of-gone-map",
                                         "hold value %1, but its feature map is gone"};
inline const MessageForm kGatesMissing{"format.gates-missing", "are missing"};
inline const MessageForm kGatesMissingNotMerged{
    "format.gates-missing-not-merged",
    "are missing, but only a dense layer right before another one can be merged"};
inline const MessageForm kGatesOfNoLayer{"format.gates-of-no-layer", "are of no layer"};

// Networks as JSON
inline const MessageForm kIndicesBelow{"format.indices-below", "a list of indices below %1"};
inline const MessageForm kInputSizes{"format.input-sizes",
                                     "[features] or [channels, height, width] with at most %1 values"};
inline const MessageForm kNumberFromTo{"format.number-from-to", "a number from %1 to %2"};
inline const MessageForm kNumberFromZeroToOne{"format.number-from-zero-to-one", "a number from 0 to 1"};
inline const MessageForm kWeightNotFinite{"format.weight-not-finite", "a weight is not finite"};
inline const MessageForm kBiasShape{"format.bias-shape", "the biases are %1, expected %2"};
inline const MessageForm kDenseShape{"format.dense-shape", "the weights are %1, expected [outputs x inputs]"};
inline const MessageForm kConvShape{"format.conv-shape",
                                    "the weights are %1, expected [maps x input maps x kernel x kernel]"};
inline const MessageForm kDepthwiseShape{"format.depthwise-shape",
                                         "the weights are %1, expected [maps x 1 x kernel x kernel]"};
inline const MessageForm kScaleShape{"format.scale-shape", "the weights are %1, expected [channels]"};
inline const MessageForm kNumbersOfNodes{"format.numbers-of-nodes",
                                         "numbers from -1, the input, to below %1"};
inline const MessageForm kKeptUnitsLists{"format.kept-units-lists",
                                         "one list of indices for every weight layer"};
inline const MessageForm kNoLayers{"format.no-layers", "the network has no layers, expected at least one"};
inline const MessageForm kLayerTooLarge{"format.layer-too-large",
                                        "layer %1 makes %2 values, expected at most %3"};
inline const MessageForm kKeptUnitsDoNotFit{
    "format.kept-units-do-not-fit",
    "keptUnits does not fit the network, expected one index for every unit of every weight layer"};
inline const MessageForm kNestedLists{"format.nested-lists", "lists of 1 to 4 levels, none empty"};
inline const MessageForm kNumberList{"format.number-list", "a list of numbers"};
inline const MessageForm kListsOfLength{"format.lists-of-length", "lists of the same length, %1"};
inline const MessageForm kTexts{"format.texts", "texts"};
inline const MessageForm kNotTristateNetwork{"format.not-tristate-network",
                                             "its format is '%1', expected tristate-network"};
inline const MessageForm kNewerVersion{"format.newer-version", "of version %1, expected at most %2"};

// safetensors
inline const MessageForm kHeaderBegins{"format.header-begins", "its header does not begin with '{'"};
inline const MessageForm kHeaderNoObject{"format.header-no-object", "its header is no object"};
inline const MessageForm kArrayMissing{"format.array-missing",
                                       "array '%1' is missing, or belongs to two layers"};
inline const MessageForm kArrayOfNoLayer{"format.array-of-no-layer", "array '%1' belongs to no layer"};
inline const MessageForm kNotSafetensors{
    "format.not-safetensors", "not safetensors, or cut short: its header has %1 bytes, expected at most %2"};
inline const MessageForm kArrayType{"format.array-type",
                                    "array '%1' is of type '%2', expected F32, F16, BF16 or F64"};
inline const MessageForm kArrayBytes{"format.array-bytes", "array '%1' has %2 bytes, but %3 takes %4"};
inline const MessageForm kArrayShape{"format.array-shape",
                                     "array '%1' has a shape other than a list of at most 8 sizes"};
inline const MessageForm kArraySize{
    "format.array-size", "array '%1' has the size %2, expected a positive one that the file has room for"};
inline const MessageForm kOffsetsWithin{"format.offsets-within", "[begin, end] within the %1 bytes of data"};
inline const MessageForm kArrayBegins{"format.array-begins",
                                      "array '%1' begins at %2, expected %3, without gap or overlap"};
inline const MessageForm kArraysEnd{"format.arrays-end",
                                    "the arrays end at %1, but there are %2 bytes of data"};
inline const MessageForm kLayersUntold{"format.layers-untold",
                                       "it does not tell its layers (metadata 'layers'), expected a file of "
                                       "Tristate Lab, or a net spec beside it"};
inline const MessageForm kArrayOfNet{"format.array-of-net", "array '%1' is %2, expected %3 for the net %4"};
inline const MessageForm kNoArrayForLayer{
    "format.no-array-for-layer", "no array of shape %1 is left for %2 of the net %3; the file holds %4"};
inline const MessageForm kArrayOfNoLayerOfNet{
    "format.array-of-no-layer-of-net", "array '%1' belongs to no layer of the net %2; the file holds %3"};
inline const MessageForm kArrayNotFinite{"format.array-not-finite",
                                         "array '%1' makes numbers that are not finite"};

// Results of studies
inline const MessageForm kPointsOfCourse{"format.points-of-course", "a list of points"};

} // namespace tristate::say

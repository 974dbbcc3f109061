#pragma once

#include "core/base/message.h"

/// What an export or an import did, and why there is none.
namespace tristate::say {

// Writing
inline const MessageForm kReadsBackOther{"export.reads-back-other",
                                         "the file reads back other than it was written"};
inline const MessageForm kNotThereYet{
    "export.not-there-yet",
    "the network and the data to prove it on are not there yet, expected them loaded"};
inline const MessageForm kCannotExport{"export.cannot-export", "cannot export '%1': %2"};
inline const MessageForm kOtherOutputsReadAgain{
    "export.other-outputs-read-again", "the exported network gives other outputs when it is read again"};
inline const MessageForm kCLeftOut{
    "export.c-left-out", "model.c is left out, as it would need %1 bytes of stack, expected at most %2."};
inline const MessageForm kFolderCannotBeMade{"export.folder-cannot-be-made", "the folder cannot be made: %1"};
inline const MessageForm kArchiveDiffers{"export.archive-differs",
                                         "the archive holds other files than were put into it"};
inline const MessageForm kNoCurves{"export.no-curves",
                                   "there are no curves, as the history of the run is missing"};
inline const MessageForm kExtensionUnknown{"export.extension-unknown",
                                           "its extension is '%1', expected .onnx, .safetensors, .c, .json, "
                                           ".html, .csv, .svg or .zip, or a folder without any"};

// Import
inline const MessageForm kEqualTo{
    "export.equal-to",
    "Equal to %1: %2 of %3 predictions, largest difference of a logit %4 (largest logit %5)."};
/// The file, its error in percent, and how many samples.
inline const MessageForm kErrorOfFile{"export.error-of-file", "%1 itself: %2 % error on %3 test samples."};
/// Of a regression: the file, its root mean squared error, and how many samples.
inline const MessageForm kRmseOfFile{"export.rmse-of-file", "%1 itself: RMSE %2 on %3 test samples."};
/// A range, and the error under it.
inline const MessageForm kOtherRange{
    "export.other-range",
    "It may have been trained on other values: with the input range %1 its error is %2."};
/// Two ranges with their errors.
inline const MessageForm kRangeClearlyBest{
    "export.range-clearly-best", "The input range %1 is clearly the best: error %2; next comes %3 with %4."};
inline const MessageForm kRangesAlike{
    "export.ranges-alike", "No input range is clearly the best: %1 has an error of %2, %3 has %4. Choose the "
                           "one that the network was trained with."};
/// The error, and that of always the same answer.
inline const MessageForm kNearChance{"export.near-chance",
                                     "An error of %1 is hardly better than always giving the same answer, "
                                     "which has %2: the data, the order of "
                                     "the classes or the input range are other than in its training."};
inline const MessageForm kRangeDoesNotFit{
    "export.range-does-not-fit", "an input range of %1 channels does not fit a network that takes %2"};
inline const MessageForm kNoSuchRange{"export.no-such-range",
                                      "there is no input range '%1': 0..1, -1..1, 0..255 and data are known"};
inline const MessageForm kMeansAndDeviations{
    "export.means-and-deviations", "%1 means and %2 deviations were given, expected as many of both"};
inline const MessageForm kNoDeviation{
    "export.no-deviation", "a deviation of %1 with a mean of %2: expected a positive number and a number"};
inline const MessageForm kSpecNotNeeded{
    "export.spec-not-needed", "a net spec goes with a .safetensors file, but this one tells its net"};
inline const MessageForm kUnknownNetworkFile{
    "export.unknown-network-file", "a file of type '%1', expected a network in .onnx, .safetensors or .json"};
inline const MessageForm kImportDiffers{
    "export.import-differs", "the network to train does not match the one in the file: %1 of %2 predictions "
                             "are equal, a logit differs by %3 of %4, expected all and at most 1e-4 of it"};

// C source that is compiled
inline const MessageForm kCannotWriteTemporary{"export.cannot-write-temporary",
                                               "cannot write '%1', a temporary file"};
inline const MessageForm kCompilerRefuses{"export.compiler-refuses", "%1 refuses the source: %2"};
inline const MessageForm kSourceEndsWithCode{"export.source-ends-with-code",
                                             "the compiled source ends with code %1, expected 0"};
inline const MessageForm kSourceWritesBytes{"export.source-writes-bytes",
                                            "the compiled source writes %1 bytes, expected %2"};
inline const MessageForm kSourceTellsNoTime{"export.source-tells-no-time",
                                            "the compiled source tells no time"};
inline const MessageForm kPrefixNoName{"export.prefix-no-name",
                                       "the prefix %1 is no name in C, expected letters, digits and _"};
inline const MessageForm kCStack{
    "export.c-stack",
    "the C source would need %1 bytes of stack for the values between layers, expected at most %2"};

// Proof
inline const MessageForm kNoTestSamples{"export.no-test-samples",
                                        "the test set '%1' has no samples to prove the export with"};
inline const MessageForm kTestSamplesDoNotFit{
    "export.test-samples-do-not-fit", "the test set '%1' has samples of %2, but the network's input is %3"};
inline const MessageForm kClassesDiffer{"export.classes-differ",
                                        "the exported network has %1 classes, expected %2"};
inline const MessageForm kExportDiffers{
    "export.export-differs", "the exported network does not match the one on screen: %1 of %2 predictions "
                             "are equal, a logit differs by %3, expected all and at most %4"};
/// Of a regression.
inline const MessageForm kExportedNumbersDiffer{
    "export.exported-numbers-differ",
    "the exported network does not match the one on screen: %1 of %2 predictions are equal up to 1e-4 of the "
    "target's deviation, and a number differs by %3"};
inline const MessageForm kCancelled{"export.cancelled", "it was cancelled"};

// What a format cannot hold
inline const MessageForm kWeightNotFiniteInC{"export.weight-not-finite-in-c",
                                             "a weight is not finite, which C source cannot say"};
inline const MessageForm kWeightNotFiniteInJson{"export.weight-not-finite-in-json",
                                                "a weight is not finite, which JSON cannot say"};
inline const MessageForm kOnnxHoldsAtMost{"export.onnx-holds-at-most",
                                          "the network needs %1 bytes, but an ONNX file holds at most 2 GiB"};
inline const MessageForm kOnnxChecker{"export.onnx-checker", "the ONNX checker says: %1"};

// Nodes of ONNX that an import needs no longer
inline const MessageForm kDropoutLeftOut{"export.dropout-left-out",
                                         "%1 is left out: it does nothing after training."};
inline const MessageForm kSoftmaxLeftOut{"export.softmax-left-out",
                                         "%1 is left out: the outputs are the logits before it."};
inline const MessageForm kSigmoidLeftOut{"export.sigmoid-left-out",
                                         "%1 is left out: the outputs are the values before it."};
inline const MessageForm kArgMaxLeftOut{"export.argmax-left-out",
                                        "%1 is left out: the outputs are the values that it compares."};
inline const MessageForm kOutputLeftOut{"export.output-left-out", "The output %1 is left out."};
inline const MessageForm kTransposeLeftOut{"export.transpose-left-out",
                                           "%1 is left out: samples are given channels first."};
inline const MessageForm kBecamePartOfWeights{"export.became-part-of-weights",
                                              "%1 became part of the weights before it."};

} // namespace tristate::say

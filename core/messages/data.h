#pragma once

#include "core/base/message.h"

/// What is wrong with data: where they are looked for, how many, which.
namespace tristate::say {

// Where data are
inline const MessageForm kIdxFiles{"data.idx-files",
                                   "the four files train-images-idx3-ubyte, train-labels-idx1-ubyte, "
                                   "t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte (plain or .gz)"};
inline const MessageForm kCifarFiles{
    "data.cifar-files", "data_batch_1.bin to data_batch_5.bin, of which the last may be missing, and "
                        "test_batch.bin of the binary version of CIFAR-10 (plain or .gz)"};
inline const MessageForm kCifarHundredFiles{
    "data.cifar-hundred-files", "train.bin and test.bin of the binary version of CIFAR-100 (plain or .gz)"};

// Generated data, and what is chosen of data
inline const MessageForm kTrainingPart{"data.training-part", "training"};
inline const MessageForm kTestPart{"data.test-part", "test"};
inline const MessageForm kGeneratedCount{"data.generated-count",
                                         "the number of generated %1 samples must be 1 to %2, not %3"};
inline const MessageForm kDirectoryEmpty{"data.directory-empty",
                                         "the data directory '%1' holds no data; it must hold %2, or %3"};
inline const MessageForm kUnknownData{
    "data.unknown-data", "there is no file, folder or generated set '%1'; the generated sets are %2, "
                         "and a folder of data has a table, pictures for each class, NumPy "
                         "arrays, %3, or %4"};
inline const MessageForm kFirstClasses{
    "data.first-classes",
    "cannot keep the first %1 classes of the %2 of '%3'; expected 2 to %4, or 0 for all"};
inline const MessageForm kHoldOut{
    "data.hold-out",
    "cannot keep %1 samples for validation from the %2 training samples of '%3'; expected 0 to %4"};
inline const MessageForm kPartEmpty{"data.part-empty", "there is no %1 sample in the data '%2'"};
inline const MessageForm kPointsNotInPlane{
    "data.points-not-in-plane", "points were added to the data '%1', which are not points in the plane"};
inline const MessageForm kTooManyPoints{"data.too-many-points",
                                        "there are %1 added points, expected at most %2"};
inline const MessageForm kPointInvalid{"data.point-invalid",
                                       "the added point (%1, %2) of class %3 is invalid; expected "
                                       "coordinates from 0 to 1 and a class from 0 to %4"};
inline const MessageForm kNoiseShape{
    "data.noise-shape",
    "the data '%1' is not understood, expected e.g. noise:3x227x227 with sides from 1 to %2"};

// Files
inline const MessageForm kNoFile{"data.no-file", "there is no file %1"};
inline const MessageForm kNotRegularFile{"data.not-regular-file", "%1 is not a regular file"};
inline const MessageForm kCannotOpen{"data.cannot-open", "%1 cannot be opened for reading"};
inline const MessageForm kDirectoryLacks{"data.directory-lacks",
                                         "the data directory '%1' holds no %2; it must hold %3"};
inline const MessageForm kImagesAndLabels{
    "data.images-and-labels",
    "'%1' holds %2 images, but '%3' holds %4 labels; there must be one label per image"};
inline const MessageForm kLoadingInterrupted{"data.loading-interrupted", "Loading the data was interrupted."};
inline const MessageForm kNoDirectory{"data.no-directory",
                                      "there is no directory '%1'; a data directory must hold %2"};
inline const MessageForm kImagesDiffer{
    "data.images-differ", "the images of '%1' are %2, those of '%3' %4; both must have one size"};

// A network and data
inline const MessageForm kTargetsForNetwork{
    "data.targets-for-network", "data '%1' has %2 targets to predict, but the network has %3 outputs"};
inline const MessageForm kSamplesForNetwork{"data.samples-for-network",
                                            "data '%1' has samples of %2, but the network expects %3"};
inline const MessageForm kClassesForNetwork{"data.classes-for-network",
                                            "data '%1' has %2 classes, but the network has %3 outputs"};

} // namespace tristate::say

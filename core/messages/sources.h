#pragma once

#include "core/base/message.h"

/// What is wrong with, or to be told of, the files of a person's own data: tables, pictures, arrays,
/// archives.
namespace tristate::say {

// Which kind of data
inline const MessageForm kGeneratedSet{"sources.generated-set", "a generated set"};
inline const MessageForm kIdxFolder{"sources.idx-folder", "IDX files, as of MNIST"};
inline const MessageForm kCifarFolder{"sources.cifar-folder", "binary batches of CIFAR-10"};
inline const MessageForm kCifarHundred{"sources.cifar-hundred", "the binary files of CIFAR-100"};
inline const MessageForm kATable{"sources.a-table", "a table"};
inline const MessageForm kUnknownFile{"sources.unknown-file",
                                      "the file '%1' is no data that can be read; expected a table as text "
                                      "(CSV), or an archive (.zip, .npz, .tar, .tar.gz)"};
inline const MessageForm kNoTestShare{
    "sources.no-test-share",
    "of the %2 samples of '%1' none would be left for the test set with a share of %3"};

// Tables
inline const MessageForm kTableEmpty{"sources.table-empty", "%1 has no rows of values; expected a table"};
inline const MessageForm kNoTable{"sources.no-table",
                                  "%1 is no table of text, or has more than %2 columns in its first row"};
inline const MessageForm kAtLine{"sources.at-line", "%1, line %2: %3"};
inline const MessageForm kRaggedRow{"sources.ragged-row",
                                    "the row has %1 fields, expected %2 as in the first one"};
inline const MessageForm kOpenQuote{
    "sources.open-quote",
    "a field begins with a quotation mark that no other closes, to the end of the file"};
inline const MessageForm kTextInNumbers{"sources.text-in-numbers",
                                        "the column '%1' has numbers, but here the text '%2'; leave the "
                                        "column out, or name it as one of categories"};
inline const MessageForm kInfiniteNumber{"sources.infinite-number",
                                         "the column '%1' has the number %2, which is not finite"};
inline const MessageForm kTooManyTexts{"sources.too-many-texts", "a column has more than %1 different texts"};
inline const MessageForm kNoColumn{"sources.no-column", "%1 has no column '%2' (%3); its columns are %4"};
inline const MessageForm kOneColumn{
    "sources.one-column", "%1 has no column beside '%2', which is to be predicted; expected inputs, too"};
inline const MessageForm kTargetLeftOut{"sources.target-left-out",
                                        "the column '%1' of %2 is both left out and the target"};
inline const MessageForm kOneClass{"sources.one-class",
                                   "all samples of %1 are of the class '%2'; expected at least 2 classes"};
inline const MessageForm kNoRows{"sources.no-rows", "no row of %1 is left; %2 of %3 have a missing value"};
inline const MessageForm kTargetContinuous{"sources.target-continuous",
                                           "the column '%1' of %2 has %3 different numbers with decimals, "
                                           "which are no classes; %4 regression predicts numbers"};
inline const MessageForm kTargetConstant{"sources.target-constant",
                                         "the target '%1' of '%2' is one number in all of the training part"};
inline const MessageForm kTargetNoNumber{
    "sources.target-no-number", "the column '%1' of %2 has texts; a regression predicts columns of numbers"};
inline const MessageForm kTargetTwice{"sources.target-twice", "the column '%1' stands twice in %2"};
inline const MessageForm kClassesOfOneColumn{
    "sources.classes-of-one-column", "%1 names several columns, '%2'; classes are those of one column"};
inline const MessageForm kRegressionNeedsTable{
    "sources.regression-needs-table",
    "the data '%1' have classes; a regression (%2) predicts the numbers of a table or of NumPy arrays"};
inline const MessageForm kClassesOfRegression{"sources.classes-of-regression",
                                              "%1 chooses classes, but the targets of '%2' are numbers"};
inline const MessageForm kOtherColumns{"sources.other-columns",
                                       "%1 has the columns %2, but %3 has %4; both must have the same"};
inline const MessageForm kUnseenLabel{
    "sources.unseen-label", "%1 has samples of the class '%2', which %3 has none of; its classes are %4"};
inline const MessageForm kTooManyInputs{
    "sources.too-many-inputs", "%1 has %2 inputs, indicators of categories counted; expected at most %3"};

// Arrays
inline const MessageForm kNumpyArrays{"sources.numpy-arrays", "NumPy arrays"};
inline const MessageForm kSamplesShape{
    "sources.samples-shape", "%1 has the shape (%2); expected samples x numbers, samples x height x "
                             "width, or those with 1 or 3 channels"};
inline const MessageForm kArrayLabels{"sources.array-labels",
                                      "%1 has %2 labels for %3 samples; there must be one for each"};
inline const MessageForm kArrayNotOneHot{
    "sources.array-not-one-hot", "row %2 of the labels %1 is no class; expected one number that is not 0"};
inline const MessageForm kArrayNoClass{"sources.array-no-class",
                                       "label %2 of %1 is %3; expected whole numbers, one for each class"};
inline const MessageForm kSampleNotFinite{"sources.sample-not-finite",
                                          "number %2 of %1 (%3 in each sample) is not finite"};
inline const MessageForm kArraysDiffer{
    "sources.arrays-differ", "the samples of %1 are %2, those beside %3 %4; both must have one shape"};
inline const MessageForm kTargetsDiffer{
    "sources.targets-differ", "%1 has %2 numbers to predict of a sample, %3 has %4; both must have as many"};
inline const MessageForm kNotNpy{"sources.not-npy", "%1 is no NumPy array of format 1 to 3"};
inline const MessageForm kNpyHeader{
    "sources.npy-header",
    "%1 has a header that is not understood, expected numbers of at most 4 dimensions: %2"};
inline const MessageForm kNoIdxArray{"sources.no-idx-array",
                                     "%1 begins with %2, which is no IDX file of 1 to %3 dimensions"};

// Archives and folders
inline const MessageForm kArchiveChanged{"sources.archive-changed",
                                         "the archive '%1' has changed since it was opened"};
inline const MessageForm kArchiveDamaged{"sources.archive-damaged", "the archive %1 cannot be read: %2"};
inline const MessageForm kArchiveEntry{"sources.archive-entry", "'%2' in the archive %1 cannot be read: %3"};
inline const MessageForm kArchivePath{"sources.archive-path",
                                      "the archive %1 holds '%2', a path that leads out of it"};
inline const MessageForm kArchiveEncrypted{"sources.archive-encrypted",
                                           "'%2' in the archive %1 is encrypted; unpack it first"};
inline const MessageForm kArchiveMethod{
    "sources.archive-method",
    "'%2' in the archive %1 is packed by %3, which is not read here; pack it anew by deflate"};
inline const MessageForm kArchiveBomb{
    "sources.archive-bomb", "'%2' in the archive %1 is larger than an archive of this size can hold"};
inline const MessageForm kArchiveEmpty{
    "sources.archive-empty",
    "the archive '%1' holds %2 files, but no data that are known: IDX files, NumPy "
    "arrays, binary files of CIFAR, a table, or a folder of pictures for each class"};
inline const MessageForm kTooManyFiles{"sources.too-many-files", "'%1' holds more than %2 files"};

// Pictures
inline const MessageForm kPictureFolder{"sources.picture-folder", "a folder of pictures for each class"};
inline const MessageForm kNoPicture{"sources.no-picture", "%1 is no PNG, JPEG, BMP, PGM or PPM"};
inline const MessageForm kPictureDamaged{"sources.picture-damaged", "%1 cannot be read: %2"};
inline const MessageForm kPictureSize{"sources.picture-size",
                                      "%1 says that it has %2 x %3 pixels, more than its %4 bytes can hold"};
inline const MessageForm kPictureUnread{"sources.picture-unread",
                                        "%1 of %2 pictures cannot be read and are left out; the first: %3"};
inline const MessageForm kNoPictures{"sources.no-pictures",
                                     "no picture below '%1' can be read; the first: %2"};
inline const MessageForm kPicturesResized{
    "sources.pictures-resized",
    "the pictures are large or of different sizes and become %1; %2 gives them another one"};
inline const MessageForm kSizeText{
    "sources.size-text", "the size '%1' of %2 is not understood, expected e.g. 3x32x32 with 1 or 3 channels"};

// A sample that somebody brings
inline const MessageForm kOwnNoPictures{"sources.own-no-pictures",
                                        "%1 is a picture, and the data of this net are none"};
inline const MessageForm kOwnNoRows{
    "sources.own-no-rows", "the data of this net are pictures; expected a picture, not a row of values"};
inline const MessageForm kOwnNeither{
    "sources.own-neither", "the data of this net are neither pictures of bytes nor rows of a table"};
inline const MessageForm kOwnRowEmpty{"sources.own-row-empty", "there is no row; expected values of %1"};
inline const MessageForm kOwnRowFields{
    "sources.own-row-fields",
    "expected %1 values (%2), found %3; with the names in a line above, others may be among them"};
inline const MessageForm kOwnRowNoName{"sources.own-row-no-name", "the row has no '%1'"};
inline const MessageForm kOwnRowMissing{"sources.own-row-missing", "the value of '%1' is missing"};
inline const MessageForm kOwnRowNumber{"sources.own-row-number", "'%1' is a number, not '%2'"};
inline const MessageForm kOwnRowCategory{"sources.own-row-category", "'%1' cannot be '%2', only %3"};

// What is told of them
inline const MessageForm kTableNote{"sources.table-note", "%1: %2, separated by %3, decimal %4, %5"};
inline const MessageForm kWithHeader{"sources.with-header", "with a header"};
inline const MessageForm kWithoutHeader{"sources.without-header", "without a header"};
inline const MessageForm kColumnLeftOut{
    "sources.column-left-out",
    "the column '%1' has %2 different texts, too many for categories, and is left out"};
inline const MessageForm kConstantColumn{"sources.constant-column", "the column '%1' has one value only"};
inline const MessageForm kColumnTellsTarget{
    "sources.column-tells-target",
    "the column '%1' tells the class by itself: is it the target in other words?"};
inline const MessageForm kFewSamples{"sources.few-samples", "the class '%1' has %2 training samples only"};
inline const MessageForm kRepeatedSamples{"sources.repeated-samples",
                                          "%1 of the %2 test samples are in the training data, too"};
inline const MessageForm kRowsLeftOut{"sources.rows-left-out",
                                      "%1 rows have a missing value and are left out"};
inline const MessageForm kRowsWithoutTarget{"sources.rows-without-target",
                                            "%1 rows have no class and are left out"};
inline const MessageForm kRowsWithoutNumber{"sources.rows-without-number",
                                            "%1 rows have no number to predict and are left out"};
inline const MessageForm kGuessedRegression{
    "sources.guessed-regression",
    "the target '%1' has many different numbers, which makes a regression; %2 classes takes them for names"};
inline const MessageForm kTestTableOther{
    "sources.test-table-other",
    "%1 has other columns and is left aside; a share of the rows becomes the test set"};
inline const MessageForm kUnseenCategories{
    "sources.unseen-categories",
    "%1 values of the test set are categories that the training data has none of"};

} // namespace tristate::say

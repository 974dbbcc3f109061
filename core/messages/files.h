#pragma once

#include "core/base/message.h"

/// Reading and writing files, and JSON that people write.
namespace tristate::say {

// Files and folders
inline const MessageForm kCannotRead{"file.cannot-read", "cannot read '%1': %2"};
inline const MessageForm kCannotWrite{"file.cannot-write", "cannot write '%1': %2"};
inline const MessageForm kIsNotRegular{"file.is-not-regular", "it is not a regular file"};
inline const MessageForm kInFolder{"file.in-folder", "folder '%1': %2"};
inline const MessageForm kSavedRun{"file.saved-run", "a saved run of Tristate Lab"};
inline const MessageForm kCannotMakeTemporaryFolder{"file.cannot-make-temporary-folder",
                                                    "cannot make a temporary folder like '%1'"};
inline const MessageForm kNoPreset{"file.no-preset", "there is no preset '%1', expected one of %2"};
inline const MessageForm kCannotWritePicture{"file.cannot-write-picture",
                                             "cannot write the picture %1: is the directory writable?"};
inline const MessageForm kCannotMakeDirectory{"file.cannot-make-directory",
                                              "cannot make the directory %1 for pictures"};
inline const MessageForm kNoStateKept{
    "file.no-state-kept", "no state of the run at or before step %1 was kept: a branch can begin later only"};

// JSON
inline const MessageForm kTheWhole{"file.the-whole", "the whole"};
inline const MessageForm kAnObject{"file.an-object", "an object"};
inline const MessageForm kNetSpecOrObject{"file.net-spec-or-object",
                                          "a net spec such as 784-300-100-10, or an object"};
inline const MessageForm kOperationText{"files.operation-text",
                                        "an operation as in the text of a net, e.g. 16c3+1, b, r, add"};
inline const MessageForm kNodesBefore{"files.nodes-before", "a list of numbers from -1, below %1"};
inline const MessageForm kLayerList{"file.layer-list", "a list of layers"};
inline const MessageForm kNestedTooDeep{"file.nested-too-deep", "it is nested more than %1 levels deep"};
inline const MessageForm kKeyTwice{"file.key-twice", "the key '%1' comes twice"};
inline const MessageForm kTooManyKeys{"file.too-many-keys", "an object has more than %1 keys"};
inline const MessageForm kNotJson{"file.not-json", "not JSON at line %1, column %2"};
inline const MessageForm kNumberOutOfRange{"file.number-out-of-range", "a number is out of range"};
inline const MessageForm kFieldIs{"file.field-is", "%1 is %2, expected %3"};
inline const MessageForm kFieldMissing{"file.field-missing", "%1 is missing"};
inline const MessageForm kTrueOrFalse{"file.true-or-false", "true or false"};
inline const MessageForm kAText{"file.a-text", "a text"};
inline const MessageForm kANumber{"file.a-number", "a number"};
inline const MessageForm kWholeNumber{"file.whole-number", "a whole number from %1 to %2"};
inline const MessageForm kOneOf{"file.one-of", "one of %1"};
inline const MessageForm kUnknownKey{"file.unknown-key", "unknown key %1"};
inline const MessageForm kPointList{"file.point-list", "a list of [x, y, class]"};
inline const MessageForm kNetInput{"file.net-input", "[features] or [channels, height, width]"};

// Saved runs
inline const MessageForm kNot{"file.not", "not %1"};
inline const MessageForm kCutShort{"file.cut-short", "cut short after %1 bytes"};
inline const MessageForm kNewerFile{
    "file.newer-file", "of version %1, expected at most %2; a newer Tristate Lab has written it"};
inline const MessageForm kHeaderTooLarge{"file.header-too-large",
                                         "cut short or damaged: its header has %1 bytes, the whole file %2"};
inline const MessageForm kChecksumDoesNotFit{
    "file.checksum-does-not-fit",
    "cut short or damaged: the checksum at its end does not fit the %1 bytes before"};

} // namespace tristate::say

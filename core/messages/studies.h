#pragma once

#include "core/base/message.h"

/// What only programs in a terminal say; English alone.
namespace tristate::say {

// Studies
inline const MessageForm kStudyInterrupted{
    "study.study-interrupted",
    "Interrupted in the run '%1'; the finished runs are kept, and the same command goes on from them."};
/// The run, why, and its folder.
inline const MessageForm kRunOfStudyFailed{
    "study.run-of-study-failed", "The run '%1' failed: %2; it is done again once its folder %3 is removed"};
inline const MessageForm kNoStudy{"study.no-study", "there is no study '%1'; the studies are %2"};

// Commands
inline const MessageForm kSecondsInvalid{"study.seconds-invalid",
                                         "--seconds: expected a number above 0, got %1"};
/// The option, the folder, and what the system says.
inline const MessageForm kOutCannotBeMade{"study.out-cannot-be-made", "%1 %2: the folder cannot be made: %3"};
/// The option, the file, and its folder.
inline const MessageForm kExportWithoutFolder{"study.export-without-folder", "%1 %2: there is no folder %3"};
inline const MessageForm kOutputEmpty{"study.output-empty", "%1 is empty, expected a file"};
inline const MessageForm kTrainingInterrupted{"study.training-interrupted",
                                              "Interrupted after %1 minibatches."};
inline const MessageForm kRunFailed{"study.run-failed", "The run failed."};
/// How a run was broken off, and where it is saved.
inline const MessageForm kBrokenOffAndSaved{"study.broken-off-and-saved", "%1 The run is saved in %2."};
inline const MessageForm kBrokenOffAndLost{"study.broken-off-and-lost",
                                           "%1 Nothing was saved, as there is no --out."};

} // namespace tristate::say

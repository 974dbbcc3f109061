#pragma once

#include "core/base/message.h"

/// What only programs in a terminal say; English alone.
namespace tristate::say {

// Studies
inline const MessageForm kStudyInterrupted{
    "study.study-interrupted",
    "Interrupted in the run '%1'; the finished runs are kept, and the same command goes on from them."};
inline const MessageForm kRunDiverged{"study.run-diverged",
                                      "The run '%1' diverged: its loss is no number any more."};
inline const MessageForm kNoStudy{"study.no-study", "there is no study '%1'; the studies are %2"};

// Commands
inline const MessageForm kSecondsInvalid{"study.seconds-invalid",
                                         "--seconds: expected a number above 0, got %1"};

} // namespace tristate::say

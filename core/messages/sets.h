#pragma once

#include "core/base/message.h"

/// Of sets that many people know: where they are, and loading them from the network.
namespace tristate::say {

inline const MessageForm kUnknownSet{"sets.unknown-set", "there is no set '%1' in the list; the sets are %2"};
inline const MessageForm kSetNotLoaded{
    "sets.not-loaded", "%1 cannot be loaded: %2. Without a network, put its files %3 into the folder '%4'"};
inline const MessageForm kFromAddress{"sets.from-address", "%1 (%2)"};
inline const MessageForm kServerAnswers{"sets.server-answers", "the server answers with the code %1"};
inline const MessageForm kTooManyBytes{"sets.too-many-bytes", "more than the %1 bytes that it has came"};
inline const MessageForm kTooFewBytes{"sets.too-few-bytes", "%1 of %2 bytes came"};
inline const MessageForm kOtherChecksum{
    "sets.other-checksum",
    "what came has another checksum (SHA-256) than the list says, and was thrown away"};
inline const MessageForm kLoadingStopped{"sets.loading-stopped",
                                         "Loading %1 was stopped; it goes on from where it was"};
inline const MessageForm kBeingLoaded{"sets.being-loaded", "another process is loading %1 already"};
inline const MessageForm kCannotKeep{"sets.cannot-keep", "'%1' cannot be written: %2"};

} // namespace tristate::say

#pragma once

#include "core/base/message.h"

/// Links that carry an experiment.
namespace tristate::say {

inline const MessageForm kLinkDamaged{"link.damaged",
                                      "the link is cut short or damaged: was all of it copied?"};
inline const MessageForm kLinkTooLong{
    "link.too-long", "a link of %1 characters would carry the experiment, expected at most %2"};

} // namespace tristate::say

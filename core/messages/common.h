#pragma once

#include "core/base/message.h"

/// Everything that the core says to people, in English, by subject. A file includes the subjects it speaks
/// of; nothing but the id and the form is here. The window translates the forms (context tristate::Messages).
namespace tristate::say {

/// Words that have no form of their own: of the system or of a library, or of an older file.
inline const MessageForm kVerbatim{"verbatim", "%1"};
/// A thing, and what is wrong with it: a file, a setting, a layer.
inline const MessageForm kOfThing{"of-thing", "%1: %2"};

} // namespace tristate::say

#pragma once

#include "core/base/message.h"
#include "core/io/files/json.h"

#include <optional>

namespace tristate::io {

/// A message that is not empty, as {"id": ..., "arguments": [...]}: texts and numbers as they are, a setting
/// as
/// {"setting": path}, a message in a message likewise; an empty one, and a number that is not finite, as
/// null.
Json toJson(const Message& message);

/// None when this program does not know the message, or not in this shape: a newer one may have written it.
std::optional<Message> messageFromJson(const Json& json);

} // namespace tristate::io

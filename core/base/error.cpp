#include "core/base/error.h"

#include "core/messages/common.h"

namespace tristate {

Error::Error(const std::string& sentence) : Error(Message(say::kVerbatim, sentence)) {}

} // namespace tristate

#pragma once

#include <map>
#include <string>

namespace tristate::io {

/// Facts about a model that travel with it in an exported file: keys without prefix, values as text.
using Metadata = std::map<std::string, std::string>;

} // namespace tristate::io

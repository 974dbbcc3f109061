#pragma once

#include <QString>

#include <string>
#include <vector>

namespace tristate::ui {

/// A sentence of the core in the language of the window. The core speaks English and knows no other: its
/// sentences are known here as patterns, "net spec '%1': %2", which are translated like every text; what
/// stands in the places of a pattern is translated, too, unless it is quoted. A sentence that is not known
/// stays as it is.
QString coreText(const std::string& sentence);

/// The patterns, for tests.
std::vector<QString> corePatterns();

} // namespace tristate::ui

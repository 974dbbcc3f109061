#include "app/cli/foot.h"

#include <iostream>
#include <unistd.h>

namespace tristate::cli {

Foot::Foot() : m_terminal(isatty(STDERR_FILENO) == 1) {}

void Foot::show(const std::string& text) const {
    if (m_terminal) std::cerr << "\r\x1b[K" << text << std::flush;
}

} // namespace tristate::cli

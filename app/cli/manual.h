#pragma once

#include <string>

namespace CLI {
class App;
}

namespace tristate::cli {

/// The page of `tristate` for man(1), made of what the application itself knows, so that no option is ever
/// missing: its subcommands with their arguments and options, group by group.
std::string manualPage(const CLI::App& app);

} // namespace tristate::cli

#pragma once

#include <string>

namespace tristate::cli {

/// What `tristate data --list` and `--get` were asked.
struct SetOptions {
    bool list = false;
    std::string get;    ///< name of a set
    std::string into;   ///< folder; empty: that of the user's sets
    std::string mirror; ///< an address that has the files, too; empty: those in the list
    bool json = false;
};

/// Prints the sets that many people know, and where they are on this machine.
void listSets(const SetOptions& options);

/// Loads a set from the network and prints where it is. Throws EndedBySignal after Ctrl-C, with what came
/// kept, and Error as io::download().
void getSet(const SetOptions& options);

} // namespace tristate::cli

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::io {

/// A file of a set, as its makers offer it.
struct SetFile {
    std::string name; ///< behind an address, and in the folder of the set
    std::uint64_t bytes = 0;
    std::string sha256; ///< 64 hex digits
};

/// Data that many people know, and that can be loaded from the network.
struct KnownSet {
    std::string name;                   ///< "fashion-mnist", also of its folder
    std::string title;                  ///< "Fashion-MNIST"
    std::vector<std::string> addresses; ///< each holds all files; the first one that answers is taken
    std::vector<SetFile> files;

    std::uint64_t bytes() const;
};

/// The list in resources/sets.json.
const std::vector<KnownSet>& knownSets();
/// Throws Error naming `where` and what is wrong: no such list, a checksum or a name of a file that cannot be
/// one.
std::vector<KnownSet> setsFromJson(std::string_view text, const std::string& where);
/// Throws Error that lists the names there are.
const KnownSet& requireSet(const std::string& name);

/// $XDG_DATA_HOME/tristate-lab/sets, by default below ~/.local/share: where sets are loaded to, each into a
/// folder of its name.
std::filesystem::path userSetsFolder();

/// What DataSpec::source says for the set in its folder: the folder, or the one file of it.
std::string sourceIn(const KnownSet& set, const std::filesystem::path& folder);

/// Where the set is on this machine: in `userFolder`, or in `datasets` of a folder of $XDG_DATA_DIRS
/// (/usr/share), where Debian's packages put it. A source for DataSpec; empty where it is not whole.
std::string installedAt(const KnownSet& set, const std::filesystem::path& userFolder = userSetsFolder());

} // namespace tristate::io

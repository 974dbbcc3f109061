#pragma once

#include "core/io/sets/known_sets.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace tristate::io {

/// Bytes that are there of all that the set has; called on the thread that loads.
using DownloadProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Loads what is missing of the set into `folder`, which is made, and returns the source for DataSpec. Each
/// file arrives as NAME.part, goes on from there when it was begun before (HTTP's range, where the server
/// knows it), and gets its name when size and SHA-256 are right; what has another checksum is removed. Tries
/// the addresses in their order. Throws Interrupted when `stop` wishes so, with what came kept; Error naming
/// the set, the address and the reason, and the folder where the files can be put in another way: no network,
/// a server's refusal, other bytes than the list says, a full disk. Thread-safe for different folders.
std::string download(const KnownSet& set, const std::filesystem::path& folder,
                     const DownloadProgress& progress = {}, const std::stop_token& stop = {});

} // namespace tristate::io

#pragma once

#include "core/train/checkpoint.h"
#include "core/train/history.h"

#include <filesystem>

namespace tristate::io {

/// A saved run: extension .tristate.
struct SavedSession {
    std::shared_ptr<const train::Checkpoint> checkpoint;
    train::History history;
};

/// One file with settings, weights, gates, optimizer state, random state, curves, gate columns and events.
/// Atomic. Throws Error naming the file.
void saveSession(const std::filesystem::path& file, const train::Checkpoint& checkpoint,
                 const train::History& history);

/// Throws Error naming the file, where it is wrong, what was expected and found (not a session, of a newer
/// version, cut short, damaged). Allocates no more than the file's size justifies.
SavedSession openSession(const std::filesystem::path& file);

} // namespace tristate::io

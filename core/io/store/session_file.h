#pragma once

#include "core/train/checkpoint.h"
#include "core/train/history.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tristate::io {

/// A run that was left for the saved one: a state of it, and its curves, which may go on behind that state.
struct SavedRun {
    std::string name;
    std::string parent;          ///< name of the run it branched from; empty: it began anew
    std::int64_t branchStep = 0; ///< of the parent
    std::shared_ptr<const train::Checkpoint> checkpoint;
    train::History history;
};

/// What a session may hold beside the state of its run.
struct SessionPast {
    /// Earlier states of the run, by rising step.
    std::vector<std::shared_ptr<const train::Checkpoint>> snapshots;
    std::vector<SavedRun> runs;
};

/// A saved run: extension .tristate.
struct SavedSession {
    std::shared_ptr<const train::Checkpoint> checkpoint;
    train::History history;
    SessionPast past;
};

/// One file with settings, weights, gates, optimizer state, random state, curves, gate columns and events.
/// Snapshots and other runs lie in it as sessions of their own. Atomic. Throws Error naming the file.
void saveSession(const std::filesystem::path& file, const train::Checkpoint& checkpoint,
                 const train::History& history, const SessionPast& past = {});

/// Throws Error naming the file, where it is wrong, what was expected and found (not a session, of a newer
/// version, cut short, damaged). Files of all older versions open and go on as they would have. Allocates no
/// more than the file's size justifies, whatever the widths that its net once had.
SavedSession openSession(const std::filesystem::path& file);

} // namespace tristate::io

#pragma once

#include "core/sweep/claims.h"
#include "core/sweep/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tristate::sweep {

/// A folder of runs that workers share, a folder for each:
///
///     ID/result.json         of a finished run; its presence says that the run is finished
///     ID/session.tristate    its state, as `tristate train --out` leaves it; of a run that is not finished a
///                            checkpoint
///     ID/lock, claim, starts of a run that is not finished (claims.h)
///
/// Whatever is killed or finds the disk full, every file is whole. A value; any number of processes.
class RunStore {
public:
    RunStore(std::filesystem::path runs, Locks locks) : m_runs(std::move(runs)), m_locks(locks) {}

    Locks locks() const { return m_locks; }
    std::filesystem::path runFolder(const std::string& id) const { return m_runs / id; }
    std::filesystem::path sessionFile(const std::string& id) const;
    bool hasResult(const std::string& id) const;
    /// Throws Error when it is not there or damaged.
    Result result(const std::string& id) const;
    /// The run is finished once this returns. Throws Error when the disk is full.
    void publish(const Result& result) const;
    /// The same as result(), but a damaged one is put aside, so that its run is done again, and `told` gets a
    /// sentence; nothing then.
    std::optional<Result> resultOrPutAside(const std::string& id, Message& told) const;

private:
    std::filesystem::path resultFile(const std::string& id) const;

    std::filesystem::path m_runs;
    Locks m_locks;
};

} // namespace tristate::sweep

#pragma once

#include "core/data/dataset.h"
#include "core/sweep/claims.h"
#include "core/sweep/plan.h"
#include "core/sweep/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace tristate::sweep {

/// The folder of a sweep, which is all that its workers share:
///
///     sweep.json                  the plan, the version that began it, the kind of locks, digests of data
///     runs/ID/result.json         of a finished run; its presence says that the run is finished
///     runs/ID/session.tristate    its state, as `tristate train --out` leaves it; of a run that is not
///                                 finished a checkpoint
///     runs/ID/lock, claim, starts of a run that is not finished (claims.h)
///
/// Whatever is killed or finds the disk full, every file is whole. A value; any number of processes.
class Folder {
public:
    /// Begins a sweep, in a folder that is empty or not there yet, or goes on with the same one. Loads all
    /// data once to begin. Throws Error when there is another sweep, or something else, in the folder, when
    /// another version began it, and when data cannot be loaded.
    static Folder begin(const std::filesystem::path& folder, const Plan& plan, const std::string& version,
                        std::optional<Locks> locks = {});
    /// The sweep that is there. Throws Error when there is none, or its file is damaged.
    explicit Folder(std::filesystem::path folder);

    /// Throws Error when another version began the sweep.
    void requireVersion(const std::string& version) const;
    /// Throws Error when the data, those of the plan's base from this source, are not those that the sweep
    /// began with.
    void requireData(const std::string& source, const data::Splits& ofBase) const;

    const std::filesystem::path& path() const { return m_folder; }
    const Plan& plan() const { return m_plan; }
    Locks locks() const { return m_locks; }

    std::filesystem::path runFolder(const std::string& id) const { return m_folder / "runs" / id; }
    std::filesystem::path sessionFile(const std::string& id) const;
    bool hasResult(const std::string& id) const;
    /// Throws Error when it is not there or damaged.
    Result result(const std::string& id) const;
    /// The run is finished once this returns. Throws Error when the disk is full.
    void publish(const Result& result) const;
    /// The same, but a damaged one is put aside, so that its run is done again, and `told` gets a sentence;
    /// nothing then.
    std::optional<Result> resultOrPutAside(const std::string& id, Message& told) const;

private:
    Folder() = default;
    std::filesystem::path resultFile(const std::string& id) const;
    std::string text() const;

    std::filesystem::path m_folder;
    Plan m_plan;
    std::string m_version;
    Locks m_locks = Locks::Flock;
    std::map<std::string, std::string> m_data; ///< digests by source
};

} // namespace tristate::sweep

#pragma once

#include "core/data/dataset.h"
#include "core/sweep/plan.h"
#include "core/sweep/run_store.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tristate::sweep {

/// The folder of a sweep, which is all that its workers share:
///
///     sweep.json                  the plan, the version that began it, the kind of locks, digests of data
///     runs                        the runs (run_store.h)
///
/// Whatever is killed or finds the disk full, every file is whole. A value; any number of processes.
class Folder : public RunStore {
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

    /// Whether some of its data have this data::fingerprint().
    bool hasData(std::string_view fingerprint) const;

    const std::filesystem::path& path() const { return m_folder; }
    const Plan& plan() const { return m_plan; }

private:
    Folder() : RunStore({}, Locks::Flock) {}
    std::string text() const;

    std::filesystem::path m_folder;
    Plan m_plan;
    std::string m_version;
    std::map<std::string, std::string> m_data; ///< digests by source
};

} // namespace tristate::sweep

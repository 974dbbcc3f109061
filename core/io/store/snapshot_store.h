#pragma once

#include "core/base/mutex.h"
#include "core/train/checkpoint.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace tristate::io {

/// How much of a run's past is kept.
struct SnapshotLimits {
    std::size_t most = 200;                  ///< snapshots
    std::size_t memoryBytes = 48ULL << 20;   ///< beyond, the oldest go to disk; the newest always stays
    std::uintmax_t diskBytes = 512ULL << 20; ///< beyond, snapshots are given up
};

/// What a snapshot takes up in memory, its data aside.
std::size_t bytesOf(const train::Checkpoint& snapshot);

/// The snapshots of a run, evenly spread over it: the newest in memory, the others as files. However long the
/// run gets, the limits hold. Files belong to the stores that share them and go with the last one. Any thread
/// may call anything; adding never waits for a disk.
class SnapshotStore {
public:
    /// Files are written into `directory`, which is there.
    explicit SnapshotStore(std::filesystem::path directory, SnapshotLimits limits = {});

    /// Snapshots at this step or later are dropped first: a run that diverged has gone back.
    void add(std::shared_ptr<const train::Checkpoint> snapshot);
    void dropFrom(std::int64_t step);
    /// There is more in memory than the limit: spill() has something to do.
    bool isOverMemory() const;
    /// Writes what exceeds the limit of memory to disk. One thread at a time. Throws Error when that cannot
    /// be; the snapshots in question are given up, so that the limit holds.
    void spill();

    /// The snapshot nearest to `step` that is not after it, null when there is none. May read a file; throws
    /// Error when it cannot. `data` is what the run was last seen with, null when it was not.
    std::shared_ptr<const train::Checkpoint> atOrBefore(std::int64_t step) const;
    /// Of all that are kept, rising.
    std::vector<std::int64_t> steps() const;
    /// The data of the newest snapshot, null when it came without.
    std::shared_ptr<const data::Splits> data() const;
    std::size_t bytesInMemory() const;
    std::uintmax_t bytesOnDisk() const;

    /// A store for a branch that begins at `step`: it shares the snapshots up to there.
    std::shared_ptr<SnapshotStore> branch(std::int64_t step) const;
    /// The run is left: the store keeps `most` snapshots from now on, and spill() writes all of them to disk,
    /// so that neither they nor the data they refer to take up memory.
    void retire(std::size_t most);

private:
    class File;
    struct Entry {
        std::int64_t step = 0;
        std::size_t bytes = 0;                             ///< in memory
        std::shared_ptr<const train::Checkpoint> inMemory; ///< null: it is in the file
        std::shared_ptr<const File> file;
    };
    using Entries = std::vector<Entry>;
    std::size_t inMemory() const TRISTATE_REQUIRES(m_mutex);
    std::uintmax_t onDisk() const TRISTATE_REQUIRES(m_mutex);
    const Entry* nextToSpill() const TRISTATE_REQUIRES(m_mutex);
    /// Returns what is given up, to be dropped with the mutex free: memory and files go with it.
    [[nodiscard]] Entries thin() TRISTATE_REQUIRES(m_mutex);

    const std::filesystem::path m_directory;
    const SnapshotLimits m_limits;
    mutable Mutex m_mutex;
    std::size_t m_most TRISTATE_GUARDED_BY(m_mutex); ///< m_limits.most, or less of a run that was left
    bool m_retired TRISTATE_GUARDED_BY(m_mutex) = false;
    Entries m_entries TRISTATE_GUARDED_BY(m_mutex); ///< by rising step
    std::shared_ptr<const data::Splits> m_data TRISTATE_GUARDED_BY(m_mutex);
};

} // namespace tristate::io

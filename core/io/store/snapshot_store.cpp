#include "core/io/store/snapshot_store.h"

#include "core/base/error.h"
#include "core/io/store/session_file.h"
#include "core/train/snapshots.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <numeric>
#include <utility>

namespace tristate::io {

/// A snapshot on disk, as a session file without curves.
class SnapshotStore::File {
public:
    File(const std::filesystem::path& directory, const train::Checkpoint& snapshot)
        : m_path(directory / ("snapshot" + std::to_string(s_count++) + ".tristate")) {
        saveSession(m_path, snapshot, {});
        bytes = std::filesystem::file_size(m_path);
    }
    ~File() {
        std::error_code ignored; // nothing to be done about it
        std::filesystem::remove(m_path, ignored);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    std::shared_ptr<const train::Checkpoint> read() const { return openSession(m_path).checkpoint; }

    std::uintmax_t bytes = 0;

private:
    static inline std::atomic<std::uint64_t> s_count = 0;
    std::filesystem::path m_path;
};

namespace {

std::size_t sizeOf(const nn::Parameter<float>& parameter) {
    auto values = static_cast<std::size_t>(parameter.value.size() + parameter.gradient.size());
    for (const auto& slot : parameter.slots) values += static_cast<std::size_t>(slot.size());
    return values * sizeof(float);
}

} // namespace

std::size_t bytesOf(const train::Checkpoint& snapshot) {
    std::size_t bytes = snapshot.trainer.order.permutation().size() * sizeof(std::uint32_t);
    for (const auto* parameter : snapshot.network.parameters()) bytes += sizeOf(*parameter);
    for (const auto* buffer : snapshot.network.buffers()) bytes += sizeOf(*buffer);
    return bytes;
}

SnapshotStore::SnapshotStore(std::filesystem::path directory, SnapshotLimits limits)
    : m_directory(std::move(directory)), m_limits(limits), m_most(limits.most) {}

void SnapshotStore::add(std::shared_ptr<const train::Checkpoint> snapshot) {
    const auto step = snapshot->trainer.step;
    const std::size_t bytes = bytesOf(*snapshot);
    dropFrom(step);
    Entry closest;
    Entries dropped;
    const LockGuard lock(m_mutex);
    if (snapshot->data) m_data = snapshot->data;
    // Of a long run they come closer together than they can stay: what would soon be given up is given up
    // before it is written to disk.
    const auto spread = step / static_cast<std::int64_t>(std::max<std::size_t>(m_most, 2));
    if (m_entries.size() >= 2 && step - m_entries[m_entries.size() - 2].step <= spread) {
        closest = std::move(m_entries.back());
        m_entries.pop_back();
    }
    m_entries.push_back({step, bytes, std::move(snapshot), nullptr});
    dropped = thin();
}

void SnapshotStore::dropFrom(std::int64_t step) {
    Entries dropped;
    const LockGuard lock(m_mutex);
    const auto first = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& entry) { return entry.step >= step; });
    dropped.assign(std::make_move_iterator(first), std::make_move_iterator(m_entries.end()));
    m_entries.erase(first, m_entries.end());
}

std::size_t SnapshotStore::inMemory() const {
    return std::accumulate(m_entries.begin(), m_entries.end(), std::size_t(0),
                           [](std::size_t sum, const Entry& e) { return sum + (e.inMemory ? e.bytes : 0); });
}

std::uintmax_t SnapshotStore::onDisk() const {
    return std::accumulate(
        m_entries.begin(), m_entries.end(), std::uintmax_t(0),
        [](std::uintmax_t sum, const Entry& e) { return sum + (e.file ? e.file->bytes : 0); });
}

SnapshotStore::Entries SnapshotStore::thin() {
    Entries dropped;
    while (m_entries.size() > std::max<std::size_t>(m_most, 2) ||
           (m_entries.size() > 2 && onDisk() > m_limits.diskBytes)) {
        std::vector<std::int64_t> steps;
        for (const Entry& entry : m_entries) steps.push_back(entry.step);
        const auto entry = m_entries.begin() + static_cast<std::ptrdiff_t>(train::mostDispensable(steps));
        dropped.push_back(std::move(*entry));
        m_entries.erase(entry);
    }
    return dropped;
}

const SnapshotStore::Entry* SnapshotStore::nextToSpill() const {
    if (!m_retired && inMemory() <= m_limits.memoryBytes) return nullptr;
    const auto end = m_entries.end() - (m_retired || m_entries.empty() ? 0 : 1);
    const auto oldest = std::find_if(m_entries.begin(), end, [](const Entry& e) { return e.inMemory; });
    return oldest == end ? nullptr : &*oldest;
}

bool SnapshotStore::isOverMemory() const {
    const LockGuard lock(m_mutex);
    return nextToSpill() != nullptr;
}

void SnapshotStore::spill() {
    for (;;) {
        std::shared_ptr<const train::Checkpoint> snapshot;
        {
            const LockGuard lock(m_mutex);
            if (const Entry* next = nextToSpill()) snapshot = next->inMemory;
        }
        if (!snapshot) return;
        std::shared_ptr<const File> file;
        std::exception_ptr failure;
        try {
            file = std::make_shared<const File>(m_directory, *snapshot);
        } catch (const std::exception&) {
            failure = std::current_exception();
        }
        Entries dropped;
        const LockGuard lock(m_mutex);
        const auto entry = std::find_if(m_entries.begin(), m_entries.end(),
                                        [&](const Entry& e) { return e.inMemory == snapshot; });
        if (entry == m_entries.end()) continue; // given up meanwhile
        if (failure) {
            m_entries.erase(entry);
            std::rethrow_exception(failure);
        }
        entry->inMemory = nullptr; // `snapshot` holds it until the mutex is free
        entry->file = std::move(file);
        dropped = thin();
    }
}

std::shared_ptr<const train::Checkpoint> SnapshotStore::atOrBefore(std::int64_t step) const {
    Entry found;
    std::shared_ptr<const data::Splits> data;
    {
        const LockGuard lock(m_mutex);
        const auto after = std::find_if(m_entries.begin(), m_entries.end(),
                                        [&](const Entry& entry) { return entry.step > step; });
        if (after == m_entries.begin()) return nullptr;
        found = *std::prev(after);
        data = m_data;
    }
    if (found.inMemory && (found.inMemory->data || !data)) return found.inMemory;
    auto snapshot =
        std::make_shared<train::Checkpoint>(found.inMemory ? *found.inMemory : *found.file->read());
    snapshot->data = std::move(data);
    return snapshot;
}

std::vector<std::int64_t> SnapshotStore::steps() const {
    const LockGuard lock(m_mutex);
    std::vector<std::int64_t> steps;
    for (const Entry& entry : m_entries) steps.push_back(entry.step);
    return steps;
}

std::shared_ptr<const data::Splits> SnapshotStore::data() const {
    const LockGuard lock(m_mutex);
    return m_data;
}

std::size_t SnapshotStore::bytesInMemory() const {
    const LockGuard lock(m_mutex);
    return inMemory();
}

std::uintmax_t SnapshotStore::bytesOnDisk() const {
    const LockGuard lock(m_mutex);
    return onDisk();
}

std::shared_ptr<SnapshotStore> SnapshotStore::branch(std::int64_t step) const {
    Entries entries;
    std::shared_ptr<const data::Splits> data;
    {
        const LockGuard lock(m_mutex);
        std::copy_if(m_entries.begin(), m_entries.end(), std::back_inserter(entries),
                     [&](const Entry& entry) { return entry.step <= step; });
        data = m_data;
    }
    auto store = std::make_shared<SnapshotStore>(m_directory, m_limits);
    const LockGuard lock(store->m_mutex);
    store->m_entries = std::move(entries);
    store->m_data = std::move(data);
    return store;
}

void SnapshotStore::retire(std::size_t most) {
    Entries dropped;
    std::shared_ptr<const data::Splits> data;
    const LockGuard lock(m_mutex);
    m_most = most;
    m_retired = true;
    m_data.swap(data);
    dropped = thin();
}

} // namespace tristate::io

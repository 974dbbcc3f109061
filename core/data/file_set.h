#pragma once

#include "core/base/mutex.h"
#include "core/data/byte_source.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tristate::data {

/// The files below a folder, or in an archive (.zip, .tar, .tar.gz, told apart by content), by their paths
/// there: "train/cat/1.png", in the order of their bytes. An archive is read into memory; nothing is
/// unpacked to disk. Reading is thread-safe.
class FileSet {
public:
    /// Throws Error naming the archive and the entry: one that is damaged, encrypted, unpacks to more than
    /// deflate can pack, or whose path leads out of the archive. `progress`: hears of reading an archive, as
    /// its next part; null: nobody.
    explicit FileSet(const std::filesystem::path& source, LoadProgress* progress = nullptr);

    /// Whether the beginning of a file is that of an archive.
    static bool isArchive(const std::filesystem::path& file);

    const std::string& name() const { return m_name; } ///< of the source, as given
    const std::vector<std::string>& paths() const { return m_paths; }
    bool isInMemory() const { return m_isArchive; }
    /// The bytes of file `index` of paths(), unpacked when it is gzip.
    ByteSource open(std::size_t index) const TRISTATE_EXCLUDES(m_mutex);
    /// The same for who needs it once: its memory goes with what is returned. To open it again, an archive is
    /// read again.
    ByteSource take(std::size_t index) const TRISTATE_EXCLUDES(m_mutex);

private:
    using Bytes = std::shared_ptr<std::vector<std::uint8_t>>;

    /// An entry; small ones share memory, which is given back with the last of them.
    struct Content {
        Bytes bytes{}; ///< null: taken
        std::size_t begin = 0, size = 0;
    };

    void listFolder(const std::filesystem::path& folder, LoadProgress* progress);
    std::vector<std::pair<std::string, Content>> readArchive(LoadProgress* progress) const;
    static Content kept(std::vector<std::uint8_t> bytes, Bytes& block);
    Content content(std::size_t index) const TRISTATE_REQUIRES(m_mutex);

    std::string m_name;
    bool m_isArchive = false;
    std::vector<std::string> m_paths;
    mutable Mutex m_mutex;
    mutable std::vector<Content> m_contents TRISTATE_GUARDED_BY(m_mutex); ///< of an archive
};

} // namespace tristate::data

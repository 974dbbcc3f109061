#include "core/data/file_set.h"

#include "core/base/error.h"
#include "core/messages/sources.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <memory>
#include <numeric>
#include <string_view>
#include <utility>

namespace tristate::data {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 20'000'000;
constexpr std::size_t kReadAtOnce = 1 << 16;

struct ArchiveCloser {
    void operator()(archive* open) const { archive_read_free(open); }
};
using ArchivePtr = std::unique_ptr<archive, ArchiveCloser>;

/// What libarchive says is wrong, which may be nothing.
std::string reasonOf(archive* open) {
    const char* reason = archive_error_string(open);
    return reason ? reason : "its structure is damaged";
}

ArchivePtr openArchive(const fs::path& file, const std::string& name) {
    ArchivePtr open(archive_read_new());
    if (!open) throw std::bad_alloc();
    archive_read_support_format_zip(open.get());
    archive_read_support_format_tar(open.get());
    archive_read_support_filter_gzip(open.get());
    if (archive_read_open_filename(open.get(), file.c_str(), kReadAtOnce) != ARCHIVE_OK)
        throw Error(say::kArchiveDamaged, name, reasonOf(open.get()));
    return open;
}

/// Without "./" at its beginning. Throws when it leads elsewhere.
std::string pathOf(archive_entry* entry, const std::string& name) {
    const char* utf8 = archive_entry_pathname_utf8(entry);
    const char* text = utf8 ? utf8 : archive_entry_pathname(entry);
    if (!text) throw Error(say::kArchivePath, name, "");
    const fs::path path = fs::path(text).lexically_normal();
    if (path.is_absolute() || (!path.empty() && *path.begin() == ".."))
        throw Error(say::kArchivePath, name, text);
    return path.string();
}

/// Throws unless the entry is packed in a way that takes no more memory than it holds: what others take, a
/// few damaged bytes decide. Of the entry whose header was read last.
void requirePlainMethod(archive* open, const std::string& name, const std::string& path) {
    if ((archive_format(open) & ARCHIVE_FORMAT_BASE_MASK) != ARCHIVE_FORMAT_ZIP) return;
    const std::string_view format = archive_format_name(open); // "ZIP 2.0 (deflation)"
    const std::size_t begin = format.find('(') + 1;
    const std::string_view method = format.substr(begin, format.rfind(')') - begin);
    for (const std::string_view known : {"uncompressed", "deflation", "bzip"})
        if (method == known) return;
    throw Error(say::kArchiveMethod, name, path, method);
}

/// An archive that is being read from its beginning to its end.
struct OpenArchive {
    archive* open;
    const std::string& name;
    std::uint64_t
        room; ///< bytes of an entry that may be believed at once; what is more makes room as it comes
    std::uint64_t left; ///< bytes that it may still unpack to
    LoadProgress* progress;
};

/// `claimed`: its size, says the archive.
std::vector<std::uint8_t> readEntry(OpenArchive& from, const std::string& path, std::uint64_t claimed) {
    std::vector<std::uint8_t> bytes;
    bytes.reserve(static_cast<std::size_t>(std::min({claimed, from.room, from.left})) + kReadAtOnce);
    for (;;) {
        const std::size_t had = bytes.size();
        bytes.resize(had + kReadAtOnce);
        const la_ssize_t got = archive_read_data(from.open, bytes.data() + had, kReadAtOnce);
        if (got < 0) throw Error(say::kArchiveEntry, from.name, path, reasonOf(from.open));
        bytes.resize(had + static_cast<std::size_t>(got));
        if (static_cast<std::uint64_t>(got) > from.left) throw Error(say::kArchiveBomb, from.name, path);
        from.left -= static_cast<std::uint64_t>(got);
        if (from.progress)
            from.progress->reach(static_cast<std::uint64_t>(archive_filter_bytes(from.open, -1)));
        if (got == 0) return bytes;
    }
}

} // namespace

FileSet::FileSet(const fs::path& source, LoadProgress* progress) : m_name(source.string()) {
    std::error_code ignored;
    m_isArchive = fs::is_regular_file(source, ignored);
    if (!m_isArchive) {
        listFolder(source, progress);
        return;
    }
    const LockGuard lock(m_mutex);
    for (auto& [path, bytes] : readArchive(progress)) {
        m_paths.push_back(std::move(path));
        m_contents.push_back(std::move(bytes));
    }
}

bool FileSet::isArchive(const fs::path& file) {
    ByteSource source(file); // a packed tar looks like a tar
    constexpr std::size_t kTarMagic = 257;
    std::vector<std::uint8_t> bytes(kTarMagic + 5);
    bytes.resize(source.readUpTo(bytes));
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return text.starts_with("PK\x03\x04") || text.starts_with("PK\x05\x06") ||
           (text.size() > kTarMagic && text.substr(kTarMagic) == "ustar");
}

void FileSet::listFolder(const fs::path& folder, LoadProgress* progress) {
    std::error_code problem;
    const auto options = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator entry(folder, options, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        if (progress) progress->check();
        std::error_code ignored;
        const std::string name = entry->path().filename().string();
        if (name.starts_with('.') && entry->is_directory(ignored)) entry.disable_recursion_pending();
        if (!entry->is_regular_file(ignored) || name.starts_with('.')) continue;
        m_paths.push_back(entry->path().lexically_relative(folder).string());
        if (m_paths.size() > kMaxFiles) throw Error(say::kTooManyFiles, m_name, kMaxFiles);
    }
    std::sort(m_paths.begin(), m_paths.end());
}

/// What is small goes behind others into `block`, or into a new one in its place: so many entries of their
/// own would leave no memory that the system could have back.
FileSet::Content FileSet::kept(std::vector<std::uint8_t> bytes, Bytes& block) {
    constexpr std::size_t kSmall = 1 << 16, kBlock = 1 << 20;
    const std::size_t size = bytes.size();
    if (size > kSmall) {
        if (bytes.capacity() - size > size / 8) bytes.shrink_to_fit();
        return {std::make_shared<std::vector<std::uint8_t>>(std::move(bytes)), 0, size};
    }
    if (!block || block->capacity() - block->size() < size) {
        block = std::make_shared<std::vector<std::uint8_t>>();
        block->reserve(kBlock);
    }
    const std::size_t begin = block->size();
    block->insert(block->end(), bytes.begin(), bytes.end());
    return {block, begin, size};
}

/// In the order of their paths.
std::vector<std::pair<std::string, FileSet::Content>> FileSet::readArchive(LoadProgress* progress) const {
    const fs::path file(m_name);
    constexpr std::uint64_t kMaxDeflateRatio = 1032, kUsualRatio = 32, kFree = 1 << 20;
    std::error_code ignored;
    const std::uint64_t size = fs::file_size(file, ignored);
    const std::string name = "'" + m_name + "'";
    const ArchivePtr open = openArchive(file, name);
    OpenArchive from{open.get(), name, size * kUsualRatio, size * kMaxDeflateRatio + kFree, progress};
    if (progress) progress->beginPart(0.4, size);
    std::vector<std::pair<std::string, Content>> files;
    Bytes block;
    archive_entry* entry = nullptr;
    for (int status = 0; (status = archive_read_next_header(open.get(), &entry)) != ARCHIVE_EOF;) {
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            throw Error(say::kArchiveDamaged, name, reasonOf(open.get()));
        const std::string path = pathOf(entry, name);
        if (archive_entry_is_data_encrypted(entry)) throw Error(say::kArchiveEncrypted, name, path);
        const std::string last = fs::path(path).filename().string();
        if (archive_entry_filetype(entry) != AE_IFREG || last.starts_with('.') ||
            path.starts_with("__MACOSX"))
            continue;
        requirePlainMethod(open.get(), name, path);
        const auto claimed = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(entry), 0));
        files.emplace_back(path, kept(readEntry(from, path, claimed), block));
        if (files.size() > kMaxFiles) throw Error(say::kTooManyFiles, m_name, kMaxFiles);
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return files;
}

FileSet::Content FileSet::content(std::size_t index) const {
    if (m_contents[index].bytes) return m_contents[index];
    auto files = readArchive(nullptr);
    if (!std::equal(files.begin(), files.end(), m_paths.begin(), m_paths.end(),
                    [](const auto& file, const std::string& path) { return file.first == path; }))
        throw Error(say::kArchiveChanged, m_name);
    for (std::size_t i = 0; i < files.size(); ++i)
        if (!m_contents[i].bytes) m_contents[i] = std::move(files[i].second);
    return m_contents[index];
}

ByteSource FileSet::open(std::size_t index) const {
    const fs::path path = fs::path(m_name) / m_paths[index];
    if (!m_isArchive) return ByteSource(path);
    Content own;
    {
        const LockGuard lock(m_mutex);
        own = content(index);
    }
    return ByteSource("'" + path.string() + "'", std::move(own.bytes), own.begin, own.size);
}

ByteSource FileSet::take(std::size_t index) const {
    ByteSource source = open(index);
    if (m_isArchive) {
        const LockGuard lock(m_mutex);
        m_contents[index] = {};
    }
    return source;
}

} // namespace tristate::data

#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <string>
#include <utility>
#include <vector>

/// Archives in memory, as libarchive writes them.
namespace tristate::test {

using Files = std::vector<std::pair<std::string, std::string>>; ///< path and content

enum class ArchiveKind { Zip, Tar, TarGz };

inline std::string archive(const Files& files, ArchiveKind kind) {
    std::string bytes(1 << 20, '\0');
    std::size_t used = 0;
    ::archive* const writer = archive_write_new();
    if (kind == ArchiveKind::Zip)
        archive_write_set_format_zip(writer);
    else
        archive_write_set_format_ustar(writer);
    if (kind == ArchiveKind::TarGz) archive_write_add_filter_gzip(writer);
    archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
    for (const auto& [path, content] : files) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, path.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(writer, entry);
        archive_write_data(writer, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    bytes.resize(used);
    return bytes;
}

} // namespace tristate::test

#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// Archives in memory, as libarchive writes them.
namespace tristate::test {

using Files = std::vector<std::pair<std::string, std::string>>; ///< path and content

enum class ArchiveKind { Zip, Tar, TarGz };

/// The archive that `writer`, whose format is set, makes of the files; it is freed.
inline std::string written(::archive* writer, const Files& files, bool isSparse = false) {
    std::string bytes(1 << 20, '\0');
    std::size_t used = 0;
    archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
    for (const auto& [path, content] : files) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, path.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        if (isSparse) archive_entry_sparse_add_entry(entry, 0, 1);
        archive_write_header(writer, entry);
        archive_write_data(writer, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    bytes.resize(used);
    return bytes;
}

inline std::string archive(const Files& files, ArchiveKind kind) {
    ::archive* const writer = archive_write_new();
    if (kind == ArchiveKind::Zip)
        archive_write_set_format_zip(writer);
    else
        archive_write_set_format_ustar(writer);
    if (kind == ArchiveKind::TarGz) archive_write_add_filter_gzip(writer);
    return written(writer, files);
}

/// A tar that stores the first byte of each file, and says that all behind it is 0.
inline std::string sparseTar(const Files& files) {
    ::archive* const writer = archive_write_new();
    archive_write_set_format_pax(writer);
    return written(writer, files, true);
}

/// A zip that takes a password.
inline std::string encryptedZip(const Files& files) {
    ::archive* const writer = archive_write_new();
    archive_write_set_format_zip(writer);
    if (archive_write_set_options(writer, "zip:encryption=traditional") != ARCHIVE_OK ||
        archive_write_set_passphrase(writer, "secret") != ARCHIVE_OK)
        throw std::runtime_error("libarchive cannot encrypt");
    return written(writer, files);
}

/// The zip with another number for how its entries are packed.
inline std::string claimingMethod(std::string zip, char method) {
    const auto put = [&](const char* header, std::size_t behind) {
        for (auto at = zip.find(header); at != std::string::npos; at = zip.find(header, at + 4))
            zip[at + behind] = method;
    };
    put("PK\x03\x04", 8);
    put("PK\x01\x02", 10);
    return zip;
}

} // namespace tristate::test

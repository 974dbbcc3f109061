#include "core/data/byte_source.h"

#include "core/base/error.h"
#include "core/messages/data.h"
#include "core/messages/formats.h"

#include <algorithm>
#include <cstdint>
#include <new>
#include <utility>
#include <zlib.h>

namespace tristate::data {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = 1 << 20;
constexpr std::uint64_t kMaxDeflateRatio = 1032; // deflate cannot pack better (zlib's technical details)

gzFile handle(void* file) {
    return static_cast<gzFile>(file);
}

} // namespace

void ByteSource::Closer::operator()(void* file) const {
    gzclose_r(handle(file));
}

ByteSource::ByteSource(const fs::path& file) : m_name("'" + file.string() + "'") {
    std::error_code problem;
    const fs::file_status status = fs::status(file, problem);
    if (!fs::exists(status)) throw Error(say::kNoFile, m_name);
    if (!fs::is_regular_file(status)) throw Error(say::kNotRegularFile, m_name); // opening a pipe would hang
    m_sizeOnDisk = fs::file_size(file, problem);
    // gzopen passes on the bytes of a file that is not gzip, so both kinds are read alike.
    if (!problem) m_file.reset(gzopen(file.c_str(), "rb"));
    if (!m_file) throw Error(say::kCannotOpen, m_name);
    gzbuffer(handle(m_file.get()), 128 * 1024);
}

ByteSource::ByteSource(std::string name, std::span<const std::uint8_t> bytes)
    : m_name(std::move(name)), m_memory(bytes) {
    if (bytes.size() > 2 && bytes[0] == 0x1f && bytes[1] == 0x8b) unpackMemory();
    m_sizeOnDisk = m_memory.size();
}

ByteSource::ByteSource(std::string name, std::shared_ptr<std::vector<std::uint8_t>> bytes, std::size_t begin,
                       std::size_t size)
    : ByteSource(std::move(name), std::span<const std::uint8_t>(*bytes).subspan(begin, size)) {
    if (m_memory.data() == bytes->data() + begin) m_shared = std::move(bytes); // it was not unpacked
}

void ByteSource::watch(LoadProgress* progress, double share) {
    m_progress = progress;
    if (progress) progress->beginPart(share, m_sizeOnDisk);
}

/// Of what was read, by blocks.
void ByteSource::tell(bool isAtEnd) {
    if (!m_progress || (!isAtEnd && m_position < m_told + kChunk)) return;
    m_told = m_position;
    if (isAtEnd) return m_progress->reach(m_sizeOnDisk);
    m_progress->reach(m_file ? static_cast<std::uint64_t>(gzoffset(handle(m_file.get()))) : m_position);
}

void ByteSource::unpackMemory() {
    z_stream stream{};
    constexpr int kGzip = 15 + 16; // window bits, and 16 for gzip
    if (inflateInit2(&stream, kGzip) != Z_OK) throw std::bad_alloc();
    const std::unique_ptr<z_stream, int (*)(z_stream*)> closer(&stream, inflateEnd);
    stream.next_in = m_memory.data();
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(m_memory.size(), UINT32_MAX));
    for (int status = Z_OK; status != Z_STREAM_END;) {
        const std::size_t had = m_unpacked.size();
        m_unpacked.resize(std::max(2 * had, m_memory.size() + kChunk / 16));
        stream.next_out = m_unpacked.data() + had;
        stream.avail_out = static_cast<uInt>(std::min<std::size_t>(m_unpacked.size() - had, UINT32_MAX));
        const uInt room = stream.avail_out;
        status = inflate(&stream, Z_NO_FLUSH);
        m_unpacked.resize(had + room - stream.avail_out);
        if (status == Z_OK && stream.avail_out > 0)
            throw Error(say::kGzipTruncated, m_name, m_unpacked.size());
        if (status == Z_BUF_ERROR) throw Error(say::kGzipTruncated, m_name, m_unpacked.size());
        if (status != Z_OK && status != Z_STREAM_END)
            throw Error(say::kGzipDamaged, m_name, m_unpacked.size());
    }
    m_memory = m_unpacked;
}

std::size_t ByteSource::readSomeFromMemory(std::span<std::uint8_t> bytes) {
    const auto left = m_memory.subspan(static_cast<std::size_t>(m_position));
    const std::size_t got = std::min(bytes.size(), left.size());
    std::copy_n(left.begin(), got, bytes.begin());
    m_position += got;
    tell(got == 0);
    return got;
}

/// All that is left of it.
std::vector<std::uint8_t> ByteSource::takeMemory() {
    std::vector<std::uint8_t> bytes;
    if (!m_unpacked.empty())
        bytes = std::move(m_unpacked);
    else if (m_shared.use_count() == 1 && m_shared->size() == m_memory.size())
        bytes = std::move(*m_shared);
    else
        bytes.assign(m_memory.begin(), m_memory.end());
    tell(true);
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(m_position));
    m_position = 0;
    m_memory = {};
    return bytes;
}

bool ByteSource::isPacked() const {
    return m_file && gzdirect(handle(m_file.get())) == 0;
}

std::size_t ByteSource::readSome(std::span<std::uint8_t> bytes) {
    if (!m_file) return readSomeFromMemory(bytes);
    const int got =
        gzread(handle(m_file.get()), bytes.data(), static_cast<unsigned>(std::min(bytes.size(), kChunk)));
    int status = Z_OK;
    gzerror(handle(m_file.get()), &status);
    if (status == Z_BUF_ERROR) {
        throw Error(say::kGzipTruncated, m_name, m_position);
    }
    if (status == Z_ERRNO) throw Error(say::kCannotReadOn, m_name, m_position);
    if (got < 0 || status != Z_OK) throw Error(say::kGzipDamaged, m_name, m_position);
    m_position += static_cast<std::uint64_t>(got);
    tell(got == 0);
    return static_cast<std::size_t>(got);
}

std::size_t ByteSource::readUpTo(std::span<std::uint8_t> bytes) {
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const std::size_t got = readSome(bytes.subspan(filled));
        if (got == 0) break;
        filled += got;
    }
    return filled;
}

void ByteSource::readExactly(std::span<std::uint8_t> bytes, const std::string& what) {
    if (readUpTo(bytes) < bytes.size()) {
        throw Error(say::kEndsWithin, m_name, m_position, what);
    }
}

std::vector<std::uint8_t> ByteSource::readAll() {
    if (!m_file) return takeMemory();
    std::vector<std::uint8_t> bytes;
    for (;;) {
        const std::size_t had = bytes.size();
        // Exactly enough for a plain file, and one byte that finds its end.
        const std::size_t room = had == 0 ? m_sizeOnDisk + 1 : std::max(had, kChunk);
        bytes.resize(had + room);
        const std::size_t got = readUpTo(std::span(bytes).subspan(had));
        bytes.resize(had + got);
        if (got < room) return bytes;
    }
}

std::vector<std::uint8_t> ByteSource::readRest(std::uint64_t count, const std::string& what) {
    const bool packed = isPacked();
    const std::uint64_t most =
        packed ? m_sizeOnDisk * kMaxDeflateRatio : m_sizeOnDisk - std::min(m_position, m_sizeOnDisk);
    if (count > most) {
        throw Error(say::kPromisesMoreThanFits, m_name, what, count,
                    Message(packed ? say::kGzipOfThisSize : say::kTheFile), most);
    }
    if (!m_file && count == most) return takeMemory();
    std::vector<std::uint8_t> bytes;
    if (!packed) bytes.reserve(count); // bounded by the size of the file
    while (bytes.size() < count) {
        const std::size_t before = bytes.size();
        bytes.resize(before + std::min<std::uint64_t>(kChunk, count - before));
        const std::size_t got = readSome(std::span(bytes).subspan(before));
        bytes.resize(before + got);
        if (got == 0) {
            throw Error(say::kPromisesMoreThanFollows, m_name, what, count, bytes.size());
        }
    }
    // Reading on also makes zlib compare the checksum at the end of a gzip file.
    std::uint8_t surplus = 0;
    if (readSome({&surplus, 1}) != 0) {
        throw Error(say::kBytesLeftOver, m_name, what);
    }
    return bytes;
}

} // namespace tristate::data

#include "core/io/files/zip.h"

#include "core/base/error.h"
#include "core/messages/common.h"
#include "core/messages/formats.h"

#include <cstdint>
#include <limits>
#include <zlib.h>

namespace tristate::io {

namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50, kCentralHeader = 0x02014b50, kEnd = 0x06054b50;
constexpr std::size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22;
constexpr int kVersion = 20;            ///< 2.0, what every reader knows
constexpr int kUtf8 = 1 << 11;          ///< the names are UTF-8
constexpr int kFirstDay = (1 << 5) | 1; ///< 1980-01-01

std::uint32_t checksum(const std::string& bytes) {
    return static_cast<std::uint32_t>(
        ::crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

/// Appends little-endian numbers.
class Bytes {
public:
    Bytes& u16(std::size_t value) { return number(value, 2); }
    Bytes& u32(std::size_t value) { return number(value, 4); }
    Bytes& text(const std::string& text) {
        m_bytes += text;
        return *this;
    }
    const std::string& all() const { return m_bytes; }

private:
    Bytes& number(std::size_t value, int size) {
        for (int i = 0; i < size; ++i) m_bytes += static_cast<char>(value >> (8 * i) & 0xff);
        return *this;
    }

    std::string m_bytes;
};

/// What the local and the central header of a file share.
void addCommon(Bytes& bytes, const std::string& name, const std::string& content) {
    bytes.u16(kVersion).u16(kUtf8).u16(0).u16(0).u16(kFirstDay); // stored
    bytes.u32(checksum(content)).u32(content.size()).u32(content.size()).u16(name.size()).u16(0);
}

/// Reads little-endian numbers within bounds.
class ZipReader {
public:
    ZipReader(const std::string& bytes, std::string where) : m_bytes(bytes), m_where(std::move(where)) {}

    ZipEntries read() const {
        const std::size_t end = findEnd();
        const std::size_t count = number(end + 10, 2), size = number(end + 12, 4);
        std::size_t at = number(end + 16, 4);
        if (at > end || size != end - at) fail(Message(say::kZipDirectoryNotBeforeEnd));
        ZipEntries entries;
        for (std::size_t i = 0; i < count; ++i) at = readFile(at, entries);
        if (at != end) fail(Message(say::kZipDirectoryLength));
        return entries;
    }

private:
    [[noreturn]] void fail(const Message& what) const { throw Error(say::kOfThing, m_where, what); }

    std::size_t number(std::size_t at, std::size_t size) const {
        require(at, size);
        std::size_t value = 0;
        for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(m_bytes[at + i]);
        return value;
    }

    void require(std::size_t at, std::size_t size) const {
        if (at > m_bytes.size() || size > m_bytes.size() - at) fail(Message(say::kCutShortOrDamaged));
    }

    /// Ours has no comment, so the end record ends the file.
    std::size_t findEnd() const {
        if (m_bytes.size() < kEndSize || number(m_bytes.size() - kEndSize, 4) != kEnd)
            fail(Message(say::kNotZip));
        return m_bytes.size() - kEndSize;
    }

    /// Returns where the next central header is.
    std::size_t readFile(std::size_t at, ZipEntries& entries) const {
        if (number(at, 4) != kCentralHeader) fail(Message(say::kZipDirectoryDamaged));
        if (number(at + 10, 2) != 0) fail(Message(say::kZipCompressed));
        const std::size_t crc = number(at + 16, 4), size = number(at + 24, 4), name = number(at + 28, 2);
        const std::size_t next = at + kCentralSize + name + number(at + 30, 2) + number(at + 32, 2);
        const std::size_t local = number(at + 42, 4);
        require(at + kCentralSize, name);
        if (number(local, 4) != kLocalHeader) fail(Message(say::kZipHeaderDamaged));
        const std::size_t data = local + kLocalSize + number(local + 26, 2) + number(local + 28, 2);
        require(data, size);
        entries.emplace_back(m_bytes.substr(at + kCentralSize, name), m_bytes.substr(data, size));
        if (checksum(entries.back().second) != crc) fail(Message(say::kZipChecksum, entries.back().first));
        return next;
    }

    const std::string& m_bytes;
    std::string m_where;
};

} // namespace

std::string toZip(const ZipEntries& entries) {
    Bytes files, directory;
    for (const auto& [name, content] : entries) {
        const std::size_t begin = files.all().size();
        if (begin + content.size() + kLocalSize > std::numeric_limits<std::uint32_t>::max())
            throw Error(say::kZipTooLarge);
        files.u32(kLocalHeader);
        addCommon(files, name, content);
        files.text(name).text(content);
        directory.u32(kCentralHeader).u16(kVersion);
        addCommon(directory, name, content);
        directory.u16(0).u16(0).u16(0).u32(0).u32(begin).text(name);
    }
    if (entries.size() > std::numeric_limits<std::uint16_t>::max()) throw Error(say::kZipTooManyFiles);
    Bytes end;
    end.u32(kEnd).u16(0).u16(0).u16(entries.size()).u16(entries.size());
    end.u32(directory.all().size()).u32(files.all().size()).u16(0);
    return files.all() + directory.all() + end.all();
}

ZipEntries fromZip(const std::string& bytes, const std::string& where) {
    return ZipReader(bytes, where).read();
}

} // namespace tristate::io

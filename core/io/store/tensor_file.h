#pragma once

#include "core/base/message.h"
#include "core/io/files/json.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::io {

/// A container of named arrays behind a JSON header, all of it little-endian:
///
///     magic (8 bytes), version (u32), size of the header (u64), header (JSON text), arrays, CRC-32 (u32)
///
/// The header lists the arrays under "tensors": name, type, shape, and the offset behind the header. The
/// CRC-32 covers everything before it. Internal to core/io.
struct TensorFileFormat {
    std::string_view magic;  ///< 8 characters
    std::uint32_t version;   ///< the newest that can be read, and the one that is written
    const MessageForm* kind; ///< in messages: "not a saved run"
};

using TensorShape = std::vector<std::int64_t>;

/// In a shape that is asked for: any size will do.
inline constexpr std::int64_t kAnySize = -1;

/// Element types: float, double, std::int32_t, std::int64_t, std::uint32_t, std::uint8_t.
class TensorFileWriter {
public:
    /// The values are copied.
    template <class T>
    void add(const std::string& name, const TensorShape& shape, std::span<const T> values);
    /// The content of the file; `header` gets the list of the arrays.
    std::string finish(const TensorFileFormat& format, Json header) const;

private:
    Json m_table = Json::array();
    std::string m_data;
};

class TensorFileReader {
public:
    /// Throws Error naming `where` (the file) when the bytes are not of this format, of a newer version, cut
    /// short or damaged. No array is copied yet.
    TensorFileReader(const TensorFileFormat& format, std::string bytes, std::string where);

    /// Of the format, as the file tells it.
    std::uint32_t version() const;
    const Json& header() const { return m_header; }
    const std::string& where() const { return m_where; }
    [[noreturn]] void fail(const Message& what) const;

    bool contains(const std::string& name) const { return m_tensors.contains(name); }
    /// The values; `shape` may hold kAnySize. Throws Error when the array is missing or other than expected.
    template <class T>
    std::vector<T> read(const std::string& name, const TensorShape& shape) const;
    /// Throws as read() would, and copies nothing.
    template <class T>
    void require(const std::string& name, const TensorShape& shape) const {
        find<T>(name, shape);
    }

private:
    struct Entry {
        std::string type;
        TensorShape shape;
        std::size_t offset; ///< in m_bytes
        std::size_t bytes;
    };

    template <class T>
    const Entry& find(const std::string& name, const TensorShape& shape) const;

    void checkFrame(const TensorFileFormat& format) const;
    void readTable(std::size_t dataBegin, std::size_t dataEnd);
    Entry readEntry(const Json& json, std::size_t dataBegin, std::size_t dataEnd) const;

    std::string m_bytes;
    std::string m_where;
    Json m_header;
    std::map<std::string, Entry> m_tensors;
};

} // namespace tristate::io

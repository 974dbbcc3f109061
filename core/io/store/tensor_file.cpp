#include "core/io/store/tensor_file.h"

#include "core/base/error.h"
#include "core/io/files/object_reader.h"
#include "core/messages/common.h"
#include "core/messages/files.h"
#include "core/messages/formats.h"

#include <bit>
#include <cassert>
#include <cstring>
#include <zlib.h>

namespace tristate::io {

namespace {

static_assert(std::endian::native == std::endian::little, "the file is little-endian");

constexpr std::size_t kMagicSize = 8;
constexpr std::size_t kHeaderBegin = kMagicSize + sizeof(std::uint32_t) + sizeof(std::uint64_t);
constexpr std::size_t kMinSize = kHeaderBegin + sizeof(std::uint32_t);

template <class T>
constexpr const char* typeName();
template <>
constexpr const char* typeName<float>() {
    return "f32";
}
template <>
constexpr const char* typeName<double>() {
    return "f64";
}
template <>
constexpr const char* typeName<std::int32_t>() {
    return "i32";
}
template <>
constexpr const char* typeName<std::int64_t>() {
    return "i64";
}
template <>
constexpr const char* typeName<std::uint32_t>() {
    return "u32";
}
template <>
constexpr const char* typeName<std::uint8_t>() {
    return "u8";
}

/// Bytes of an element, 0 for an unknown type.
std::size_t sizeOfType(const std::string& type) {
    if (type == "u8") return 1;
    if (type == "f32" || type == "i32" || type == "u32") return 4;
    if (type == "f64" || type == "i64") return 8;
    return 0;
}

template <class T>
void append(std::string& bytes, T value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
T valueAt(const std::string& bytes, std::size_t offset) {
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

std::uint32_t checksum(std::string_view bytes) {
    return static_cast<std::uint32_t>(
        ::crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

std::string toText(const TensorShape& shape) {
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : "x") + (size == kAnySize ? std::string("any") : std::to_string(size));
    return "[" + text + "]";
}

bool fits(const TensorShape& shape, const TensorShape& wanted) {
    if (shape.size() != wanted.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (wanted[i] != kAnySize && wanted[i] != shape[i]) return false;
    return true;
}

} // namespace

template <class T>
void TensorFileWriter::add(const std::string& name, const TensorShape& shape, std::span<const T> values) {
    [[maybe_unused]] std::int64_t count = 1;
    for (const std::int64_t size : shape) count *= size;
    assert(count == std::ssize(values));
    m_table.push_back({{"name", name}, {"type", typeName<T>()}, {"shape", shape}, {"offset", m_data.size()}});
    if (!values.empty()) m_data.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

std::string TensorFileWriter::finish(const TensorFileFormat& format, Json header) const {
    assert(format.magic.size() == kMagicSize);
    header["tensors"] = m_table;
    const std::string text = dumpJson(header, -1);
    std::string bytes;
    bytes.reserve(kMinSize + text.size() + m_data.size());
    bytes += format.magic;
    append(bytes, format.version);
    append(bytes, static_cast<std::uint64_t>(text.size()));
    bytes += text;
    bytes += m_data;
    append(bytes, checksum(bytes));
    return bytes;
}

TensorFileReader::TensorFileReader(const TensorFileFormat& format, std::string bytes, std::string where)
    : m_bytes(std::move(bytes)), m_where(std::move(where)) {
    checkFrame(format);
    const auto headerSize =
        static_cast<std::size_t>(valueAt<std::uint64_t>(m_bytes, kHeaderBegin - sizeof(std::uint64_t)));
    m_header = parseJson(std::string_view(m_bytes).substr(kHeaderBegin, headerSize), m_where + ": header");
    readTable(kHeaderBegin + headerSize, m_bytes.size() - sizeof(std::uint32_t));
}

void TensorFileReader::fail(const Message& what) const {
    throw Error(say::kOfThing, m_where, what);
}

void TensorFileReader::checkFrame(const TensorFileFormat& format) const {
    if (m_bytes.size() < kMagicSize || !m_bytes.starts_with(format.magic))
        fail(Message(say::kNot, Message(*format.kind)));
    if (m_bytes.size() < kMinSize) fail(Message(say::kCutShort, m_bytes.size()));
    const auto version = valueAt<std::uint32_t>(m_bytes, kMagicSize);
    if (version > format.version) fail(Message(say::kNewerFile, version, format.version));
    const auto headerSize = valueAt<std::uint64_t>(m_bytes, kMagicSize + sizeof version);
    if (headerSize > m_bytes.size() - kMinSize)
        fail(Message(say::kHeaderTooLarge, headerSize, m_bytes.size()));
    const std::size_t covered = m_bytes.size() - sizeof(std::uint32_t);
    if (checksum(std::string_view(m_bytes).substr(0, covered)) != valueAt<std::uint32_t>(m_bytes, covered))
        fail(Message(say::kChecksumDoesNotFit, covered));
}

std::uint32_t TensorFileReader::version() const {
    return valueAt<std::uint32_t>(m_bytes, kMagicSize);
}

void TensorFileReader::readTable(std::size_t dataBegin, std::size_t dataEnd) {
    if (!m_header.is_object() || !m_header.contains("tensors") || !m_header["tensors"].is_array())
        fail(Message(say::kNoTensorList));
    std::size_t room = dataEnd - dataBegin; // were bytes in two tensors, a small file could fill the memory
    for (const Json& json : m_header["tensors"]) {
        const Entry entry = readEntry(json, dataBegin, dataEnd);
        if (entry.bytes > room) fail(Message(say::kTensorsOverlap));
        room -= entry.bytes;
        if (!m_tensors.emplace(json["name"].get<std::string>(), entry).second)
            fail(Message(say::kTensorTwice, json["name"].get<std::string>()));
    }
    m_header.erase("tensors");
}

TensorFileReader::Entry TensorFileReader::readEntry(const Json& json, std::size_t dataBegin,
                                                    std::size_t dataEnd) const {
    std::string name, type;
    std::uint64_t offset = 0;
    ObjectReader fields(json, m_where, "tensors");
    fields.require("name");
    fields.read("name", name);
    fields.read("type", type);
    fields.read("offset", offset);
    const Json& sizes = fields.require("shape");
    fields.done();

    const std::size_t available = dataEnd - dataBegin;
    std::size_t bytes = sizeOfType(type);
    if (bytes == 0) fail(Message(say::kTensorType, name, type));
    if (!sizes.is_array()) fail(Message(say::kTensorWithoutShape, name));
    TensorShape shape;
    for (const Json& size : sizes) {
        if (!size.is_number_unsigned()) fail(Message(say::kTensorSize, name));
        const auto value = size.get<std::uint64_t>();
        if (value > available || (value > 0 && bytes > available / value))
            fail(Message(say::kTensorTooLarge, name));
        shape.push_back(static_cast<std::int64_t>(value));
        bytes *= value;
    }
    if (offset > available || bytes > available - offset) fail(Message(say::kTensorBeyondEnd, name));
    return {type, shape, dataBegin + static_cast<std::size_t>(offset), bytes};
}

template <class T>
const TensorFileReader::Entry& TensorFileReader::find(const std::string& name,
                                                      const TensorShape& shape) const {
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end()) fail(Message(say::kTensorMissing, name));
    const Entry& entry = found->second;
    if (entry.type != typeName<T>() || !fits(entry.shape, shape))
        fail(Message(say::kTensorIs, name, entry.type, toText(entry.shape), typeName<T>(), toText(shape)));
    return entry;
}

template <class T>
std::vector<T> TensorFileReader::read(const std::string& name, const TensorShape& shape) const {
    const Entry& entry = find<T>(name, shape);
    std::vector<T> values(entry.bytes / sizeof(T));
    if (!values.empty()) std::memcpy(values.data(), m_bytes.data() + entry.offset, entry.bytes);
    return values;
}

#define TRISTATE_INSTANTIATE(T)                                                                              \
    template void TensorFileWriter::add(const std::string&, const TensorShape&, std::span<const T>);         \
    template std::vector<T> TensorFileReader::read(const std::string&, const TensorShape&) const;
TRISTATE_INSTANTIATE(float)
TRISTATE_INSTANTIATE(double)
TRISTATE_INSTANTIATE(std::int32_t)
TRISTATE_INSTANTIATE(std::int64_t)
TRISTATE_INSTANTIATE(std::uint32_t)
TRISTATE_INSTANTIATE(std::uint8_t)
#undef TRISTATE_INSTANTIATE

} // namespace tristate::io

#include "core/io/formats/safetensors/tensor_file.h"

#include "core/base/error.h"
#include "core/io/formats/float_bits.h"
#include "core/messages/common.h"
#include "core/messages/formats.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace tristate::io {

namespace {

static_assert(std::endian::native == std::endian::little, "the arrays are little-endian");

constexpr std::size_t kPrefix = sizeof(std::uint64_t);
/// The bound that other readers of the format have, too.
constexpr std::uint64_t kMaxHeader = 100'000'000;
constexpr const char* kMetadata = "__metadata__";

/// Bytes of one value; 0 of a type that the format does not know.
std::uint64_t sizeOfType(const std::string& type) {
    static const std::map<std::string, std::uint64_t> kSizes{
        {"F64", 8},  {"I64", 8}, {"U64", 8}, {"F32", 4}, {"I32", 4}, {"U32", 4}, {"F16", 2},
        {"BF16", 2}, {"I16", 2}, {"U16", 2}, {"I8", 1},  {"U8", 1},  {"BOOL", 1}};
    const auto found = kSizes.find(type);
    return found == kSizes.end() ? 0 : found->second;
}

template <class Stored, class Read>
std::vector<float> readAs(std::string_view bytes, Read read) {
    std::vector<float> values;
    values.reserve(bytes.size() / sizeof(Stored));
    for (std::size_t at = 0; at < bytes.size(); at += sizeof(Stored)) {
        Stored stored;
        std::memcpy(&stored, bytes.data() + at, sizeof stored);
        values.push_back(read(stored));
    }
    return values;
}

} // namespace

TensorFile::TensorFile(const std::string& bytes, std::string where) : m_where(std::move(where)) {
    const std::uint64_t size = headerSize(bytes);
    const std::string_view text = std::string_view(bytes).substr(kPrefix, size);
    m_data = std::string_view(bytes).substr(kPrefix + size);
    if (!text.starts_with('{')) fail(Message(say::kHeaderBegins));
    const Json header = parseJson(text, m_where + ": header");
    if (!header.is_object()) fail(Message(say::kHeaderNoObject));
    for (const auto& [name, entry] : header.items())
        name == kMetadata ? readMetadata(entry) : readEntry(name, entry);
    requireContiguous();
}

StoredTensor TensorFile::take(const std::string& name) {
    const auto found = m_entries.find(name);
    if (found == m_entries.end()) fail(Message(say::kArrayMissing, name));
    const Entry entry = std::move(found->second);
    m_entries.erase(found);
    const std::string_view bytes = m_data.substr(entry.begin, entry.end - entry.begin);
    StoredTensor tensor{entry.shape, {}};
    if (entry.type == "F32")
        tensor.values = readAs<float>(bytes, [](float value) { return value; });
    else if (entry.type == "F64")
        tensor.values = readAs<double>(bytes, [](double value) { return static_cast<float>(value); });
    else if (entry.type == "F16")
        tensor.values = readAs<std::uint16_t>(bytes, fromHalf);
    else if (entry.type == "BF16")
        tensor.values = readAs<std::uint16_t>(bytes, fromBfloat);
    else
        fail(Message(say::kArrayType, name, entry.type));
    return tensor;
}

void TensorFile::requireAllTaken() const {
    if (!m_entries.empty()) fail(Message(say::kArrayOfNoLayer, m_entries.begin()->first));
}

std::vector<std::string> TensorFile::names() const {
    std::vector<std::string> all;
    for (const auto& [name, entry] : m_entries) all.push_back(name);
    return all;
}

std::string TensorFile::listed() const {
    constexpr std::size_t kMost = 24;
    std::string text;
    std::size_t count = 0;
    for (const auto& [name, entry] : m_entries) {
        if (count++ == kMost) return text + " ...";
        text += (text.empty() ? "" : ", ") + name + " " + toText(entry.shape);
    }
    return text;
}

void TensorFile::fail(const Message& what) const {
    throw Error(say::kOfThing, m_where, what);
}

std::uint64_t TensorFile::headerSize(const std::string& bytes) const {
    if (bytes.size() < kPrefix) fail(Message(say::kCutShort, bytes.size()));
    std::uint64_t size = 0;
    std::memcpy(&size, bytes.data(), sizeof size);
    const std::uint64_t most = std::min<std::uint64_t>(bytes.size() - kPrefix, kMaxHeader);
    if (size > most) fail(Message(say::kNotSafetensors, size, most));
    return size;
}

void TensorFile::readMetadata(const Json& json) {
    ObjectReader fields(json, m_where, kMetadata);
    for (const auto& [key, value] : json.items()) {
        if (!value.is_string()) fields.fail(key, value, Message(say::kAText));
        m_metadata[key] = value.get<std::string>();
    }
}

void TensorFile::readEntry(const std::string& name, const Json& json) {
    ObjectReader fields(json, m_where, "array '" + name + "'");
    Entry entry;
    fields.require("dtype");
    fields.read("dtype", entry.type);
    const std::uint64_t size = sizeOfType(entry.type);
    if (size == 0) fail(Message(say::kArrayType, name, entry.type));
    const std::uint64_t bytes = readShape(name, fields.require("shape"), size, entry.shape);
    readOffsets(fields, entry);
    if (entry.end - entry.begin != bytes)
        fail(Message(say::kArrayBytes, name, entry.end - entry.begin, toText(entry.shape), bytes));
    fields.done();
    m_entries.emplace(name, std::move(entry));
}

/// Returns the bytes that the array takes.
std::uint64_t TensorFile::readShape(const std::string& name, const Json& json, std::uint64_t size,
                                    std::vector<std::int64_t>& shape) const {
    constexpr std::size_t kMaxDimensions = 8;
    if (!json.is_array() || json.size() > kMaxDimensions) fail(Message(say::kArrayShape, name));
    std::uint64_t bytes = size;
    for (const Json& length : json) {
        const std::uint64_t value = length.is_number_unsigned() ? length.get<std::uint64_t>() : 0;
        if (value == 0 || value > m_data.size() / bytes)
            fail(Message(say::kArraySize, name, dumpJson(length, -1)));
        bytes *= value;
        shape.push_back(static_cast<std::int64_t>(value));
    }
    return bytes;
}

void TensorFile::readOffsets(ObjectReader& fields, Entry& entry) const {
    const Json& json = fields.require("data_offsets");
    const auto isOffset = [this](const Json& offset) {
        return offset.is_number_unsigned() && offset.get<std::uint64_t>() <= m_data.size();
    };
    if (!json.is_array() || json.size() != 2 || !isOffset(json[0]) || !isOffset(json[1]) ||
        json[0].get<std::uint64_t>() > json[1].get<std::uint64_t>())
        fields.fail("data_offsets", json, Message(say::kOffsetsWithin, m_data.size()));
    entry.begin = json[0].get<std::uint64_t>();
    entry.end = json[1].get<std::uint64_t>();
}

void TensorFile::requireContiguous() const {
    std::vector<std::pair<const std::string*, const Entry*>> inOrder;
    for (const auto& [name, entry] : m_entries) inOrder.emplace_back(&name, &entry);
    std::sort(inOrder.begin(), inOrder.end(),
              [](const auto& a, const auto& b) { return a.second->begin < b.second->begin; });
    std::uint64_t end = 0;
    for (const auto& [name, entry] : inOrder) {
        if (entry->begin != end) fail(Message(say::kArrayBegins, *name, entry->begin, end));
        end = entry->end;
    }
    if (end != m_data.size()) fail(Message(say::kArraysEnd, end, m_data.size()));
}

} // namespace tristate::io

#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/object_reader.h"
#include "core/io/formats/json/graph_json.h"
#include "core/io/formats/json/plain_json.h"
#include "core/messages/common.h"
#include "core/messages/files.h"
#include "core/messages/formats.h"

namespace tristate::io {

namespace {

constexpr int kVersion = 2;
constexpr std::size_t kMaxNesting = 4;

/// Nested lists of numbers; all lists of a level have the same length.
class ArrayReader {
public:
    ArrayReader(const ObjectReader& fields, const char* key, const Json& json)
        : m_fields(fields), m_key(key) {
        for (const Json* list = &json; list->is_array(); list = &list->front()) {
            if (list->empty() || m_tensor.shape.size() == kMaxNesting) fail(json, Message(say::kNestedLists));
            m_tensor.shape.push_back(std::ssize(*list));
        }
        if (m_tensor.shape.empty()) fail(json, Message(say::kNumberList));
        read(json, 0);
    }

    StoredTensor finish() { return std::move(m_tensor); }

private:
    void read(const Json& json, std::size_t level) {
        if (level == m_tensor.shape.size()) {
            if (!json.is_number()) fail(json, Message(say::kANumber));
            m_tensor.values.push_back(json.get<float>());
            return;
        }
        if (!json.is_array() || std::ssize(json) != m_tensor.shape[level])
            fail(json, Message(say::kListsOfLength, m_tensor.shape[level]));
        for (const Json& element : json) read(element, level + 1);
    }

    [[noreturn]] void fail(const Json& found, const Message& expected) const {
        m_fields.fail(m_key, found, expected);
    }

    const ObjectReader& m_fields;
    const char* m_key;
    StoredTensor m_tensor;
};

StoredTensor readArray(ObjectReader& fields, const char* part) {
    std::string name;
    fields.read("name", name); // for people
    return ArrayReader(fields, part, fields.require(part)).finish();
}

Metadata readMetadata(ObjectReader& fields) {
    Metadata metadata;
    const Json* json = fields.find("metadata");
    if (!json) return metadata;
    if (!json->is_object()) fields.fail("metadata", *json, Message(say::kAnObject));
    for (const auto& [key, value] : json->items()) {
        if (!value.is_string()) fields.fail("metadata", value, Message(say::kTexts));
        metadata[key] = value.get<std::string>();
    }
    return metadata;
}

void checkFormat(ObjectReader& fields, const std::string& where) {
    std::string format;
    int version = 0;
    fields.read("format", format);
    fields.read("version", version);
    if (format != "tristate-network")
        throw Error(say::kOfThing, where, Message(say::kNotTristateNetwork, format));
    if (version < 1 || version > kVersion)
        throw Error(say::kOfThing, where, Message(say::kNewerVersion, version, kVersion));
}

} // namespace

PlainJsonModel fromPlainJson(const std::string& text, const std::string& where) {
    const Json json = parseJson(text, where);
    ObjectReader fields(json, where, "");
    checkFormat(fields, where);
    PlainJsonModel model;
    model.metadata = readMetadata(fields);
    model.network = readGraph(fields, where, readArray);
    fields.done();
    return model;
}

PlainJsonModel readPlainJson(const std::filesystem::path& file) {
    return fromPlainJson(readWholeFile(file), file.string());
}

} // namespace tristate::io

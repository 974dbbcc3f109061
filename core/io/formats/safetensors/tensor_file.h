#pragma once

#include "core/io/files/json.h"
#include "core/io/files/object_reader.h"
#include "core/io/formats/json/graph_json.h"
#include "core/io/formats/metadata.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::io {

/// The arrays of a safetensors file by their names. Each is handed out once, so what is allocated for a
/// network is bounded by the size of its file. All methods throw Error naming the file and the array. The
/// bytes must outlive it. Internal to core/io.
class TensorFile {
public:
    TensorFile(const std::string& bytes, std::string where);

    const Metadata& metadata() const { return m_metadata; }
    const std::string& where() const { return m_where; }

    /// Of the type F32, F16, BF16 or F64, as floats.
    StoredTensor take(const std::string& name);
    /// Takes it out without reading it.
    void drop(const std::string& name) { m_entries.erase(name); }
    void requireAllTaken() const;

    /// The arrays that are left.
    std::vector<std::string> names() const;
    const std::vector<std::int64_t>& shapeOf(const std::string& name) const {
        return m_entries.at(name).shape;
    }
    /// "fc1.weight [32x784], fc1.bias [32]" of all that are left, the first few of many.
    std::string listed() const;

    [[noreturn]] void fail(const Message& what) const;

private:
    struct Entry {
        std::string type;
        std::vector<std::int64_t> shape;
        std::uint64_t begin = 0, end = 0; ///< in m_data
    };

    std::uint64_t headerSize(const std::string& bytes) const;
    void readMetadata(const Json& json);
    void readEntry(const std::string& name, const Json& json);
    std::uint64_t readShape(const std::string& name, const Json& json, std::uint64_t size,
                            std::vector<std::int64_t>& shape) const;
    void readOffsets(ObjectReader& fields, Entry& entry) const;
    void requireContiguous() const;

    std::string m_where;
    std::string_view m_data;
    Metadata m_metadata;
    std::map<std::string, Entry> m_entries;
};

} // namespace tristate::io

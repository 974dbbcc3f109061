#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/json.h"
#include "core/io/files/object_reader.h"
#include "core/io/formats/json/chain_json.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "core/messages/common.h"
#include "core/messages/files.h"
#include "core/messages/formats.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <string_view>

namespace tristate::io {

namespace {

static_assert(std::endian::native == std::endian::little, "the arrays are little-endian");

constexpr std::size_t kPrefix = sizeof(std::uint64_t);
/// The bound that other readers of the format have, too.
constexpr std::uint64_t kMaxHeader = 100'000'000;
constexpr const char* kMetadata = "__metadata__";

/// The arrays of a file by their names. Each is handed out once, so what is allocated for a network is
/// bounded by the size of its file.
class TensorFile {
public:
    TensorFile(const std::string& bytes, std::string where) : m_where(std::move(where)) {
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

    const Metadata& metadata() const { return m_metadata; }
    const std::string& where() const { return m_where; }

    StoredTensor take(const std::string& name) {
        const auto found = m_entries.find(name);
        if (found == m_entries.end()) fail(Message(say::kArrayMissing, name));
        const Entry entry = std::move(found->second);
        m_entries.erase(found);
        StoredTensor tensor{entry.shape, std::vector<float>((entry.end - entry.begin) / sizeof(float))};
        std::memcpy(tensor.values.data(), m_data.data() + entry.begin, entry.end - entry.begin);
        return tensor;
    }

    void requireAllTaken() const {
        if (!m_entries.empty()) fail(Message(say::kArrayOfNoLayer, m_entries.begin()->first));
    }

    [[noreturn]] void fail(const Message& what) const { throw Error(say::kOfThing, m_where, what); }

private:
    struct Entry {
        std::vector<std::int64_t> shape;
        std::uint64_t begin = 0, end = 0; ///< in m_data
    };

    std::uint64_t headerSize(const std::string& bytes) const {
        if (bytes.size() < kPrefix) fail(Message(say::kCutShort, bytes.size()));
        std::uint64_t size = 0;
        std::memcpy(&size, bytes.data(), sizeof size);
        const std::uint64_t most = std::min<std::uint64_t>(bytes.size() - kPrefix, kMaxHeader);
        if (size > most) fail(Message(say::kNotSafetensors, size, most));
        return size;
    }

    void readMetadata(const Json& json) {
        ObjectReader fields(json, m_where, kMetadata);
        for (const auto& [key, value] : json.items()) {
            if (!value.is_string()) fields.fail(key, value, Message(say::kAText));
            m_metadata[key] = value.get<std::string>();
        }
    }

    void readEntry(const std::string& name, const Json& json) {
        ObjectReader fields(json, m_where, "array '" + name + "'");
        std::string type;
        fields.require("dtype");
        fields.read("dtype", type);
        if (type != "F32") fail(Message(say::kArrayType, name, type));
        Entry entry;
        const std::uint64_t bytes = readShape(name, fields.require("shape"), entry.shape);
        readOffsets(fields, entry);
        if (entry.end - entry.begin != bytes)
            fail(Message(say::kArrayBytes, name, entry.end - entry.begin, toText(entry.shape), bytes));
        fields.done();
        m_entries.emplace(name, std::move(entry));
    }

    /// Returns the bytes that the array takes.
    std::uint64_t readShape(const std::string& name, const Json& json,
                            std::vector<std::int64_t>& shape) const {
        constexpr std::size_t kMaxDimensions = 4;
        if (!json.is_array() || json.empty() || json.size() > kMaxDimensions)
            fail(Message(say::kArrayShape, name));
        std::uint64_t bytes = sizeof(float);
        for (const Json& size : json) {
            const std::uint64_t value = size.is_number_unsigned() ? size.get<std::uint64_t>() : 0;
            if (value == 0 || value > m_data.size() / bytes)
                fail(Message(say::kArraySize, name, dumpJson(size, -1)));
            bytes *= value;
            shape.push_back(static_cast<std::int64_t>(value));
        }
        return bytes;
    }

    void readOffsets(ObjectReader& fields, Entry& entry) const {
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

    void requireContiguous() const {
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

    std::string m_where;
    std::string_view m_data;
    Metadata m_metadata;
    std::map<std::string, Entry> m_entries;
};

/// The network that our own metadata describe.
nn::PlainNetwork readLayers(TensorFile& file) {
    const auto text = file.metadata().find("layers");
    if (text == file.metadata().end()) file.fail(Message(say::kLayersUntold));
    const std::string where = file.where() + ": metadata 'layers'";
    const Json json = parseJson(text->second, where);
    ObjectReader fields(json, where, "");
    nn::PlainNetwork network = readChain(fields, where, [&file](ObjectReader& layer, const char* part) {
        std::string name;
        layer.require("name");
        layer.read("name", name);
        return file.take(name + "." + part);
    });
    fields.done();
    return network;
}

/// Takes the weights of a spec's layers from a file.
class SpecReader {
public:
    SpecReader(const nn::NetworkSpec& spec, TensorFile& file)
        : m_spec(spec), m_shapes(nn::outputShapes(spec)), m_file(file) {}

    nn::PlainNetwork read() {
        m_network.input = m_spec.input;
        for (m_layer = 0; m_layer < m_spec.layers.size(); ++m_layer) {
            std::visit([this](const auto& kind) { read(kind); }, m_spec.layers[m_layer]);
            if (nn::isWeightLayer(m_spec.layers[m_layer])) m_slope = nn::slopeOf(m_spec.layers[m_layer]);
            if (nn::reluFollows(m_spec, m_layer)) m_network.layers.push_back(nn::PlainRelu{m_slope});
        }
        checkNetwork(m_network, m_file.where());
        return std::move(m_network);
    }

private:
    void read(const nn::DenseSpec& dense) {
        const std::string name = "fc" + std::to_string(++m_dense);
        refuseBatchNorm(dense.batchNorm, name);
        if (!inputShape().isFlat()) m_network.layers.push_back(nn::PlainFlatten{});
        StoredTensor weight = take(name + ".weight", {dense.units, inputShape().features()});
        m_network.layers.push_back(
            makeDense(std::move(weight), take(name + ".bias", {dense.units}), m_file.where() + ": " + name));
    }

    void read(const nn::ConvSpec& conv) {
        const std::string name = "conv" + std::to_string(++m_conv);
        refuseBatchNorm(conv.batchNorm, name);
        StoredTensor weight =
            take(name + ".weight", {conv.maps, inputShape().channels, conv.kernel, conv.kernel});
        m_network.layers.push_back(makeConv(weight, take(name + ".bias", {conv.maps}), conv.stride,
                                            conv.padding, m_file.where() + ": " + name));
    }

    void read(const nn::PoolSpec& pool) {
        m_network.layers.push_back(nn::PlainPool{pool.size, pool.stride, pool.kind});
    }
    void read(const nn::DropoutSpec&) {}
    void read(const nn::FeatureGatesSpec&) {}

    Shape inputShape() const { return m_layer > 0 ? m_shapes[m_layer - 1] : m_spec.input; }

    StoredTensor take(const std::string& name, const std::vector<std::int64_t>& shape) {
        StoredTensor tensor = m_file.take(name);
        if (tensor.shape != shape)
            m_file.fail(
                Message(say::kArrayOfNet, name, toText(tensor.shape), toText(shape), nn::toString(m_spec)));
        return tensor;
    }

    void refuseBatchNorm(bool batchNorm, const std::string& name) const {
        if (batchNorm) m_file.fail(Message(say::kBatchNormInSpec, name, nn::toString(m_spec)));
    }

    const nn::NetworkSpec& m_spec;
    std::vector<Shape> m_shapes;
    TensorFile& m_file;
    nn::PlainNetwork m_network;
    float m_slope = 0; ///< of the ReLU behind the latest weights
    std::size_t m_layer = 0;
    int m_dense = 0, m_conv = 0;
};

} // namespace

SafetensorsModel fromSafetensors(const std::string& bytes, const std::string& where,
                                 const std::optional<nn::NetworkSpec>& spec) {
    TensorFile file(bytes, where);
    SafetensorsModel model;
    model.network = spec ? SpecReader(*spec, file).read() : readLayers(file);
    file.requireAllTaken();
    model.metadata = file.metadata();
    return model;
}

SafetensorsModel readSafetensors(const std::filesystem::path& file) {
    return fromSafetensors(readWholeFile(file), file.string());
}

nn::PlainNetwork networkFromSafetensors(const std::filesystem::path& file,
                                        const std::optional<nn::NetworkSpec>& spec) {
    return fromSafetensors(readWholeFile(file), file.string(), spec).network;
}

} // namespace tristate::io

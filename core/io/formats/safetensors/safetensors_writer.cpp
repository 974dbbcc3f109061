#include "core/base/error.h"
#include "core/io/files/json.h"
#include "core/io/formats/json/chain_json.h"
#include "core/io/formats/safetensors/safetensors.h"

#include <bit>

namespace tristate::io {

namespace {

static_assert(std::endian::native == std::endian::little, "the arrays are little-endian");

constexpr std::size_t kAlignment = 8; ///< of the first array; readers may map the file

/// Collects the arrays and their entries in the header.
class TensorTable {
public:
    void add(const std::string& name, const std::vector<std::int64_t>& shape, const float* values,
             Eigen::Index count) {
        const std::size_t begin = m_data.size();
        m_data.append(reinterpret_cast<const char*>(values), static_cast<std::size_t>(count) * sizeof(float));
        m_entries[name] = {{"dtype", "F32"}, {"shape", shape}, {"data_offsets", {begin, m_data.size()}}};
    }

    std::string finish(const Json& metadata) const {
        Json header{{"__metadata__", metadata}};
        header.update(m_entries);
        std::string text = dumpJson(header, -1);
        text.append((kAlignment - text.size() % kAlignment) % kAlignment, ' ');
        const std::uint64_t size = text.size();
        return std::string(reinterpret_cast<const char*>(&size), sizeof size) + text + m_data;
    }

private:
    Json m_entries = Json::object();
    std::string m_data;
};

/// Walks over the network; it knows the layers, not the format.
class WeightsWriter {
public:
    explicit WeightsWriter(TensorTable& table) : m_table(table) {}

    void operator()(const nn::PlainDense& dense) {
        add("fc" + std::to_string(++m_dense), {dense.weight.rows(), dense.weight.cols()}, dense);
    }
    void operator()(const nn::PlainConv& conv) {
        add("conv" + std::to_string(++m_conv), {conv.weight.rows(), conv.inputMaps, conv.kernel, conv.kernel},
            conv);
    }
    template <class Other>
    void operator()(const Other&) {}

private:
    template <class Layer>
    void add(const std::string& name, const std::vector<std::int64_t>& shape, const Layer& layer) {
        m_table.add(name + ".weight", shape, layer.weight.data(), layer.weight.size());
        m_table.add(name + ".bias", {layer.bias.size()}, layer.bias.data(), layer.bias.size());
    }

    TensorTable& m_table;
    int m_dense = 0, m_conv = 0;
};

Json describe(const nn::PlainNetwork& network, const Metadata& metadata) {
    Json chain{{"input", inputToJson(network.input)}, {"layers", layersToJson(network)}};
    if (!network.keptUnits.empty()) chain["keptUnits"] = network.keptUnits;
    Json texts{{"format", "tristate"}, {"layers", dumpJson(chain, -1)}};
    for (const auto& [key, value] : metadata) texts[key] = value;
    return texts;
}

} // namespace

std::string toSafetensors(const nn::PlainNetwork& network, const Metadata& metadata) {
    checkNetwork(network, "safetensors");
    TensorTable table;
    WeightsWriter writer(table);
    for (const nn::PlainLayer& layer : network.layers)
        std::visit([&writer](const auto& kind) { writer(kind); }, layer);
    return table.finish(describe(network, metadata));
}

} // namespace tristate::io

#include "core/base/error.h"
#include "core/io/files/json.h"
#include "core/io/formats/json/graph_json.h"
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

Json describe(const nn::PlainNetwork& network, const Metadata& metadata) {
    Json nodes{{"input", inputToJson(network.graph.input)}, {"layers", nodesToJson(network)}};
    if (!network.keptUnits.empty()) nodes["keptUnits"] = network.keptUnits;
    Json texts{{"format", "tristate"}, {"layers", dumpJson(nodes, -1)}};
    for (const auto& [key, value] : metadata) texts[key] = value;
    return texts;
}

} // namespace

std::string toSafetensors(const nn::PlainNetwork& network, const Metadata& metadata) {
    checkNetwork(network, "safetensors");
    TensorTable table;
    const std::vector<std::string> names = graph::names(network.graph);
    const std::vector<Shape> shapes = network.shapes();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const nn::NodeWeights& numbers = network.weights[i];
        if (numbers.empty()) continue;
        const auto sizes = nn::weightSizes(network.graph.nodes[i].operation,
                                           nn::inputShape(network, shapes, static_cast<int>(i)));
        table.add(names[i] + ".weight", sizes, numbers.weight.data(), numbers.weight.size());
        table.add(names[i] + ".bias", {numbers.bias.size()}, numbers.bias.data(), numbers.bias.size());
    }
    return table.finish(describe(network, metadata));
}

} // namespace tristate::io

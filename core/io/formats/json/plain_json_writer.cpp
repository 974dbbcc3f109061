#include "core/base/error.h"
#include "core/io/files/float_text.h"
#include "core/io/formats/json/chain_json.h"
#include "core/io/formats/json/plain_json.h"
#include "core/messages/exports.h"

#include <cmath>

namespace tristate::io {

namespace {

/// Nested lists of these sizes; `values` moves on.
void append(std::string& text, const std::vector<int>& sizes, std::size_t level, const float*& values) {
    text += '[';
    for (int i = 0; i < sizes[level]; ++i) {
        if (i > 0) text += ',';
        if (level + 1 < sizes.size()) {
            append(text, sizes, level + 1, values);
            continue;
        }
        if (!std::isfinite(*values)) throw Error(say::kWeightNotFiniteInJson);
        text += floatText(*values++);
    }
    text += ']';
}

/// Adds the weights to a layer's object.
class WeightsWriter {
public:
    explicit WeightsWriter(std::string& text) : m_text(text) {}

    void operator()(const nn::PlainDense& dense) {
        add({static_cast<int>(dense.weight.rows()), static_cast<int>(dense.weight.cols())}, dense);
    }
    void operator()(const nn::PlainConv& conv) {
        add({static_cast<int>(conv.weight.rows()), conv.inputMaps, conv.kernel, conv.kernel}, conv);
    }
    template <class Other>
    void operator()(const Other&) {}

private:
    template <class Layer>
    void add(const std::vector<int>& sizes, const Layer& layer) {
        m_text.pop_back(); // the object's closing brace
        addArray("weight", sizes, layer.weight.data());
        addArray("bias", {static_cast<int>(layer.bias.size())}, layer.bias.data());
        m_text += '}';
    }

    void addArray(const std::string& name, const std::vector<int>& sizes, const float* values) {
        m_text += ",\n\"" + name + "\": ";
        append(m_text, sizes, 0, values);
    }

    std::string& m_text;
};

} // namespace

std::string toPlainJson(const nn::PlainNetwork& network, const Metadata& metadata) {
    checkNetwork(network, "json");
    Json head{{"format", "tristate-network"}, {"version", 1}, {"metadata", Json::object()}};
    for (const auto& [key, value] : metadata) head["metadata"][key] = value;
    head["input"] = inputToJson(network.input);
    if (!network.keptUnits.empty()) head["keptUnits"] = network.keptUnits;

    std::string text = dumpJson(head, -1);
    text.pop_back();
    text += ",\n\"layers\": [";
    const Json layers = layersToJson(network);
    WeightsWriter weights(text);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        text += (i > 0 ? ",\n" : "\n") + dumpJson(layers[i], -1);
        std::visit([&weights](const auto& kind) { weights(kind); }, network.layers[i]);
    }
    return text + "\n]}\n";
}

} // namespace tristate::io

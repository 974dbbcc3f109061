#include "core/base/error.h"
#include "core/io/files/float_text.h"
#include "core/io/formats/json/graph_json.h"
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

/// Adds an array to the end of an object.
void addArray(std::string& text, const char* name, const std::vector<int>& sizes, const float* values) {
    text.pop_back(); // the closing brace
    text += std::string(",\n\"") + name + "\": ";
    append(text, sizes, 0, values);
    text += '}';
}

} // namespace

std::string toPlainJson(const nn::PlainNetwork& network, const Metadata& metadata) {
    checkNetwork(network, "json");
    Json head{{"format", "tristate-network"}, {"version", 2}, {"metadata", Json::object()}};
    for (const auto& [key, value] : metadata) head["metadata"][key] = value;
    head["input"] = inputToJson(network.graph.input);
    if (!network.keptUnits.empty()) head["keptUnits"] = network.keptUnits;

    std::string text = dumpJson(head, -1);
    text.pop_back();
    text += ",\n\"layers\": [";
    const Json nodes = nodesToJson(network);
    const std::vector<Shape> shapes = network.shapes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        text += (i > 0 ? ",\n" : "\n") + dumpJson(nodes[i], -1);
        const nn::NodeWeights& numbers = network.weights[i];
        if (numbers.empty()) continue;
        const auto sizes = nn::weightSizes(network.graph.nodes[i].operation,
                                           nn::inputShape(network, shapes, static_cast<int>(i)));
        addArray(text, "weight", {sizes.begin(), sizes.end()}, numbers.weight.data());
        addArray(text, "bias", {static_cast<int>(numbers.bias.size())}, numbers.bias.data());
    }
    return text + "\n]}\n";
}

} // namespace tristate::io

#include "core/io/formats/safetensors/foreign_weights.h"

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/messages/formats.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <utility>

namespace tristate::io {

namespace {

/// As PyTorch has it where nobody says otherwise; files do not tell.
constexpr double kEpsilon = 1e-5;

/// "layer2" before "layer10".
bool isNaturallyLess(const std::string& a, const std::string& b) {
    const auto isDigit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const auto number = [&](const std::string& text, std::size_t& at) {
                std::string digits;
                for (; at < text.size() && isDigit(text[at]); ++at)
                    if (!digits.empty() || text[at] != '0') digits += text[at];
                return digits;
            };
            const std::string x = number(a, i), y = number(b, j);
            if (x.size() != y.size()) return x.size() < y.size();
            if (x != y) return x < y;
            continue;
        }
        if (a[i] != b[j]) return a[i] < b[j];
        ++i, ++j;
    }
    return a.size() - i < b.size() - j;
}

/// The arrays of a file whose names begin alike: one layer of the other program.
class ForeignLayers {
public:
    explicit ForeignLayers(TensorFile& file) : m_file(file) {
        for (const std::string& name : file.names()) {
            const auto point = name.rfind('.');
            const std::string prefix = point == name.npos ? "" : name.substr(0, point + 1);
            const std::string part = name.substr(prefix.size());
            if (part == "num_batches_tracked") m_file.drop(name); // is for training
            if (part == "running_mean") m_norms.push_back(prefix);
            if (part == "weight") m_weighted.push_back(prefix);
        }
        std::erase_if(m_weighted, [this](const std::string& prefix) {
            return std::find(m_norms.begin(), m_norms.end(), prefix) != m_norms.end();
        });
        std::sort(m_weighted.begin(), m_weighted.end(), isNaturallyLess);
        std::sort(m_norms.begin(), m_norms.end(), isNaturallyLess);
    }

    std::size_t norms() const { return m_norms.size(); }

    /// The prefix of the first layer whose array `part` has this shape; it is used up.
    std::optional<std::string> takePrefix(bool isNorm, const char* part,
                                          const std::vector<std::int64_t>& shape) {
        std::vector<std::string>& prefixes = isNorm ? m_norms : m_weighted;
        const auto found = std::find_if(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) {
            return m_file.shapeOf(prefix + part) == shape;
        });
        if (found == prefixes.end()) return std::nullopt;
        std::string prefix = std::move(*found);
        prefixes.erase(found);
        return prefix;
    }

private:
    TensorFile& m_file;
    std::vector<std::string> m_weighted, m_norms; ///< prefixes, "conv1."
};

/// Takes the weights of a net's layers from a file.
class GraphReader {
public:
    GraphReader(const graph::Graph& net, TensorFile& file)
        : m_net(net),
          m_shapes(graph::outputShapes(net)),
          m_names(graph::names(net)),
          m_readers(graph::consumers(net)),
          m_file(file),
          m_layers(file),
          m_listed(file.listed()) {
        for (const graph::Node& node : net.nodes) {
            m_weighted += graph::isWeighted(node.operation) ? 1 : 0;
            m_tellsNorms = m_tellsNorms || std::holds_alternative<graph::BatchNorm>(node.operation);
        }
    }

    nn::PlainNetwork read() {
        m_network.graph.input = m_net.input;
        for (m_node = 0; m_node < m_net.nodes.size(); ++m_node) m_nodes.push_back(readNode());
        if (const auto left = m_file.names(); !left.empty())
            m_file.fail(Message(say::kArrayOfNoLayerOfNet, left.front(), graph::toString(m_net), m_listed));
        checkNetwork(m_network, m_file.where());
        return std::move(m_network);
    }

private:
    const graph::Operation& operation() const { return m_net.nodes[m_node].operation; }

    /// The node that yields what this one does.
    int readNode() {
        std::vector<int> inputs;
        for (const int from : m_net.nodes[m_node].inputs)
            inputs.push_back(from == graph::kInput ? from : m_nodes[static_cast<std::size_t>(from)]);
        if (graph::isWeighted(operation())) {
            addWeighted(operation(), m_names[m_node], std::move(inputs));
        } else if (std::holds_alternative<graph::BatchNorm>(operation())) {
            const int from = m_net.nodes[m_node].inputs.front();
            if (from != graph::kInput && hasNorm(static_cast<std::size_t>(from))) return inputs.front();
            const int channels = m_shapes[m_node].channels;
            nn::NodeWeights numbers{nn::RowMatrix::Ones(channels, 1), Eigen::VectorXf::Zero(channels)};
            normalise(numbers, channels, m_names[m_node]);
            numbers.weight.resize(1, channels);
            m_network.append(graph::Affine{}, std::move(numbers), std::move(inputs));
        } else if (std::holds_alternative<graph::Dropout>(operation()) ||
                   std::holds_alternative<graph::InputGates>(operation())) {
            return inputs.front();
        } else {
            m_network.append(operation(), {}, std::move(inputs));
        }
        return static_cast<int>(m_network.graph.nodes.size()) - 1;
    }

    /// Weights whose batch normalisation nobody else comes before.
    bool hasNorm(std::size_t node) const {
        const auto& readers = m_readers[node + 1];
        return graph::isWeighted(m_net.nodes[node].operation) && readers.size() == 1 &&
               std::holds_alternative<graph::BatchNorm>(
                   m_net.nodes[static_cast<std::size_t>(readers.front())].operation);
    }

    Shape inputShape() const {
        const int from = m_net.nodes[m_node].inputs.front();
        return from == graph::kInput ? m_net.input : m_shapes[static_cast<std::size_t>(from)];
    }

    void addWeighted(graph::Operation operation, const std::string& name, std::vector<int> inputs) {
        const std::vector<std::int64_t> sizes = nn::weightSizes(operation, inputShape());
        const auto prefix = m_layers.takePrefix(false, "weight", sizes);
        if (!prefix)
            m_file.fail(
                Message(say::kNoArrayForLayer, toText(sizes), name, graph::toString(m_net), m_listed));
        const StoredTensor weight = m_file.take(*prefix + "weight");
        const StoredTensor bias = takeOr(*prefix + "bias", sizes.front(), 0);
        nn::NodeWeights numbers =
            makeWeights(operation, weight, bias, m_file.where() + ": " + *prefix + "weight");
        ++m_done;
        const bool isNormed =
            m_tellsNorms ? hasNorm(m_node) : m_normsAtFirst + 1 == m_weighted && m_done < m_weighted;
        if (isNormed) normalise(numbers, sizes.front(), name + ".bn");
        m_network.append(std::move(operation), std::move(numbers), std::move(inputs));
    }

    /// Scale and shift of the normalisation, after training.
    void normalise(nn::NodeWeights& numbers, std::int64_t units, const std::string& name) {
        const auto prefix = m_layers.takePrefix(true, "running_mean", {units});
        if (!prefix)
            m_file.fail(
                Message(say::kNoArrayForLayer, toText({units}), name, graph::toString(m_net), m_listed));
        const auto array = [&](const char* part, float usual) {
            const StoredTensor tensor = takeOr(*prefix + part, units, usual);
            if (tensor.shape != std::vector{units})
                m_file.fail(Message(say::kArrayOfNet, *prefix + part, toText(tensor.shape), toText({units}),
                                    graph::toString(m_net)));
            return Eigen::Map<const Eigen::VectorXf>(tensor.values.data(), units).cast<double>().eval();
        };
        const Eigen::VectorXd mean = array("running_mean", 0), gamma = array("weight", 1);
        const Eigen::VectorXd beta = array("bias", 0), variance = array("running_var", 1);
        const Eigen::VectorXd scale = gamma.array() / (variance.array() + kEpsilon).sqrt();
        numbers.weight = (scale.asDiagonal() * numbers.weight.cast<double>()).cast<float>().eval();
        numbers.bias = (scale.cwiseProduct(numbers.bias.cast<double>() - mean) + beta).cast<float>().eval();
        if (!numbers.weight.allFinite() || !numbers.bias.allFinite())
            m_file.fail(Message(say::kArrayNotFinite, *prefix + "running_var"));
    }

    /// The array, or as many usual values where the file has none.
    StoredTensor takeOr(const std::string& name, std::int64_t count, float usual) {
        const std::vector<std::string> names = m_file.names();
        if (std::find(names.begin(), names.end(), name) != names.end()) return m_file.take(name);
        return {{count}, std::vector<float>(static_cast<std::size_t>(count), usual)};
    }

    const graph::Graph& m_net;
    const std::vector<Shape> m_shapes;
    const std::vector<std::string> m_names;
    const std::vector<std::vector<int>> m_readers;
    TensorFile& m_file;
    ForeignLayers m_layers;
    std::string m_listed; ///< what the file held
    std::size_t m_normsAtFirst = m_layers.norms();
    std::size_t m_weighted = 0, m_done = 0; ///< layers with weights: of the net, and so far
    bool m_tellsNorms = false;
    std::size_t m_node = 0;
    nn::PlainNetwork m_network;
    std::vector<int> m_nodes; ///< of every node of the net, the one that yields what it does
};

} // namespace

nn::PlainNetwork readForSpec(const graph::Graph& spec, TensorFile& file) {
    return GraphReader(spec, file).read();
}

} // namespace tristate::io

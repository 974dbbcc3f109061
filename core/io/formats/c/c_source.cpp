#include "core/io/formats/c/c_source.h"

#include "core/base/error.h"
#include "core/io/files/json.h"
#include "core/io/formats/c/c_layers.h"
#include "core/io/formats/c/c_plan.h"
#include "core/io/formats/c/c_text.h"
#include "core/io/formats/json/graph_json.h"
#include "core/messages/exports.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>
#include <vector>

namespace tristate::io {

namespace {

/// What a node yields, in C.
struct Value {
    int number = 0; ///< in the plan
    Shape shape;
    bool interleaved = false; ///< maps, [y][x][map]

    /// Maps of one position, and positions of one map, lie the same either way.
    bool isOneOrder() const { return shape.channels == 1 || shape.positions() == 1; }
    /// The shape of interleaved maps; otherwise all values count as channels, which keeps their order.
    Shape inMemory() const { return interleaved ? shape : Shape{shape.features(), 1, 1}; }
};

/// Walks over the network, writes the nodes' functions and lists the calls.
class NodeWriter {
public:
    explicit NodeWriter(const nn::PlainNetwork& network) : m_network(network), m_shapes(network.shapes()) {
        const auto readers = graph::consumers(network.graph);
        for (const auto& list : readers) m_left.push_back(list.size());
        m_values.push_back({plan.addArgument("input"), network.graph.input});
        const std::vector<std::string> names = graph::names(network.graph);
        for (m_node = 0; m_node < m_shapes.size(); ++m_node) {
            m_name = names[m_node];
            m_values.push_back(
                std::visit([this](const auto& kind) { return write(kind); }, node().operation));
            for (const int input : node().inputs) --m_left[static_cast<std::size_t>(input + 1)];
            layers.resize(plan.calls().size(), m_name);
        }
        plan.setResult(m_values.back().number, "logits");
        memory = plan.place();
    }

    CNeeds needs() const { return {static_cast<std::size_t>(memory) * sizeof(float), constants}; }

    CPlan plan;
    std::string functions;
    std::vector<std::string> layers; ///< for each call of the plan the node that it is part of
    std::size_t constants = 0;       ///< bytes
    long long memory = 0;            ///< floats

private:
    const graph::Node& node() const { return m_network.graph.nodes[m_node]; }
    const nn::NodeWeights& numbers() const { return m_network.weights[m_node]; }
    Shape out() const { return m_shapes[m_node]; }
    Value& input(std::size_t i = 0) { return m_values[static_cast<std::size_t>(node().inputs[i] + 1)]; }

    Value write(const graph::Dense&) {
        return called(cDense(m_name, numbers(), input().inMemory()), input());
    }

    Value write(const graph::Conv& conv) {
        const Value in = padded(conv.padding);
        return called(cConvolution(m_name, conv, numbers(), in.shape, out()), in);
    }

    Value write(const graph::Depthwise& depthwise) {
        const Value in = padded(depthwise.padding);
        return called(cDepthwise(m_name, depthwise, numbers(), in.shape, out()), in);
    }

    Value write(const graph::Relu& relu) {
        const Value value = owned();
        const std::string count = ", " + std::to_string(value.shape.features());
        if (relu.slope == 0)
            plan.add({"relu", {}, value.number, count});
        else if (relu.slope != 1)
            plan.add({"leaky_relu", {}, value.number, count + ", " + floatConstant(relu.slope)});
        if (relu.cap > 0) plan.add({"cap", {}, value.number, count + ", " + floatConstant(relu.cap)});
        return value;
    }

    Value write(const graph::Pool& pool) {
        const Value in = interleaved();
        return called(cPool(m_name, pool, in.shape, out()), in);
    }

    Value write(const graph::GlobalAverage&) {
        const Value in = interleaved();
        return called(cGlobalAverage(m_name, in.shape), in);
    }

    Value write(const graph::Add&) {
        for (std::size_t i = 0; i < node().inputs.size(); ++i) interleaved(i);
        if (node().inputs.size() == 1) return owned();
        const Value sum{plan.addValue(out().features()), out(), true};
        int latest = input().number;
        for (std::size_t i = 1; i < node().inputs.size(); ++i) {
            plan.add({"sum", {latest, input(i).number}, sum.number, ", " + std::to_string(out().features())});
            latest = sum.number;
        }
        return sum;
    }

    Value write(const graph::Concat&) {
        const Value all{plan.addValue(out().features()), out(), true};
        int first = 0;
        for (std::size_t i = 0; i < node().inputs.size(); ++i) {
            const Value in = interleaved(i);
            plan.add(
                {"join",
                 {in.number},
                 all.number,
                 fillTemplate(", $positions, $channels, $first, $all", {{"positions", in.shape.positions()},
                                                                        {"channels", in.shape.channels},
                                                                        {"first", first},
                                                                        {"all", out().channels}})});
            first += in.shape.channels;
        }
        return all;
    }

    Value write(const graph::ResponseNorm& norm) {
        const Value in = interleaved();
        return called(cResponseNorm(m_name, norm, in.shape), in);
    }

    Value write(const graph::Select& select) {
        if (select.values) return called(cSelection(m_name, select, input().inMemory()), input());
        const Value in = interleaved();
        return called(cSelection(m_name, select, in.shape), in);
    }

    Value write(const graph::Affine&) {
        const Value in = interleaved();
        return called(cAffine(m_name, numbers(), in.shape), in);
    }

    /// What a finished network does not have.
    template <class Other>
    Value write(const Other&) {
        return input();
    }

    Value called(const CFunction& function, const Value& in) {
        functions += function.text;
        constants += function.constants;
        const Value made{plan.addValue(out().features()), out(), true};
        plan.add({m_name, {in.number}, made.number, ""});
        return made;
    }

    /// The input, to be changed where it lies: what others still need, and what is not ours, gets a copy.
    Value owned() {
        Value value = input();
        const int from = node().inputs.front();
        if (from != graph::kInput && m_left[static_cast<std::size_t>(from + 1)] == 1) return value;
        value.number = plan.addValue(value.shape.features());
        plan.add({"copy", {input().number}, value.number, ", " + std::to_string(value.shape.features())});
        return value;
    }

    /// The values themselves are put into that order, for every node behind.
    Value interleaved(std::size_t i = 0) {
        Value& value = input(i);
        if (!value.interleaved && !value.isOneOrder()) {
            functions += cInterleave(m_name + "_interleave", value.shape).text;
            const int number = plan.addValue(value.shape.features());
            plan.add({m_name + "_interleave", {value.number}, number, ""});
            value.number = number;
        }
        value.interleaved = true;
        return value;
    }

    Value padded(int padding) {
        Value value = interleaved();
        if (padding == 0) return value;
        functions += cPadding(m_name + "_padding", value.shape, padding).text;
        value.shape.height += 2 * padding;
        value.shape.width += 2 * padding;
        const int number = plan.addValue(value.shape.features());
        plan.add({m_name + "_padding", {value.number}, number, ""});
        value.number = number;
        return value;
    }

    const nn::PlainNetwork& m_network;
    const std::vector<Shape> m_shapes;
    std::vector<Value> m_values;     ///< of the input, then of every node
    std::vector<std::size_t> m_left; ///< nodes that are still to read each
    std::size_t m_node = 0;
    std::string m_name;
};

/// The names that a source shows to others.
struct Names {
    explicit Names(const std::string& prefix) : predict((prefix.empty() ? "" : prefix + "_") + "predict") {
        const auto isWord = [](unsigned char c) { return c < 128 && (std::isalnum(c) || c == '_'); };
        if (!std::all_of(prefix.begin(), prefix.end(), isWord) ||
            (!prefix.empty() && std::isdigit(static_cast<unsigned char>(prefix[0]))))
            throw Error(say::kPrefixNoName, prefix);
        for (const char c : predict) macro += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }

    std::string declaration() const { return "void " + predict + "(const float *input, float *logits)"; }

    std::string predict, macro;
};

std::string head(const nn::PlainNetwork& network, const Metadata& metadata, const NodeWriter& nodes,
                 const Names& names) {
    std::string text =
        fillTemplate("/* A neural network, exported by Tristate Lab.\n *\n"
                     " * input:  ${macro}_INPUTS values in (channel, y, x) order, as below\n"
                     " * logits: ${macro}_OUTPUTS values; the largest one tells the class\n *\n"
                     " * Nothing is allocated and no global is written, so threads may call $predict() at\n"
                     " * once. It takes $ram bytes of stack for the values between its layers, and\n"
                     " * $flash bytes of constants. For speed: cc -O3 -march=native\n *\n",
                     {{"macro", names.macro},
                      {"predict", names.predict},
                      {"ram", nodes.memory * static_cast<long long>(sizeof(float))},
                      {"flash", static_cast<long long>(nodes.constants)}});
    for (const auto& [key, value] : metadata) text += " * " + key + ": " + commentText(value) + "\n";
    if (!network.keptUnits.empty()) text += " * kept_units: " + dumpJson(network.keptUnits, -1) + "\n";
    return text + " */\n";
}

std::string definitions(const nn::PlainNetwork& network, const Names& names) {
    return fillTemplate("\n#define ${macro}_INPUTS $inputs\n#define ${macro}_OUTPUTS $outputs\n",
                        {{"macro", names.macro},
                         {"inputs", network.graph.input.features()},
                         {"outputs", network.shapes().back().features()}});
}

std::string body(const NodeWriter& nodes, const Names& names, bool isMeasured = false) {
    std::string text = "\n" + names.declaration() + "\n{\n";
    int done = 0;
    if (nodes.memory > 0) text += "    float memory[" + std::to_string(nodes.memory) + "];\n";
    for (const CCall& call : nodes.plan.calls()) {
        text += "    " + call.function + "(";
        for (const int value : call.reads) text += nodes.plan.textOf(value) + ", ";
        text += nodes.plan.textOf(call.writes) + call.arguments + ");\n";
        if (isMeasured) text += "    after_call(" + std::to_string(done++) + ");\n";
    }
    return text + "}\n";
}

/// All between the comment at the head and predict().
std::string code(const nn::PlainNetwork& network, const NodeWriter& nodes, const Names& names) {
    std::set<std::string> called;
    for (const CCall& call : nodes.plan.calls()) called.insert(call.function);
    std::string text;
    if (nodes.functions.find("powf(") != std::string::npos) text += "\n#include <math.h>\n";
    text += definitions(network, names) + "\n" + names.declaration() + ";\n" + kCKeepLoop;
    for (const CSharedFunction& shared : kCSharedFunctions)
        if (called.contains(shared.name)) text += shared.text;
    return text + nodes.functions;
}

} // namespace

std::string cPredictName(const std::string& prefix) {
    return Names(prefix).predict;
}

CNeeds cNeeds(const nn::PlainNetwork& network) {
    return NodeWriter(network).needs();
}

std::string toCSource(const nn::PlainNetwork& network, const Metadata& metadata, const std::string& prefix) {
    checkNetwork(network, "C source");
    const Names names(prefix);
    const NodeWriter nodes(network);
    const std::size_t stack = nodes.needs().stack;
    if (stack > kMaxCStack) throw Error(say::kCStack, stack, kMaxCStack);
    return head(network, metadata, nodes, names) + code(network, nodes, names) + body(nodes, names);
}

CMeasurable measurableC(const nn::PlainNetwork& network) {
    const Names names("");
    const NodeWriter nodes(network);
    return {nodes.needs(),
            "void after_call(int call);\n" + code(network, nodes, names) + body(nodes, names, true),
            nodes.layers};
}

std::string toCHeader(const nn::PlainNetwork& network, const Metadata& metadata, const std::string& prefix) {
    checkNetwork(network, "C header");
    const Names names(prefix);
    return head(network, metadata, NodeWriter(network), names) +
           fillTemplate("#ifndef ${macro}_H\n#define ${macro}_H\n", {{"macro", names.macro}}) +
           definitions(network, names) +
           fillTemplate(
               "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n$declaration;\n\n#ifdef __cplusplus\n}\n"
               "#endif\n\n#endif\n",
               {{"declaration", names.declaration()}});
}

} // namespace tristate::io

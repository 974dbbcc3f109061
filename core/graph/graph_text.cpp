#include "core/graph/graph_text.h"

#include "core/base/error.h"
#include "core/graph/graph_builder.h"
#include "core/graph/text_elements.h"

#include <charconv>
#include <optional>
#include <utility>

namespace tristate::graph {

namespace {

/// `mark` and the value, unless it is the usual one.
std::string marked(const char* mark, int value, int usual) {
    return value == usual ? "" : mark + std::to_string(value);
}
std::string marked(const char* mark, float value, float usual) {
    if (value == usual) return "";
    char digits[64]; // the longest is 2^-149
    const auto end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed).ptr;
    return mark + std::string(digits, end);
}

std::string textOf(const ReluMarks& marks) {
    if (marks.none) return "n";
    return (marks.relu.fixed ? "f" : "") + marked("l", marks.relu.slope, 0.0f) +
           marked("m", marks.relu.cap, 0.0f);
}

template <class Kind>
std::string kernelText(const Kind& kind) {
    return std::to_string(kind.kernel) + marked("s", kind.stride, 1) + marked("+", kind.padding, 0) +
           marked("x", kind.dilation, 1);
}

std::string textOf(const Dense& dense) {
    return std::to_string(dense.units);
}
std::string textOf(const Conv& conv) {
    return std::to_string(conv.maps) + "c" + kernelText(conv) + marked("g", conv.groups, 1);
}
std::string textOf(const Depthwise& depthwise) {
    return "dw" + kernelText(depthwise);
}
std::string textOf(const BatchNorm&) {
    return "b";
}
std::string textOf(const Relu& relu) {
    return "r" + textOf(ReluMarks{false, relu});
}
std::string textOf(const Pool& pool) {
    return (pool.kind == PoolKind::Max ? "p" : "a") + std::to_string(pool.size) +
           marked("s", pool.stride, pool.size) + marked("+", pool.padding, 0) + (pool.ceil ? "u" : "") +
           (pool.insideOnly ? "i" : "");
}
std::string textOf(const GlobalAverage&) {
    return "ga";
}
std::string textOf(const Add&) {
    return "add";
}
std::string textOf(const Concat&) {
    return "concat";
}
std::string textOf(const Dropout& dropout) {
    return "d" + std::to_string(dropout.percent);
}
std::string textOf(const InputGates&) {
    return "g";
}
std::string textOf(const ResponseNorm& norm) {
    const ResponseNorm usual;
    return "lrn" + std::to_string(norm.size) + marked("a", norm.alpha, usual.alpha) +
           marked("b", norm.beta, usual.beta) + marked("k", norm.bias, usual.bias);
}
std::string textOf(const Select& select) {
    if (select.indices.empty() || (select.values && !isRun(select))) return "select";
    std::string text;
    for (std::size_t first = 0, last = 0; first < select.indices.size(); first = ++last) {
        while (last + 1 < select.indices.size() && select.indices[last + 1] == select.indices[last] + 1)
            ++last;
        text += (first == 0 ? "sel" : ",") + std::to_string(select.indices[first]);
        if (last > first) text += ".." + std::to_string(select.indices[last]);
    }
    return select.values ? text + "v" : text;
}
std::string textOf(const Affine& affine) {
    return affine.fixed ? "norm" : "affine";
}

/// Writes a graph whose branches are nested in each other, from its end to its beginning.
class TextWriter {
public:
    explicit TextWriter(const Graph& graph) : m_graph(graph) {
        for (const Node& node : graph.nodes) {
            int common = node.inputs.front();
            for (const int input : node.inputs) common = commonDominator(common, input);
            m_dominators.push_back(common);
        }
    }

    std::string write(const std::vector<Shape>& shapes) {
        m_shapes = &shapes;
        return textBetween(kInput, static_cast<int>(m_graph.nodes.size()) - 1, true);
    }

private:
    /// A node, or a join with all of its branches.
    struct Item {
        int node = kInput;
        std::string block; ///< of a join: its brackets and branches
    };

    const Operation& operationOf(int node) const {
        return m_graph.nodes[static_cast<std::size_t>(node)].operation;
    }
    Shape shapeOf(int node) const {
        return node == kInput ? m_graph.input : (*m_shapes)[static_cast<std::size_t>(node)];
    }

    /// The latest node that every way to both leads through.
    int commonDominator(int a, int b) const {
        while (a != b) (a > b ? a : b) = m_dominators[static_cast<std::size_t>(a > b ? a : b)];
        return a;
    }

    /// The nodes behind `from` up to `to`, the joins' branches in brackets.
    std::vector<Item> itemsBetween(int from, int to) const {
        std::vector<Item> items;
        while (to > from) {
            const Node& node = m_graph.nodes[static_cast<std::size_t>(to)];
            items.insert(items.begin(), {to, isJoin(node.operation) ? blockText(to) : ""});
            to = m_dominators[static_cast<std::size_t>(to)];
        }
        return items;
    }

    std::string blockText(int join) const {
        const Node& node = m_graph.nodes[static_cast<std::size_t>(join)];
        const int fork = m_dominators[static_cast<std::size_t>(join)];
        const bool isSum = std::holds_alternative<Add>(node.operation);
        const bool isResidual = isSum && node.inputs.size() == 2 && isBypass(fork, node.inputs);
        std::string text = "[" + textBetween(fork, node.inputs.front(), isSum);
        for (std::size_t i = 1; i < node.inputs.size() && !isResidual; ++i)
            text += "/" + textBetween(fork, node.inputs[i], isSum);
        return text + (isSum ? "]+" : "]");
    }

    /// Whether the second input is what `[A]+` puts there by itself.
    bool isBypass(int fork, const std::vector<int>& inputs) const {
        if (inputs[0] == fork) return false;
        const bool hasNorm = std::holds_alternative<BatchNorm>(operationOf(inputs[0]));
        const auto expected = projection(shapeOf(fork), shapeOf(inputs[0]), hasNorm);
        std::vector<Operation> found;
        for (const Item& item : itemsBetween(fork, inputs[1])) found.push_back(operationOf(item.node));
        return expected == found;
    }

    std::string textBetween(int from, int to, bool endsBare) const {
        const std::vector<Item> items = itemsBetween(from, to);
        std::string text, latest;
        int times = 1;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const bool isBlock = !items[i].block.empty();
            const std::string next = isBlock ? sumText(items, i) : leafText(items, i, endsBare);
            if (isBlock && next == latest) {
                ++times;
                continue;
            }
            append(text, std::exchange(latest, next), std::exchange(times, 1));
        }
        append(text, latest, times);
        return text;
    }

    static void append(std::string& text, const std::string& part, int times) {
        if (part.empty()) return;
        text += (text.empty() ? "" : "-") + part + (times > 1 ? "x" + std::to_string(times) : "");
    }

    template <class Kind>
    const Kind* at(const std::vector<Item>& items, std::size_t i) const {
        return i < items.size() ? std::get_if<Kind>(&operationOf(items[i].node)) : nullptr;
    }

    /// A join, and its ReLU.
    std::string sumText(const std::vector<Item>& items, std::size_t& i) const {
        std::string text = items[i].block;
        if (!at<Add>(items, i)) return text;
        const Relu* relu = at<Relu>(items, i + 1);
        if (relu) ++i;
        return text + textOf(ReluMarks{!relu, relu ? *relu : Relu{}});
    }

    /// Whether the net ends here, in the unit of a regression behind a dense layer.
    bool hasUnit(const std::vector<Item>& items) const {
        if (items.size() < 2 || items.back().node + 1 != std::ssize(m_graph.nodes)) return false;
        const auto* norm = at<Affine>(items, items.size() - 1);
        return norm && norm->fixed && at<Dense>(items, items.size() - 2);
    }

    /// A leaf and what belongs to it: batch normalisation, and the ReLU that the text does not write down.
    std::string leafText(const std::vector<Item>& items, std::size_t& i, bool endsBare) const {
        const Operation& operation = operationOf(items[i].node);
        std::string text = toString(operation);
        if (!bringsRelu(operation)) return text;
        if (isWeighted(operation) && at<BatchNorm>(items, i + 1)) {
            text += "b";
            ++i;
        }
        std::size_t next = i + 1;
        std::string pools;
        for (; at<Pool>(items, next) && isMaxPool(operationOf(items[next].node)); ++next)
            pools += "-" + toString(operationOf(items[next].node));
        const Relu* relu = at<Relu>(items, next);
        const std::size_t end = items.size() - (hasUnit(items) && i + 2 == items.size() ? 1 : 0);
        const bool endsHere = next + (relu ? 1 : 0) == end && endsBare;
        const Pool* behind = relu ? at<Pool>(items, next + 1) : nullptr;
        const bool waits = behind && behind->kind == PoolKind::Max;    // as a ReLU in a text would
        if ((relu != nullptr) == endsHere || waits) return text + "n"; // what comes behind is written down
        i = relu ? next : next - 1;
        return text + (relu ? textOf(ReluMarks{false, *relu}) : "") + pools;
    }

    const Graph& m_graph;
    std::vector<int> m_dominators; ///< of every node: the latest one that every way to it leads through
    const std::vector<Shape>* m_shapes = nullptr;
};

/// Null for a graph that cannot be built.
std::optional<std::vector<Shape>> shapesOf(const Graph& graph) {
    try {
        GraphBuilder builder(graph.input, [] { return std::string(); });
        for (const Node& node : graph.nodes) builder.append(node.operation, node.inputs);
        return builder.shapes();
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// A chain has a text whatever is wrong with it.
std::string chainText(const Graph& graph) {
    return TextWriter(graph).write({});
}

} // namespace

std::string toString(const Operation& operation) {
    return std::visit([](const auto& kind) { return textOf(kind); }, operation);
}

std::string toString(const Graph& graph) {
    const std::string input = tristate::toString(graph.input) + (graph.input.isFlat() ? "-" : ":");
    if (isChain(graph)) return input + chainText(graph);
    const std::string none = input + "<" + std::to_string(graph.nodes.size()) + " nodes>";
    const auto shapes = shapesOf(graph);
    if (!shapes) return none;
    const std::string text = input + TextWriter(graph).write(*shapes);
    try {
        return readGraph(text) == graph ? text : none;
    } catch (const Error&) {
        return none;
    }
}

} // namespace tristate::graph

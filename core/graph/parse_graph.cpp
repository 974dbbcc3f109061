#include "core/base/error.h"
#include "core/graph/graph_builder.h"
#include "core/graph/graph_text.h"
#include "core/graph/text_elements.h"
#include "core/messages/nets.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <utility>

namespace tristate::graph {

namespace {

/// Number of times a block may be repeated, and how deep blocks may be nested in each other: a text of a few
/// letters shall not ask for all memory, nor for all of the stack.
constexpr int kMaxTimes = 1000;
constexpr int kMaxDepth = 32;

std::optional<int> wholeNumber(std::string_view text) {
    if (text.empty() || text.front() == '-') return std::nullopt;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return isWhole ? std::optional(value) : std::nullopt;
}

std::optional<Shape> parseShape(std::string_view text) {
    Shape shape;
    int* const sizes[] = {&shape.channels, &shape.height, &shape.width};
    for (std::size_t i = 0; i < std::size(sizes); ++i) {
        const std::size_t end = text.find('x');
        const auto size = wholeNumber(text.substr(0, end));
        if (!size) return std::nullopt;
        *sizes[i] = *size;
        if (end == text.npos) return i == 1 ? std::nullopt : std::optional(shape);
        text.remove_prefix(end + 1);
    }
    return std::nullopt;
}

/// Reads the layers of a net, as they stand in the text.
class ElementParser {
public:
    ElementParser(std::string_view whole, std::string_view layers) : m_whole(whole), m_rest(layers) {}

    Sequence parse() {
        Sequence all = parseSequence(0);
        if (!m_rest.empty()) fail(Message(say::kBracketWithoutBegin, m_rest));
        return all;
    }

private:
    Sequence parseSequence(int depth) {
        Sequence sequence;
        do {
            sequence.push_back(parseElement(depth));
        } while (accept('-'));
        return sequence;
    }

    Element parseElement(int depth) {
        if (m_rest.starts_with('[')) return parseBlock(depth + 1);
        const std::string_view text = take("-[]/");
        ++m_leaves;
        const auto leaf = parseLeaf(text);
        if (!leaf) fail(Message(say::kUnknownLayer, m_leaves, text));
        return {*leaf, m_leaves};
    }

    Element parseBlock(int depth) {
        const std::string_view begin = m_rest;
        const int first = m_leaves + 1;
        if (depth > kMaxDepth) fail(Message(say::kBlocksTooDeep, kMaxDepth));
        accept('[');
        Bracket block;
        do {
            const bool isEmpty = m_rest.starts_with('/') || m_rest.starts_with(']');
            block.branches.push_back(isEmpty ? Sequence{} : parseSequence(depth));
        } while (accept('/'));
        if (!accept(']')) fail(Message(say::kBracketWithoutEnd, begin));
        const std::string_view end = m_rest;
        block.isSum = accept('+');
        const std::string_view marks = take("-[]/x");
        const auto read = parseReluMarks(marks);
        const bool hasTimes = accept('x');
        const auto times = hasTimes ? wholeNumber(take("-[]/")) : std::optional(1);
        if (!read || (!block.isSum && !marks.empty()) || !times || *times < 1 || *times > kMaxTimes)
            fail(Message(say::kUnknownBlockEnd, end.substr(0, end.size() - m_rest.size())));
        if (block.branches.size() < 2 && (!block.isSum || block.branches[0].empty()))
            fail(Message(say::kOneBranch, begin));
        block.marks = *read;
        block.times = *times;
        return {std::move(block), first};
    }

    bool accept(char c) {
        if (!m_rest.starts_with(c)) return false;
        m_rest.remove_prefix(1);
        return true;
    }

    /// Up to the first of these.
    std::string_view take(std::string_view ends) {
        const std::string_view text = m_rest.substr(0, m_rest.find_first_of(ends));
        m_rest.remove_prefix(text.size());
        return text;
    }

    [[noreturn]] void fail(const Message& what) const { throw Error(say::kNetSpec, m_whole, what); }

    std::string_view m_whole, m_rest;
    int m_leaves = 0;
};

/// Puts down the nodes that a text stands for.
class Expander {
public:
    Expander(GraphBuilder& builder, const Sequence& whole) : m_builder(builder), m_whole(&whole) {}

    /// `endsBare`: no ReLU behind the weights that end it. Returns the last node.
    int expand(const Sequence& sequence, int from, bool endsBare) {
        int at = from;
        for (std::size_t i = 0; i < sequence.size(); ++i) {
            if (const auto* block = std::get_if<Bracket>(&sequence[i].what))
                at = expand(*block, at, sequence[i].number);
            else
                at = expandLeaf(sequence, i, at, endsBare);
        }
        return at;
    }

private:
    /// Whether the net ends in `norm` behind a dense layer, as that of a regression, which has a unit.
    bool hasUnit(const Sequence& sequence) const {
        const Leaf* last = &sequence == m_whole ? leafAt(sequence, sequence.size() - 1) : nullptr;
        const Leaf* before = last ? leafAt(sequence, sequence.size() - 2) : nullptr;
        const auto* norm = last ? std::get_if<Affine>(&last->operation) : nullptr;
        return norm && norm->fixed && before && std::holds_alternative<Dense>(before->operation);
    }

    static const Leaf* leafAt(const Sequence& sequence, std::size_t i) {
        return i < sequence.size() ? std::get_if<Leaf>(&sequence[i].what) : nullptr;
    }

    int append(const Operation& operation, std::vector<int> inputs, int number) {
        m_builder.setPart(Message(say::kLayerNumber, number));
        return m_builder.append(operation, std::move(inputs));
    }

    /// Leaf i, and what belongs to it; goes on behind the max-pooling that its ReLU waits for.
    int expandLeaf(const Sequence& sequence, std::size_t& i, int at, bool endsBare) {
        const int number = sequence[i].number;
        const Leaf& leaf = *leafAt(sequence, i);
        at = append(leaf.operation, {at}, number);
        if (leaf.batchNorm) at = append(BatchNorm{}, {at}, number);
        if (!bringsRelu(leaf.operation) || leaf.marks.none) return at;
        for (const Leaf* next = leafAt(sequence, i + 1); next && isMaxPool(next->operation);
             next = leafAt(sequence, i + 1)) {
            ++i;
            at = append(next->operation, {at}, sequence[i].number);
        }
        const bool isLast = i + 1 == sequence.size() || (i + 2 == sequence.size() && hasUnit(sequence));
        return isLast && endsBare ? at : append(leaf.marks.relu, {at}, number);
    }

    int expand(const Bracket& block, int from, int number) {
        for (int time = 0; time < block.times; ++time) {
            std::vector<int> ends;
            for (const Sequence& branch : block.branches) ends.push_back(expand(branch, from, block.isSum));
            if (ends.size() == 1) ends.push_back(addBypass(from, ends.front(), number));
            from = append(block.isSum ? Operation(Add{}) : Operation(Concat{}), ends, number);
            if (block.isSum && !block.marks.none) from = append(block.marks.relu, {from}, number);
        }
        return from;
    }

    int addBypass(int from, int end, int number) {
        const Operation& last = m_builder.graph().nodes[static_cast<std::size_t>(end)].operation;
        const Shape in = m_builder.shapeOf(from), out = m_builder.shapeOf(end);
        const auto bypass = projection(in, out, std::holds_alternative<BatchNorm>(last));
        m_builder.setPart(Message(say::kLayerNumber, number));
        if (!bypass) m_builder.fail(Message(say::kNoBypass, toString(in), toString(out)));
        for (const Operation& operation : *bypass) from = append(operation, {from}, number);
        return from;
    }

    GraphBuilder& m_builder;
    const Sequence* m_whole;
};

/// A text that ends in a layer with marks that the last one cannot have says so itself.
void requirePlainEnd(const GraphBuilder& builder, const Sequence& sequence) {
    const auto* last = std::get_if<Leaf>(&sequence.back().what);
    if (!last || !std::holds_alternative<Dense>(last->operation)) return;
    if (last->marks.relu.fixed) builder.fail(Message(say::kLastLayerFixed));
    if (last->marks.relu.slope != 0) builder.fail(Message(say::kLastLayerSlope));
    if (last->marks.relu.cap != 0) builder.fail(Message(say::kLastLayerCap));
    if (last->batchNorm) builder.fail(Message(say::kLastLayerBatchNorm));
}

} // namespace

Graph readGraph(std::string_view text) {
    const auto fail = [text](const Message& what) -> void { throw Error(say::kNetSpec, text, what); };
    if (text.empty()) fail(Message(say::kSpecEmpty));

    // A colon sets the input apart; without one the input is the first of the numbers.
    const std::size_t separator = std::min(text.find(':'), text.find('-'));
    const std::string_view inputText = text.substr(0, separator);
    const auto input = parseShape(inputText);
    if (!input) fail(Message(say::kUnknownInput, inputText));
    if (separator == std::string_view::npos) fail(Message(say::kSpecWithoutLayers));

    const Sequence layers = ElementParser(text, text.substr(separator + 1)).parse();
    GraphBuilder builder(*input, [text] { return std::string(text); });
    Expander(builder, layers).expand(layers, kInput, true);
    requirePlainEnd(builder, layers);
    return builder.graph();
}

Graph parseGraph(std::string_view text) {
    Graph graph = readGraph(text);
    validate(graph);
    return graph;
}

} // namespace tristate::graph

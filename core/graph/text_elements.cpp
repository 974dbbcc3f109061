#include "core/graph/text_elements.h"

#include "core/graph/graph_text.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace tristate::graph {

namespace {

/// Reads numbers and single characters from the front of a text.
class Cursor {
public:
    explicit Cursor(std::string_view text) : m_rest(text) {}

    bool atEnd() const { return m_rest.empty(); }

    bool accept(std::string_view word) {
        if (!m_rest.starts_with(word)) return false;
        m_rest.remove_prefix(word.size());
        return true;
    }

    std::optional<int> number() { return read<int>(); }
    /// With a decimal point, without an exponent.
    std::optional<float> real() { return read<float>(std::chars_format::fixed); }

    /// `word`, then a number into `value`; false when the word stands there without one.
    bool readAfter(std::string_view word, int& value) {
        if (!accept(word)) return true;
        return keep(number(), value);
    }
    bool readAfter(std::string_view word, float& value) {
        if (!accept(word)) return true;
        return keep(real(), value);
    }

private:
    template <class T, class... Format>
    std::optional<T> read(Format... format) {
        if (m_rest.empty() || m_rest.front() < '0' || m_rest.front() > '9') return std::nullopt;
        T value = 0;
        const char* const begin = m_rest.data();
        const auto [end, error] = std::from_chars(begin, begin + m_rest.size(), value, format...);
        if (error != std::errc()) return std::nullopt;
        m_rest.remove_prefix(static_cast<std::size_t>(end - begin));
        return value;
    }

    template <class T>
    static bool keep(std::optional<T> found, T& value) {
        if (found) value = *found;
        return found.has_value();
    }

    std::string_view m_rest;
};

bool readReluMarks(Cursor& cursor, ReluMarks& marks) {
    marks.relu.fixed = cursor.accept("f");
    marks.none = cursor.accept("n");
    return cursor.readAfter("l", marks.relu.slope) && cursor.readAfter("m", marks.relu.cap) &&
           (!marks.none || marks.relu == Relu{});
}

/// What may stand behind the sizes; false where it is not understood.
bool readMarks(Cursor& cursor, Leaf& leaf) {
    leaf.batchNorm = !std::holds_alternative<BatchNorm>(leaf.operation) && cursor.accept("b");
    return readReluMarks(cursor, leaf.marks);
}

std::optional<Leaf> finished(Cursor& cursor, bool isRead, Leaf leaf) {
    if (!isRead || (bringsRelu(leaf.operation) && !readMarks(cursor, leaf)) || !cursor.atEnd())
        return std::nullopt;
    return leaf;
}

/// What follows the `p` or `a` of a pooling.
std::optional<Leaf> parsePool(PoolKind kind, Cursor cursor) {
    Pool pool{.kind = kind};
    const bool hasSize = cursor.readAfter("", pool.size);
    pool.stride = pool.size;
    const bool isRead = hasSize && cursor.readAfter("s", pool.stride) && cursor.readAfter("+", pool.padding);
    pool.ceil = cursor.accept("u");
    pool.insideOnly = kind == PoolKind::Average && cursor.accept("i");
    return finished(cursor, isRead, {.operation = pool});
}

/// What slides: kernel, stride, padding, dilation.
template <class Kind>
bool readKernel(Cursor& cursor, Kind& kind) {
    return cursor.readAfter("", kind.kernel) && cursor.readAfter("s", kind.stride) &&
           cursor.readAfter("+", kind.padding) && cursor.readAfter("x", kind.dilation);
}

std::optional<Leaf> parseWeighted(Cursor cursor) {
    if (cursor.accept("dw")) {
        Depthwise depthwise;
        const bool isRead = readKernel(cursor, depthwise);
        return finished(cursor, isRead, {.operation = depthwise});
    }
    const auto units = cursor.number();
    if (!units) return std::nullopt;
    if (!cursor.accept("c")) return finished(cursor, true, {.operation = Dense{*units}});
    Conv conv{.maps = *units};
    const bool isRead = readKernel(cursor, conv) && cursor.readAfter("g", conv.groups);
    return finished(cursor, isRead, {.operation = conv});
}

std::optional<Leaf> parseResponseNorm(Cursor cursor) {
    ResponseNorm norm;
    const bool isRead = cursor.readAfter("", norm.size) && cursor.readAfter("a", norm.alpha) &&
                        cursor.readAfter("b", norm.beta) && cursor.readAfter("k", norm.bias);
    return finished(cursor, isRead, {.operation = norm});
}

std::optional<Leaf> parseSelect(Cursor cursor) {
    constexpr std::ptrdiff_t kMost = 1'000'000;
    Select select;
    do {
        const auto first = cursor.number();
        const auto last = first && cursor.accept("..") ? cursor.number() : first;
        if (!last || *last < *first || *last - *first >= kMost - std::ssize(select.indices))
            return std::nullopt;
        for (int index = *first; index <= *last; ++index) select.indices.push_back(index);
    } while (cursor.accept(","));
    select.values = cursor.accept("v");
    if (select.values && !isRun(select)) return std::nullopt;
    return finished(cursor, true, {.operation = std::move(select)});
}

std::optional<Leaf> parseDropout(Cursor cursor) {
    Dropout dropout;
    const bool isRead = cursor.readAfter("", dropout.percent);
    return finished(cursor, isRead, {.operation = dropout});
}

} // namespace

bool bringsRelu(const Operation& operation) {
    return isWeighted(operation) || std::holds_alternative<BatchNorm>(operation);
}

bool isRun(const Select& select) {
    return std::adjacent_find(select.indices.begin(), select.indices.end(),
                              [](int a, int b) { return b != a + 1; }) == select.indices.end();
}

std::optional<ReluMarks> parseReluMarks(std::string_view text) {
    Cursor cursor(text);
    ReluMarks marks;
    if (!readReluMarks(cursor, marks) || !cursor.atEnd()) return std::nullopt;
    return marks;
}

std::optional<Leaf> parseLeaf(std::string_view text) {
    if (text == "g") return Leaf{.operation = InputGates{}};
    if (text == "ga") return Leaf{.operation = GlobalAverage{}};
    if (text == "norm") return Leaf{.operation = Affine{.fixed = true}};
    if (text == "affine") return Leaf{.operation = Affine{}};
    Cursor cursor(text);
    if (text.starts_with("dw")) return parseWeighted(cursor);
    if (cursor.accept("lrn")) return parseResponseNorm(cursor);
    if (cursor.accept("sel")) return parseSelect(cursor);
    if (cursor.accept("p")) return parsePool(PoolKind::Max, cursor);
    if (cursor.accept("a")) return parsePool(PoolKind::Average, cursor);
    if (cursor.accept("d")) return parseDropout(cursor);
    if (cursor.accept("b")) return finished(cursor, true, {.operation = BatchNorm{}});
    if (cursor.accept("r")) {
        const auto marks = parseReluMarks(text.substr(1));
        if (!marks || marks->none) return std::nullopt;
        return Leaf{.operation = marks->relu};
    }
    return parseWeighted(cursor);
}

std::optional<Operation> parseOperation(std::string_view text) {
    if (text == "add") return Add{};
    if (text == "concat") return Concat{};
    const auto leaf = parseLeaf(text);
    if (!leaf || leaf->batchNorm || leaf->marks != ReluMarks{}) return std::nullopt;
    return leaf->operation;
}

std::optional<std::vector<Operation>> projection(Shape from, Shape to, bool batchNorm) {
    if (from == to) return std::vector<Operation>{};
    const auto leadsTo = [](int length, int stride, int side) { return (length - 1) / stride + 1 == side; };
    for (int stride = 1; stride <= from.height || stride <= from.width; ++stride) {
        if (!leadsTo(from.height, stride, to.height) || !leadsTo(from.width, stride, to.width)) continue;
        std::vector<Operation> bypass{Conv{.maps = to.channels, .kernel = 1, .stride = stride}};
        if (batchNorm) bypass.push_back(BatchNorm{});
        return bypass;
    }
    return std::nullopt;
}

} // namespace tristate::graph

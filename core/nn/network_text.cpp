#include "core/base/error.h"
#include "core/messages/nets.h"
#include "core/nn/network_spec.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace tristate::nn {

namespace {

/// Reads numbers and single characters from the front of a text.
class Cursor {
public:
    explicit Cursor(std::string_view text) : m_rest(text) {}

    bool atEnd() const { return m_rest.empty(); }

    bool accept(char c) {
        if (m_rest.empty() || m_rest.front() != c) return false;
        m_rest.remove_prefix(1);
        return true;
    }

    std::optional<int> number() {
        if (m_rest.empty() || m_rest.front() < '0' || m_rest.front() > '9') return std::nullopt;
        int value = 0;
        const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value);
        if (error != std::errc()) return std::nullopt;
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        return value;
    }

    /// With a decimal point, without an exponent.
    std::optional<float> real() {
        if (m_rest.empty() || m_rest.front() < '0' || m_rest.front() > '9') return std::nullopt;
        float value = 0;
        const auto [end, error] =
            std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value, std::chars_format::fixed);
        if (error != std::errc()) return std::nullopt;
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        return value;
    }

private:
    std::string_view m_rest;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<Shape> parseShape(std::string_view text) {
    Cursor cursor(text);
    const auto channels = cursor.number();
    if (!channels) return std::nullopt;
    if (cursor.atEnd()) return Shape{*channels, 1, 1};
    if (!cursor.accept('x')) return std::nullopt;
    const auto height = cursor.number();
    if (!height || !cursor.accept('x')) return std::nullopt;
    const auto width = cursor.number();
    if (!width || !cursor.atEnd()) return std::nullopt;
    return Shape{*channels, *height, *width};
}

/// What follows the `p` or `a` of a pooling.
std::optional<LayerSpec> parsePool(PoolKind kind, Cursor cursor) {
    const auto size = cursor.number();
    if (!size) return std::nullopt;
    PoolSpec pool{.size = *size, .stride = *size, .kind = kind};
    if (cursor.accept('s')) {
        const auto stride = cursor.number();
        if (!stride) return std::nullopt;
        pool.stride = *stride;
    }
    return cursor.atEnd() ? std::optional<LayerSpec>(pool) : std::nullopt;
}

/// What may stand behind the sizes of a weight layer.
template <class Spec>
std::optional<LayerSpec> parseMarks(Spec layer, Cursor cursor) {
    layer.batchNorm = cursor.accept('b');
    layer.fixed = cursor.accept('f');
    if (cursor.accept('l')) {
        const auto slope = cursor.real();
        if (!slope) return std::nullopt;
        layer.slope = *slope;
    }
    return cursor.atEnd() ? std::optional<LayerSpec>(layer) : std::nullopt;
}

/// What follows the `c` of a convolution.
std::optional<LayerSpec> parseConv(int maps, Cursor cursor) {
    const auto kernel = cursor.number();
    if (!kernel) return std::nullopt;
    ConvSpec conv{.maps = maps, .kernel = *kernel};
    if (cursor.accept('s')) {
        const auto stride = cursor.number();
        if (!stride) return std::nullopt;
        conv.stride = *stride;
    }
    if (cursor.accept('+')) {
        const auto padding = cursor.number();
        if (!padding) return std::nullopt;
        conv.padding = *padding;
    }
    return parseMarks(conv, cursor);
}

std::optional<LayerSpec> parseLayer(std::string_view text) {
    Cursor cursor(text);
    if (text == "g") return FeatureGatesSpec{};
    if (cursor.accept('p')) return parsePool(PoolKind::Max, cursor);
    if (cursor.accept('a')) return parsePool(PoolKind::Average, cursor);
    const bool isDropout = cursor.accept('d');
    const auto number = cursor.number();
    if (!number) return std::nullopt;
    if (isDropout) return cursor.atEnd() ? std::optional<LayerSpec>(DropoutSpec{*number}) : std::nullopt;
    if (cursor.accept('c')) return parseConv(*number, cursor);
    DenseSpec dense{.units = *number};
    return parseMarks(dense, cursor);
}

template <class Spec>
std::string marksOf(const Spec& layer) {
    std::string marks = std::string(layer.batchNorm ? "b" : "") + (layer.fixed ? "f" : "");
    if (layer.slope == 0) return marks;
    char slope[64]; // the longest is 2^-149
    const auto end = std::to_chars(slope, slope + sizeof slope, layer.slope, std::chars_format::fixed).ptr;
    return marks + "l" + std::string(slope, end);
}

std::string textOf(const DenseSpec& dense) {
    return std::to_string(dense.units) + marksOf(dense);
}

std::string textOf(const ConvSpec& conv) {
    std::string text = std::to_string(conv.maps) + "c" + std::to_string(conv.kernel);
    if (conv.stride != 1) text += "s" + std::to_string(conv.stride);
    if (conv.padding != 0) text += "+" + std::to_string(conv.padding);
    return text + marksOf(conv);
}

std::string textOf(const PoolSpec& pool) {
    std::string text = (pool.kind == PoolKind::Max ? "p" : "a") + std::to_string(pool.size);
    if (pool.stride != pool.size) text += "s" + std::to_string(pool.stride);
    return text;
}

std::string textOf(const DropoutSpec& dropout) {
    return "d" + std::to_string(dropout.percent);
}

std::string textOf(const FeatureGatesSpec&) {
    return "g";
}

} // namespace

NetworkSpec parseNetworkSpec(std::string_view text) {
    const auto fail = [text](const Message& what) -> void { throw Error(say::kNetSpec, text, what); };
    if (text.empty()) fail(Message(say::kSpecEmpty));

    // A colon sets the input apart; without one the input is the first of the numbers.
    const std::size_t separator = std::min(text.find(':'), text.find('-'));
    const std::string_view inputText = text.substr(0, separator);
    const auto input = parseShape(inputText);
    if (!input) fail(Message(say::kUnknownInput, inputText));
    if (separator == std::string_view::npos) fail(Message(say::kSpecWithoutLayers));

    NetworkSpec spec{*input, {}};
    for (const std::string_view part : split(text.substr(separator + 1), '-')) {
        const auto layer = parseLayer(part);
        if (!layer) fail(Message(say::kUnknownLayer, spec.layers.size() + 1, part));
        spec.layers.push_back(*layer);
    }
    validate(spec);
    return spec;
}

std::string toString(const NetworkSpec& spec) {
    std::string text = tristate::toString(spec.input);
    char separator = spec.input.isFlat() ? '-' : ':';
    for (const LayerSpec& layer : spec.layers) {
        text += separator + toString(layer);
        separator = '-';
    }
    return text;
}

std::string toString(const LayerSpec& layer) {
    return std::visit([](const auto& kind) { return textOf(kind); }, layer);
}

} // namespace tristate::nn

#include "core/nn/network_spec.h"

#include "core/base/error.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace tristate::nn {

namespace {

// Bounds that no sensible network reaches; they keep a slip of the finger from exhausting the memory, and
// every product below within 64 bits.
constexpr int kMostLayers = 1000;
constexpr int kMostUnits = 1'000'000;
constexpr int kMostSide = 65'536;
constexpr int kMostKernel = 1024;
constexpr int kMostPool = 16; // the position of a maximum within its window is kept in a byte
constexpr long long kMostFeatures = 1LL << 24;
constexpr long long kMostParameters = 1LL << 28;

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

private:
    std::string_view m_rest;
};

std::string quoted(std::string_view text) {
    return "'" + std::string(text) + "'";
}

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

/// What follows the `p` of a pooling.
std::optional<LayerSpec> parsePool(Cursor cursor) {
    const auto size = cursor.number();
    if (!size) return std::nullopt;
    MaxPoolSpec pool{.size = *size, .stride = *size};
    if (cursor.accept('s')) {
        const auto stride = cursor.number();
        if (!stride) return std::nullopt;
        pool.stride = *stride;
    }
    return cursor.atEnd() ? std::optional<LayerSpec>(pool) : std::nullopt;
}

/// What follows the `c` of a convolution.
std::optional<LayerSpec> parseConv(int maps, Cursor cursor) {
    const auto kernel = cursor.number();
    if (!kernel) return std::nullopt;
    ConvSpec conv{.maps = maps, .kernel = *kernel, .stride = 1, .padding = 0};
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
    return cursor.atEnd() ? std::optional<LayerSpec>(conv) : std::nullopt;
}

std::optional<LayerSpec> parseLayer(std::string_view text) {
    Cursor cursor(text);
    if (cursor.accept('p')) return parsePool(cursor);
    const auto units = cursor.number();
    if (!units) return std::nullopt;
    if (cursor.atEnd()) return DenseSpec{*units};
    if (!cursor.accept('c')) return std::nullopt;
    return parseConv(*units, cursor);
}

std::string toString(const DenseSpec& dense) {
    return std::to_string(dense.units);
}

std::string toString(const ConvSpec& conv) {
    std::string text = std::to_string(conv.maps) + "c" + std::to_string(conv.kernel);
    if (conv.stride != 1) text += "s" + std::to_string(conv.stride);
    if (conv.padding != 0) text += "+" + std::to_string(conv.padding);
    return text;
}

std::string toString(const MaxPoolSpec& pool) {
    std::string text = "p" + std::to_string(pool.size);
    if (pool.stride != pool.size) text += "s" + std::to_string(pool.stride);
    return text;
}

std::string toString(const LayerSpec& layer) {
    return std::visit([](const auto& kind) { return toString(kind); }, layer);
}

/// Follows the shape of a sample through the layers and refuses what cannot be built.
class ShapeWalk {
public:
    explicit ShapeWalk(const NetworkSpec& spec) : m_spec(spec), m_shape(spec.input) {
        if (std::ssize(spec.layers) > kMostLayers)
            fail("has " + std::to_string(spec.layers.size()) + " layers, expected at most " +
                 std::to_string(kMostLayers));
        m_subject = "the input";
        requireRange(m_shape.channels, "", m_shape.isFlat() ? " values" : " channels", kMostUnits);
        requireRange(m_shape.height, "", " rows", kMostSide);
        requireRange(m_shape.width, "", " columns", kMostSide);
        requireFeatures();
        m_flat = m_shape.isFlat();
    }

    Shape append(int index) {
        const LayerSpec& layer = m_spec.layers[static_cast<std::size_t>(index)];
        m_subject = "layer " + std::to_string(index + 1);
        std::visit([this](const auto& kind) { apply(kind); }, layer);
        requireFeatures();
        if (m_parameters > kMostParameters)
            fail(m_subject + " (" + toString(layer) + ") brings the weights and biases to " +
                 std::to_string(m_parameters) + ", expected at most " + std::to_string(kMostParameters));
        return m_shape;
    }

private:
    void apply(const DenseSpec& dense) {
        requireRange(dense.units, "", " units", kMostUnits);
        m_parameters += dense.units * (featureCount() + 1);
        m_shape = {dense.units, 1, 1};
        m_flat = true;
    }

    void apply(const ConvSpec& conv) {
        requireRange(conv.maps, "", " maps", kMostUnits);
        requireRange(conv.kernel, "a kernel side of ", "", kMostKernel);
        requireRange(conv.stride, "a stride of ", "", kMostSide);
        if (conv.padding < 0 || conv.padding >= conv.kernel)
            fail(m_subject + " (" + toString(conv) + ") has a padding of " + std::to_string(conv.padding) +
                 ", expected less than its kernel side " + std::to_string(conv.kernel));
        requireMaps("a convolution", toString(conv), conv.kernel - 2 * conv.padding);
        m_parameters +=
            conv.maps * (static_cast<long long>(m_shape.channels) * conv.kernel * conv.kernel + 1);
        m_shape = {conv.maps, (m_shape.height + 2 * conv.padding - conv.kernel) / conv.stride + 1,
                   (m_shape.width + 2 * conv.padding - conv.kernel) / conv.stride + 1};
    }

    void apply(const MaxPoolSpec& pool) {
        requireRange(pool.size, "a window side of ", "", kMostPool);
        requireRange(pool.stride, "a stride of ", "", kMostSide);
        requireMaps("a pooling", toString(pool), pool.size);
        m_shape = {m_shape.channels, (m_shape.height - pool.size) / pool.stride + 1,
                   (m_shape.width - pool.size) / pool.stride + 1};
    }

    /// The value is told between `before` and `after`: "layer 1 has 0 units", "... has a stride of 0".
    void requireRange(int value, const char* before, const char* after, int most) const {
        if (value >= 1 && value <= most) return;
        fail(m_subject + " has " + before + std::to_string(value) + after + ", expected " +
             (value < 1 ? "at least 1" : "at most " + std::to_string(most)));
    }

    void requireMaps(const std::string& kind, const std::string& text, int leastSide) const {
        const std::string layer = m_subject + " (" + text + ")";
        if (m_flat)
            fail(layer + " is " + kind + " on " + std::to_string(m_shape.channels) +
                 " flat values, expected feature maps such as 1x28x28");
        if (m_shape.height < leastSide || m_shape.width < leastSide)
            fail(layer + " needs maps of at least " + std::to_string(leastSide) + "x" +
                 std::to_string(leastSide) + ", but gets " + tristate::toString(m_shape));
    }

    void requireFeatures() const {
        if (featureCount() > kMostFeatures)
            fail(m_subject + " has " + std::to_string(featureCount()) +
                 " values a sample, expected at most " + std::to_string(kMostFeatures));
    }

    long long featureCount() const {
        return static_cast<long long>(m_shape.channels) * m_shape.height * m_shape.width;
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw Error("net spec " + quoted(nn::toString(m_spec)) + ": " + what);
    }

    const NetworkSpec& m_spec;
    Shape m_shape;
    bool m_flat = false;
    long long m_parameters = 0;
    std::string m_subject;
};

} // namespace

NetworkSpec parseNetworkSpec(std::string_view text) {
    const auto fail = [text](const std::string& what) -> void {
        throw Error("net spec " + quoted(text) + ": " + what);
    };
    if (text.empty()) fail("it is empty, expected e.g. 784-300-100-10");

    // A colon sets the input apart; without one the input is the first of the numbers.
    const std::size_t separator = std::min(text.find(':'), text.find('-'));
    const std::string_view inputText = text.substr(0, separator);
    const auto input = parseShape(inputText);
    if (!input) fail("the input " + quoted(inputText) + " is not understood, expected e.g. 784 or 1x28x28");
    if (separator == std::string_view::npos) fail("it has no layers, expected e.g. 784-300-100-10");

    NetworkSpec spec{*input, {}};
    for (const std::string_view part : split(text.substr(separator + 1), '-')) {
        const auto layer = parseLayer(part);
        if (!layer)
            fail("layer " + std::to_string(spec.layers.size() + 1) + " " + quoted(part) +
                 " is not understood, expected units (300), a convolution (20c5, 20c5s2+1) or a pooling "
                 "(p2, p3s2)");
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

std::vector<Shape> outputShapes(const NetworkSpec& spec) {
    ShapeWalk walk(spec);
    std::vector<Shape> shapes;
    for (int i = 0; i < std::ssize(spec.layers); ++i) shapes.push_back(walk.append(i));
    return shapes;
}

void validate(const NetworkSpec& spec) {
    outputShapes(spec);
    const std::string name = "net spec " + quoted(toString(spec)) + ": ";
    if (spec.layers.empty()) throw Error(name + "it has no layers, expected e.g. 784-300-100-10");
    if (!std::holds_alternative<DenseSpec>(spec.layers.back()))
        throw Error(name + "the last layer is " + toString(spec.layers.back()) +
                    ", expected the number of classes, e.g. 10");
}

int classes(const NetworkSpec& spec) {
    return std::get<DenseSpec>(spec.layers.back()).units;
}

} // namespace tristate::nn

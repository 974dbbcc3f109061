#include "core/nn/network_spec.h"

#include "core/base/error.h"

#include <string>

namespace tristate::nn {

namespace {

// Bounds that no sensible network reaches; they keep a slip of the finger from exhausting the memory, and
// every product below within 64 bits.
constexpr int kMaxLayers = 1000;
constexpr int kMaxUnits = 1'000'000;
constexpr int kMaxSide = 65'536;
constexpr int kMaxKernel = 1024;
constexpr int kMaxPool = 256;
constexpr int kMaxDropout = 99; // percent
constexpr long long kMaxFeatures = 1LL << 24;
constexpr long long kMaxParameters = 1LL << 28;

/// Follows the shape of a sample through the layers and refuses what cannot be built.
class ShapeWalk {
public:
    explicit ShapeWalk(const NetworkSpec& spec) : m_spec(spec), m_shape(spec.input) {
        if (std::ssize(spec.layers) > kMaxLayers)
            fail("has " + std::to_string(spec.layers.size()) + " layers, expected at most " +
                 std::to_string(kMaxLayers));
        m_subject = "the input";
        requireRange(m_shape.channels, "", m_shape.isFlat() ? " values" : " channels", kMaxUnits);
        requireRange(m_shape.height, "", " rows", kMaxSide);
        requireRange(m_shape.width, "", " columns", kMaxSide);
        requireFeatures();
        m_flat = m_shape.isFlat();
    }

    Shape append(int index) {
        const LayerSpec& layer = m_spec.layers[static_cast<std::size_t>(index)];
        m_index = static_cast<std::size_t>(index);
        m_subject = "layer " + std::to_string(index + 1);
        std::visit([this](const auto& kind) { apply(kind); }, layer);
        requireFeatures();
        if (m_parameters > kMaxParameters)
            fail(m_subject + " (" + toString(layer) + ") brings the weights and biases to " +
                 std::to_string(m_parameters) + ", expected at most " + std::to_string(kMaxParameters));
        return m_shape;
    }

private:
    void apply(const DenseSpec& dense) {
        requireRange(dense.units, "", " units", kMaxUnits);
        requireSlope(dense.slope);
        m_parameters += dense.units * (featureCount() + 1);
        m_shape = {dense.units, 1, 1};
        m_flat = true;
    }

    void apply(const ConvSpec& conv) {
        requireRange(conv.maps, "", " maps", kMaxUnits);
        requireRange(conv.kernel, "a kernel side of ", "", kMaxKernel);
        requireRange(conv.stride, "a stride of ", "", kMaxSide);
        requireSlope(conv.slope);
        if (conv.padding < 0 || conv.padding >= conv.kernel)
            fail(m_subject + " (" + toString(LayerSpec(conv)) + ") has a padding of " +
                 std::to_string(conv.padding) + ", expected less than its kernel side " +
                 std::to_string(conv.kernel));
        requireMaps("a convolution", toString(LayerSpec(conv)), conv.kernel - 2 * conv.padding);
        m_parameters +=
            conv.maps * (static_cast<long long>(m_shape.channels) * conv.kernel * conv.kernel + 1);
        m_shape = {conv.maps, (m_shape.height + 2 * conv.padding - conv.kernel) / conv.stride + 1,
                   (m_shape.width + 2 * conv.padding - conv.kernel) / conv.stride + 1};
    }

    void apply(const PoolSpec& pool) {
        requireRange(pool.size, "a window side of ", "", kMaxPool);
        requireRange(pool.stride, "a stride of ", "", kMaxSide);
        requireMaps("a pooling", toString(LayerSpec(pool)), pool.size);
        m_shape = {m_shape.channels, (m_shape.height - pool.size) / pool.stride + 1,
                   (m_shape.width - pool.size) / pool.stride + 1};
    }

    void apply(const DropoutSpec& dropout) {
        requireRange(dropout.percent, "a dropout of ", " %", kMaxDropout);
    }

    void apply(const FeatureGatesSpec&) {
        const bool denseFollows = m_index + 1 < m_spec.layers.size() &&
                                  std::holds_alternative<DenseSpec>(m_spec.layers[m_index + 1]);
        if (!denseFollows)
            fail(m_subject + " (g) gates single values, expected a dense layer such as 300 behind it");
        m_shape = {m_shape.features(), 1, 1};
        m_flat = true;
    }

    /// The value is told between `before` and `after`: "layer 1 has 0 units", "... has a stride of 0".
    void requireRange(int value, const char* before, const char* after, int most) const {
        if (value >= 1 && value <= most) return;
        fail(m_subject + " has " + before + std::to_string(value) + after + ", expected " +
             (value < 1 ? "at least 1" : "at most " + std::to_string(most)));
    }

    void requireSlope(float slope) const {
        if (!(slope >= 0 && slope <= 1))
            fail(m_subject + " has a slope of " + std::to_string(slope) + " below zero, expected 0 to 1");
    }

    void requireMaps(const std::string& kind, const std::string& text, int leastSide) const {
        const std::string layer = m_subject + " (" + text + ")";
        if (m_flat)
            fail(layer + " is " + kind + " on " + std::to_string(m_shape.channels) +
                 " flat values, expected feature maps such as 1x28x28");
        if (m_shape.height < leastSide || m_shape.width < leastSide)
            fail(layer + " needs maps of at least " + std::to_string(leastSide) + "x" +
                 std::to_string(leastSide) + ", but gets " + std::to_string(m_shape.height) + "x" +
                 std::to_string(m_shape.width));
    }

    void requireFeatures() const {
        if (featureCount() > kMaxFeatures)
            fail(m_subject + " has " + std::to_string(featureCount()) +
                 " values a sample, expected at most " + std::to_string(kMaxFeatures));
    }

    long long featureCount() const {
        return static_cast<long long>(m_shape.channels) * m_shape.height * m_shape.width;
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw Error("net spec '" + nn::toString(m_spec) + "': " + what);
    }

    const NetworkSpec& m_spec;
    Shape m_shape;
    bool m_flat = false;
    std::size_t m_index = 0;
    long long m_parameters = 0;
    std::string m_subject;
};

} // namespace

bool isWeightLayer(const LayerSpec& layer) {
    return std::holds_alternative<DenseSpec>(layer) || std::holds_alternative<ConvSpec>(layer);
}

float slopeOf(const LayerSpec& layer) {
    if (const auto* dense = std::get_if<DenseSpec>(&layer)) return dense->slope;
    const auto* conv = std::get_if<ConvSpec>(&layer);
    return conv ? conv->slope : 0;
}

void setSlope(LayerSpec& layer, float slope) {
    if (auto* dense = std::get_if<DenseSpec>(&layer)) dense->slope = slope;
    if (auto* conv = std::get_if<ConvSpec>(&layer)) conv->slope = slope;
}

bool isMaxPool(const LayerSpec& layer) {
    const auto* pool = std::get_if<PoolSpec>(&layer);
    return pool && pool->kind == PoolKind::Max;
}

bool reluFollows(const NetworkSpec& spec, std::size_t index) {
    const auto& layers = spec.layers;
    if (index + 1 >= layers.size() || isMaxPool(layers[index + 1])) return false;
    while (isMaxPool(layers[index]) && index > 0) --index;
    return isWeightLayer(layers[index]);
}

std::vector<Shape> outputShapes(const NetworkSpec& spec) {
    ShapeWalk walk(spec);
    std::vector<Shape> shapes;
    for (int i = 0; i < std::ssize(spec.layers); ++i) shapes.push_back(walk.append(i));
    return shapes;
}

void validate(const NetworkSpec& spec) {
    outputShapes(spec);
    const std::string name = "net spec '" + toString(spec) + "': ";
    if (spec.layers.empty()) throw Error(name + "it has no layers, expected e.g. 784-300-100-10");
    if (!std::holds_alternative<DenseSpec>(spec.layers.back()))
        throw Error(name + "the last layer is " + toString(spec.layers.back()) +
                    ", expected the number of classes, e.g. 10");
    if (std::get<DenseSpec>(spec.layers.back()).fixed)
        throw Error(name + "the last layer is marked as fixed (f), but it has no gates anyway");
    if (std::get<DenseSpec>(spec.layers.back()).slope != 0)
        throw Error(name + "the last layer has a slope (l) for its ReLU, but there is none behind it");
    if (std::get<DenseSpec>(spec.layers.back()).batchNorm)
        throw Error(name + "the last layer has batch normalisation, but logits are left as they are");
}

int classes(const NetworkSpec& spec) {
    return std::get<DenseSpec>(spec.layers.back()).units;
}

} // namespace tristate::nn

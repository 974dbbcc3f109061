#include "core/nn/network_spec.h"

#include "core/base/error.h"
#include "core/messages/nets.h"

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
            fail(Message(say::kTooManyLayers, spec.layers.size(), kMaxLayers));
        m_subject = Message(say::kTheInput);
        requireRange(m_shape.channels, m_shape.isFlat() ? say::kValues : say::kChannels, kMaxUnits);
        requireRange(m_shape.height, say::kRows, kMaxSide);
        requireRange(m_shape.width, say::kColumns, kMaxSide);
        requireFeatures();
        m_flat = m_shape.isFlat();
    }

    Shape append(int index) {
        const LayerSpec& layer = m_spec.layers[static_cast<std::size_t>(index)];
        m_index = static_cast<std::size_t>(index);
        m_subject = Message(say::kLayerNumber, index + 1);
        std::visit([this](const auto& kind) { apply(kind); }, layer);
        requireFeatures();
        if (m_parameters > kMaxParameters)
            fail(Message(say::kTooManyParameters, m_subject, toString(layer), m_parameters, kMaxParameters));
        return m_shape;
    }

private:
    void apply(const DenseSpec& dense) {
        requireRange(dense.units, say::kUnits, kMaxUnits);
        requireSlope(dense.slope);
        m_parameters += dense.units * (featureCount() + 1);
        m_shape = {dense.units, 1, 1};
        m_flat = true;
    }

    void apply(const ConvSpec& conv) {
        requireRange(conv.maps, say::kMaps, kMaxUnits);
        requireRange(conv.kernel, say::kKernelSide, kMaxKernel);
        requireRange(conv.stride, say::kStride, kMaxSide);
        requireSlope(conv.slope);
        if (conv.padding < 0 || conv.padding >= conv.kernel)
            fail(Message(say::kPadding, m_subject, toString(LayerSpec(conv)), conv.padding, conv.kernel));
        requireMaps(say::kConvolution, toString(LayerSpec(conv)), conv.kernel - 2 * conv.padding);
        m_parameters +=
            conv.maps * (static_cast<long long>(m_shape.channels) * conv.kernel * conv.kernel + 1);
        m_shape = {conv.maps, (m_shape.height + 2 * conv.padding - conv.kernel) / conv.stride + 1,
                   (m_shape.width + 2 * conv.padding - conv.kernel) / conv.stride + 1};
    }

    void apply(const PoolSpec& pool) {
        requireRange(pool.size, say::kWindowSide, kMaxPool);
        requireRange(pool.stride, say::kStride, kMaxSide);
        requireMaps(say::kPooling, toString(LayerSpec(pool)), pool.size);
        m_shape = {m_shape.channels, (m_shape.height - pool.size) / pool.stride + 1,
                   (m_shape.width - pool.size) / pool.stride + 1};
    }

    void apply(const DropoutSpec& dropout) { requireRange(dropout.percent, say::kDropout, kMaxDropout); }

    void apply(const FeatureGatesSpec&) {
        const bool denseFollows = m_index + 1 < m_spec.layers.size() &&
                                  std::holds_alternative<DenseSpec>(m_spec.layers[m_index + 1]);
        if (!denseFollows) fail(Message(say::kGatesSingleValues, m_subject));
        m_shape = {m_shape.features(), 1, 1};
        m_flat = true;
    }

    /// `what` has a place for the value: "%1 units", "a stride of %1".
    void requireRange(int value, const MessageForm& what, int most) const {
        if (value >= 1 && value <= most) return;
        const Message expected = value < 1 ? Message(say::kAtLeast, 1) : Message(say::kAtMost, most);
        fail(Message(say::kSizeOutOfRange, m_subject, Message(what, value), expected));
    }

    void requireSlope(float slope) const {
        if (!(slope >= 0 && slope <= 1)) fail(Message(say::kSlope, m_subject, slope));
    }

    void requireMaps(const MessageForm& kind, const std::string& layer, int leastSide) const {
        if (m_flat) fail(Message(say::kNeedsFeatureMaps, m_subject, layer, Message(kind), m_shape.channels));
        const auto sides = [](int height, int width) {
            return std::to_string(height) + "x" + std::to_string(width);
        };
        if (m_shape.height < leastSide || m_shape.width < leastSide)
            fail(Message(say::kMapsTooSmall, m_subject, layer, sides(leastSide, leastSide),
                         sides(m_shape.height, m_shape.width)));
    }

    void requireFeatures() const {
        if (featureCount() > kMaxFeatures)
            fail(Message(say::kTooManyFeatures, m_subject, featureCount(), kMaxFeatures));
    }

    long long featureCount() const {
        return static_cast<long long>(m_shape.channels) * m_shape.height * m_shape.width;
    }

    [[noreturn]] void fail(const Message& what) const {
        throw Error(say::kNetSpec, nn::toString(m_spec), what);
    }

    const NetworkSpec& m_spec;
    Shape m_shape;
    bool m_flat = false;
    std::size_t m_index = 0;
    long long m_parameters = 0;
    Message m_subject;
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
    const auto fail = [&](const Message& what) { throw Error(say::kNetSpec, toString(spec), what); };
    if (spec.layers.empty()) fail(Message(say::kSpecWithoutLayers));
    const auto* last = std::get_if<DenseSpec>(&spec.layers.back());
    if (!last) fail(Message(say::kLastLayerNotDense, toString(spec.layers.back())));
    if (last->fixed) fail(Message(say::kLastLayerFixed));
    if (last->slope != 0) fail(Message(say::kLastLayerSlope));
    if (last->batchNorm) fail(Message(say::kLastLayerBatchNorm));
}

int classes(const NetworkSpec& spec) {
    return std::get<DenseSpec>(spec.layers.back()).units;
}

} // namespace tristate::nn

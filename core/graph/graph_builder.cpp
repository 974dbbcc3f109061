#include "core/graph/graph_builder.h"

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/messages/formats.h"
#include "core/messages/nets.h"

#include <algorithm>
#include <string>
#include <utility>

namespace tristate::graph {

namespace {

// Bounds that no sensible network reaches; they keep a slip of the finger from exhausting the memory, and
// every product below within 64 bits.
constexpr int kMaxNodes = 4000;
constexpr int kMaxUnits = 1'000'000;
constexpr int kMaxSide = 65'536;
constexpr int kMaxKernel = 1024;
constexpr int kMaxPool = 256;
constexpr int kMaxDropout = 99; // percent
constexpr float kMaxCap = 1e6f;
constexpr long long kMaxFeatures = 1LL << 24;
constexpr long long kMaxParameters = 1LL << 28;

long long featuresOf(Shape shape) {
    return static_cast<long long>(shape.channels) * shape.height * shape.width;
}

std::string sides(int height, int width) {
    return std::to_string(height) + "x" + std::to_string(width);
}

} // namespace

/// The rules by which one operation follows another, and the shape that comes out.
class ShapeRules {
public:
    ShapeRules(GraphBuilder& builder, const Operation& operation, const std::vector<int>& inputs)
        : m_builder(builder), m_operation(operation), m_inputs(inputs) {}

    Shape apply() {
        requireInputs();
        m_in = m_builder.shapeOf(m_inputs.front());
        m_inIsFlat = isFlat(m_inputs.front());
        m_flat = m_inIsFlat;
        const Shape out = std::visit([this](const auto& kind) { return shapeOf(kind); }, m_operation);
        if (featuresOf(out) > kMaxFeatures)
            fail(Message(say::kTooManyFeatures, part(), featuresOf(out), kMaxFeatures));
        if (m_builder.m_parameters > kMaxParameters)
            fail(Message(say::kTooManyParameters, part(), name(), m_builder.m_parameters, kMaxParameters));
        return out;
    }

    bool yieldsFlat() const { return m_flat; }

private:
    Shape shapeOf(const Dense& dense) {
        requireRange(dense.units, say::kUnits, kMaxUnits);
        m_builder.m_parameters += dense.units * (featuresOf(m_in) + 1);
        m_flat = true;
        return {dense.units, 1, 1};
    }

    Shape shapeOf(const Conv& conv) {
        requireRange(conv.maps, say::kMaps, kMaxUnits);
        requireRange(conv.groups, say::kGroupCount, kMaxUnits);
        requireKernel(conv);
        if (m_in.channels % conv.groups != 0 || conv.maps % conv.groups != 0)
            fail(Message(say::kGroupsDoNotDivide, part(), name(), conv.groups, m_in.channels, conv.maps));
        const long long taps =
            static_cast<long long>(m_in.channels / conv.groups) * conv.kernel * conv.kernel;
        m_builder.m_parameters += conv.maps * (taps + 1);
        return slid(conv, conv.maps);
    }

    Shape shapeOf(const Depthwise& depthwise) {
        requireKernel(depthwise);
        m_builder.m_parameters += m_in.channels * (1LL * depthwise.kernel * depthwise.kernel + 1);
        return slid(depthwise, m_in.channels);
    }

    Shape shapeOf(const Pool& pool) {
        requireRange(pool.size, say::kWindowSide, kMaxPool);
        requireRange(pool.stride, say::kStride, kMaxSide);
        if (pool.padding < 0 || 2 * pool.padding > pool.size)
            fail(Message(say::kPoolPadding, part(), name(), pool.padding, pool.size));
        requireMaps(say::kPooling, pool.size - 2 * pool.padding);
        const auto side = [&](int length) { return outputSide(pool, length); };
        return {m_in.channels, side(m_in.height), side(m_in.width)};
    }

    Shape shapeOf(const GlobalAverage&) const {
        requireMaps(say::kPooling, 1);
        return {m_in.channels, 1, 1};
    }

    Shape shapeOf(const Add&) {
        for (const int input : m_inputs)
            if (m_builder.shapeOf(input) != m_in)
                fail(Message(say::kAddShapes, part(), toString(m_in), toString(m_builder.shapeOf(input))));
        return m_in;
    }

    Shape shapeOf(const Concat&) {
        long long channels = 0;
        for (const int input : m_inputs) {
            const Shape shape = m_builder.shapeOf(input);
            if (shape.height != m_in.height || shape.width != m_in.width)
                fail(Message(say::kConcatShapes, part(), sides(m_in.height, m_in.width),
                             sides(shape.height, shape.width)));
            channels += shape.channels;
        }
        if (channels > kMaxUnits)
            fail(Message(say::kSizeOutOfRange, part(), Message(say::kChannels, channels),
                         Message(say::kAtMost, kMaxUnits)));
        return {static_cast<int>(channels), m_in.height, m_in.width};
    }

    Shape shapeOf(const BatchNorm&) {
        m_builder.m_parameters += 2LL * m_in.channels;
        return m_in;
    }

    Shape shapeOf(const Relu& relu) const {
        if (!(relu.slope >= 0 && relu.slope <= 1)) fail(Message(say::kSlope, part(), relu.slope));
        if (!(relu.cap >= 0 && relu.cap <= kMaxCap)) fail(Message(say::kCap, part(), relu.cap));
        return m_in;
    }

    Shape shapeOf(const Dropout& dropout) const {
        requireRange(dropout.percent, say::kDropout, kMaxDropout);
        return m_in;
    }

    Shape shapeOf(const InputGates&) {
        m_flat = true;
        return {m_in.features(), 1, 1};
    }

    Shape shapeOf(const Select& select) {
        m_flat = m_inIsFlat || select.values;
        const int most = select.values ? m_in.features() : m_in.channels;
        if (select.indices.empty()) fail(Message(say::kSelectsNothing, part()));
        for (const int index : select.indices)
            if (index < 0 || index >= most) fail(Message(say::kSelectsBeyond, part(), index, most));
        if (std::ssize(select.indices) > kMaxFeatures)
            fail(Message(say::kTooManyFeatures, part(), select.indices.size(), kMaxFeatures));
        const int count = static_cast<int>(select.indices.size());
        return select.values ? Shape{count, 1, 1} : Shape{count, m_in.height, m_in.width};
    }

    Shape shapeOf(const Affine&) {
        m_builder.m_parameters += 2LL * m_in.channels;
        return m_in;
    }

    Shape shapeOf(const ResponseNorm& norm) const {
        requireRange(norm.size, say::kWindowSide, kMaxUnits);
        if (!(norm.bias > 0)) fail(Message(say::kResponseNormBias, part(), name(), norm.bias));
        requireMaps(say::kResponseNorm, 1);
        return m_in;
    }

    /// Of what slides a kernel over the maps.
    template <class Kind>
    Shape slid(const Kind& kind, int maps) const {
        const auto side = [&](int length) {
            return (length + 2 * kind.padding - kind.reach()) / kind.stride + 1;
        };
        return {maps, side(m_in.height), side(m_in.width)};
    }

    template <class Kind>
    void requireKernel(const Kind& kind) const {
        requireRange(kind.kernel, say::kKernelSide, kMaxKernel);
        requireRange(kind.stride, say::kStride, kMaxSide);
        requireRange(kind.dilation, say::kDilation, kMaxKernel);
        if (kind.padding < 0 || kind.padding >= kind.reach())
            fail(Message(say::kPadding, part(), name(), kind.padding, kind.reach()));
        requireMaps(say::kConvolution, kind.reach() - 2 * kind.padding);
    }

    /// `what` has a place for the value: "%1 units", "a stride of %1".
    void requireRange(int value, const MessageForm& what, int most) const {
        if (value >= 1 && value <= most) return;
        const Message expected = value < 1 ? Message(say::kAtLeast, 1) : Message(say::kAtMost, most);
        fail(Message(say::kSizeOutOfRange, part(), Message(what, value), expected));
    }

    void requireMaps(const MessageForm& kind, int leastSide) const {
        if (m_inIsFlat) fail(Message(say::kNeedsFeatureMaps, part(), name(), Message(kind), m_in.channels));
        if (m_in.height < leastSide || m_in.width < leastSide)
            fail(Message(say::kMapsTooSmall, part(), name(), sides(leastSide, leastSide),
                         sides(m_in.height, m_in.width)));
    }

    void requireInputs() const {
        const bool isSeveral = isJoin(m_operation);
        if (m_inputs.empty() || (!isSeveral && m_inputs.size() > 1))
            fail(Message(say::kInputCount, part(), name(), m_inputs.size()));
        for (const int input : m_inputs)
            if (input < kInput || input > m_builder.last()) fail(Message(say::kNoSuchInput, part(), name()));
    }

    bool isFlat(int node) const {
        if (node == kInput) return m_builder.m_graph.input.isFlat();
        return m_builder.m_flat[static_cast<std::size_t>(node)];
    }

    std::string name() const { return toString(m_operation); }
    const Message& part() const { return m_builder.m_part; }
    [[noreturn]] void fail(const Message& what) const { m_builder.fail(what); }

    GraphBuilder& m_builder;
    const Operation& m_operation;
    const std::vector<int>& m_inputs;
    Shape m_in;
    bool m_inIsFlat = false;
    bool m_flat = false;
};

GraphBuilder::GraphBuilder(Shape input, std::function<std::string()> whole) : m_whole(std::move(whole)) {
    m_graph.input = input;
    m_part = Message(say::kTheInput);
    const auto require = [&](int value, const MessageForm& what, int most) {
        if (value >= 1 && value <= most) return;
        fail(Message(say::kSizeOutOfRange, m_part, Message(what, value),
                     value < 1 ? Message(say::kAtLeast, 1) : Message(say::kAtMost, most)));
    };
    require(input.channels, input.isFlat() ? say::kValues : say::kChannels, kMaxUnits);
    require(input.height, say::kRows, kMaxSide);
    require(input.width, say::kColumns, kMaxSide);
    if (featuresOf(input) > kMaxFeatures)
        fail(Message(say::kTooManyFeatures, m_part, featuresOf(input), kMaxFeatures));
    m_part = Message();
}

int GraphBuilder::append(const Operation& operation, std::vector<int> inputs) {
    const bool isNumbered = m_part.empty();
    if (isNumbered) m_part = Message(say::kLayerNumber, m_graph.nodes.size() + 1);
    if (std::ssize(m_graph.nodes) >= kMaxNodes)
        fail(Message(say::kTooManyLayers, m_graph.nodes.size() + 1, kMaxNodes));
    ShapeRules rules(*this, operation, inputs);
    m_shapes.push_back(rules.apply());
    m_flat.push_back(rules.yieldsFlat());
    m_graph.nodes.push_back({operation, std::move(inputs)});
    if (isNumbered) m_part = Message();
    return last();
}

Shape GraphBuilder::shapeOf(int node) const {
    return node == kInput ? m_graph.input : m_shapes[static_cast<std::size_t>(node)];
}

void GraphBuilder::fail(const Message& what) const {
    if (!m_whole) throw Error(what);
    throw Error(say::kNetSpec, m_whole(), what);
}

} // namespace tristate::graph

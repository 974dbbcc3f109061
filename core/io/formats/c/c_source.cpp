#include "core/io/formats/c/c_source.h"

#include "core/base/error.h"
#include "core/io/files/json.h"
#include "core/io/formats/c/c_layers.h"
#include "core/io/formats/c/c_text.h"
#include "core/io/formats/json/chain_json.h"
#include "core/messages/exports.h"

#include <algorithm>
#include <vector>

namespace tristate::io {

namespace {

/// A call in predict(): values in, other values out, or a change where they lie.
struct Step {
    std::string function;
    int values = 0; ///< that it makes
    bool inPlace = false;
    std::string argument; ///< one more, behind the number of values
};

/// Walks over the network, writes the layers' functions and lists the calls.
class LayerWriter {
public:
    explicit LayerWriter(const nn::PlainNetwork& network) : m_shape(network.input) {
        const std::vector<Shape> shapes = network.shapes();
        for (std::size_t i = 0; i < shapes.size(); ++i)
            std::visit([&](const auto& kind) { write(kind, shapes[i]); }, network.layers[i]);
        if (m_interleaved && !isOneOrder()) {
            m_functions += cSeparate("separate", m_shape);
            addStep("separate", m_shape);
        }
    }

    const std::string& functions() const { return m_functions; }
    const std::vector<Step>& steps() const { return m_steps; }

private:
    void write(const nn::PlainDense& dense, Shape out) {
        const std::string name = "fc" + std::to_string(++m_dense);
        m_functions += cDense(name, dense, valueShape());
        addStep(name, out);
        m_interleaved = false;
    }

    void write(const nn::PlainConv& conv, Shape out) {
        const std::string name = "conv" + std::to_string(++m_conv);
        interleave();
        if (conv.padding > 0) {
            m_functions += cPadding(name + "_padding", m_shape, conv.padding);
            addStep(name + "_padding",
                    {m_shape.channels, m_shape.height + 2 * conv.padding, m_shape.width + 2 * conv.padding});
        }
        m_functions += cConvolution(name, conv, m_shape, out);
        addStep(name, out);
    }

    void write(const nn::PlainRelu& relu, Shape) {
        if (relu.slope == 0)
            m_steps.push_back({"relu", m_shape.features(), true, ""});
        else
            m_steps.push_back({"leaky_relu", m_shape.features(), true, floatConstant(relu.slope)});
    }

    void write(const nn::PlainPool& pool, Shape out) {
        const std::string name = "pool" + std::to_string(++m_pool);
        interleave();
        m_functions += cPool(name, pool, m_shape, out);
        addStep(name, out);
    }

    /// The order of the values is settled by the layer behind.
    void write(const nn::PlainFlatten&, Shape) {}

    void write(const nn::PlainSelect& select, Shape out) {
        const std::string name = "select" + std::to_string(++m_select);
        m_functions += cSelection(name, select, valueShape());
        addStep(name, out);
        m_interleaved = false;
    }

    /// Maps of one position, and positions of one map, lie the same either way.
    bool isOneOrder() const { return m_shape.channels == 1 || m_shape.positions() == 1; }

    /// The shape of interleaved maps; otherwise all values count as channels, which keeps their order.
    Shape valueShape() const { return m_interleaved ? m_shape : Shape{m_shape.features(), 1, 1}; }

    void interleave() {
        if (!m_interleaved && !isOneOrder()) {
            m_functions += cInterleave("interleave", m_shape);
            addStep("interleave", m_shape);
        }
        m_interleaved = true;
    }

    void addStep(const std::string& function, Shape out) {
        m_steps.push_back({function, out.features(), false, ""});
        m_shape = out;
    }

    Shape m_shape; ///< of the maps, even when they count as a flat vector by now
    bool m_interleaved = false;
    std::string m_functions;
    std::vector<Step> m_steps;
    int m_dense = 0, m_conv = 0, m_pool = 0, m_select = 0;
};

bool uses(const std::vector<Step>& steps, const std::string& function) {
    return std::any_of(steps.begin(), steps.end(),
                       [&](const Step& step) { return step.function == function; });
}

/// The input is not ours to change: what would change it in place gets a copy.
std::vector<Step> withCopy(std::vector<Step> steps, int inputs) {
    if (steps.empty() || steps.front().inPlace) steps.insert(steps.begin(), {"copy", inputs, false, ""});
    return steps;
}

std::vector<Step> stepsOf(const LayerWriter& layers, const nn::PlainNetwork& network) {
    return withCopy(layers.steps(), network.input.features());
}

/// The body of predict(): two buffers take turns, the last step that moves values writes the logits.
class Body {
public:
    explicit Body(const std::vector<Step>& steps) {
        const auto moves = [](const Step& step) { return !step.inPlace; };
        const auto last = std::find_if(steps.rbegin(), steps.rend(), moves).base() - 1;
        for (auto step = steps.begin(); step != steps.end(); ++step) {
            if (step->inPlace)
                m_calls += "    " + step->function + "(" + m_value + ", " + std::to_string(step->values) +
                           (step->argument.empty() ? "" : ", " + step->argument) + ");\n";
            else
                move(*step, step == last);
        }
    }

    std::size_t stackBytes() const {
        return static_cast<std::size_t>(m_sizes[0] + m_sizes[1]) * sizeof(float);
    }

    std::string text() const {
        std::string buffers;
        for (const int i : {0, 1})
            if (m_sizes[i] > 0)
                buffers +=
                    std::string("    float ") + kBuffers[i] + "[" + std::to_string(m_sizes[i]) + "];\n";
        return "\nvoid predict(const float *input, float *logits)\n{\n" + buffers + m_calls + "}\n";
    }

private:
    static constexpr const char* kBuffers[] = {"a", "b"};

    void move(const Step& step, bool toLogits) {
        std::string target = "logits";
        if (!toLogits) {
            target = kBuffers[m_next];
            m_sizes[m_next] = std::max<long long>(m_sizes[m_next], step.values);
            m_next = 1 - m_next;
        }
        const std::string count = step.function == "copy" ? ", " + std::to_string(step.values) : "";
        m_calls += "    " + step.function + "(" + m_value + ", " + target + count + ");\n";
        m_value = target;
    }

    std::string m_value = "input";
    std::string m_calls;
    long long m_sizes[2] = {0, 0};
    int m_next = 0;
};

std::string head(const nn::PlainNetwork& network, const Metadata& metadata) {
    std::string text = "/* A neural network, exported by Tristate Lab.\n *\n"
                       " * input:  PREDICT_INPUTS values in (channel, y, x) order, as below\n"
                       " * logits: PREDICT_OUTPUTS values; the largest one tells the class\n *\n"
                       " * Nothing is allocated and no global is written, so threads may call predict() at\n"
                       " * once. For speed: cc -O3 -march=native\n *\n";
    for (const auto& [key, value] : metadata) text += " * " + key + ": " + commentText(value) + "\n";
    if (!network.keptUnits.empty()) text += " * kept_units: " + dumpJson(network.keptUnits, -1) + "\n";
    return text + fillTemplate(" */\n\n#define PREDICT_INPUTS $inputs\n#define PREDICT_OUTPUTS $outputs\n\n"
                               "void predict(const float *input, float *logits);\n",
                               {{"inputs", network.input.features()},
                                {"outputs", network.shapes().back().features()}});
}

} // namespace

std::size_t cStackBytes(const nn::PlainNetwork& network) {
    return Body(stepsOf(LayerWriter(network), network)).stackBytes();
}

std::string toCSource(const nn::PlainNetwork& network, const Metadata& metadata) {
    checkNetwork(network, "C source");
    const LayerWriter layers(network);
    const std::vector<Step> steps = stepsOf(layers, network);
    const Body body(steps);
    if (body.stackBytes() > kMaxCStack) throw Error(say::kCStack, body.stackBytes(), kMaxCStack);
    std::string text = head(network, metadata) + kCKeepLoop;
    if (uses(steps, "relu")) text += kCRelu;
    if (uses(steps, "leaky_relu")) text += kCLeakyRelu;
    if (uses(steps, "copy")) text += kCCopy;
    return text + layers.functions() + body.text();
}

} // namespace tristate::io

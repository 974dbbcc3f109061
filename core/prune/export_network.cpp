#include "core/prune/export_network.h"

#include "core/nn/affine_layer.h"
#include "core/nn/batch_norm.h"
#include "core/nn/constant_layer.h"
#include "core/nn/conv2d.h"
#include "core/nn/dense.h"
#include "core/nn/depthwise_conv.h"
#include "core/nn/dropout.h"
#include "core/nn/feature_gates.h"
#include "core/nn/global_average.h"
#include "core/nn/grouped_conv.h"
#include "core/nn/join_layer.h"
#include "core/nn/pool.h"
#include "core/nn/response_norm.h"
#include "core/nn/select_layer.h"
#include "core/nn/tri_state_relu.h"
#include "core/nn/units_left.h"
#include "core/prune/compact.h"
#include "core/prune/expand.h"

#include <algorithm>
#include <limits>
#include <map>

namespace tristate::prune {

namespace {

using Gates = nn::Gates<float>;

/// Writes the layers of a network without closed units as nodes of a plain one.
class PlainWriter final : public nn::LayerVisitor<float> {
public:
    PlainWriter(const nn::Network& network, ClosedUnits closed) : m_network(network), m_closed(closed) {
        m_plain.graph.input = network.graph().input;
        for (; m_layer < network.layers().size(); ++m_layer) {
            network.layers()[m_layer]->accept(*this);
            m_nodes.push_back(m_node);
        }
    }

    nn::PlainNetwork finish() { return std::move(m_plain); }

private:
    void visit(const nn::Dense<float>& dense) override {
        nn::RowMatrix weight = dense.weight.value.matrix();
        const auto scale = m_inputScales.find(input());
        if (scale != m_inputScales.end()) weight = weight * scale->second.asDiagonal();
        const graph::Dense present{static_cast<int>(weight.rows())};
        addWeights(present, std::move(weight), dense);
    }

    void visit(const nn::Conv2d<float>& conv) override {
        const graph::Conv present{static_cast<int>(conv.weight.value.rows()), conv.kernel(), conv.stride(),
                                  conv.padding()};
        addWeights(present, conv.weight.value.matrix(), conv);
    }

    /// Other programs know groups of one size only: where they have become unequal, each is a convolution of
    /// its own. To be written at its original width it stands as one of all maps, with zeros between groups,
    /// which expand() takes apart again.
    void visit(const nn::GroupedConv<float>& conv) override {
        const auto& parts = conv.parts();
        graph::Conv whole = conv.spec();
        whole.maps = conv.outputShape().channels;
        const bool isEqual = parts.front().inputs > 0 &&
                             std::all_of(parts.begin(), parts.end(),
                                         [&parts](const auto& part) { return part == parts.front(); });
        if (m_closed == ClosedUnits::Zeroed && whole.groups > 1) {
            whole.groups = 1;
            addWeights(whole, betweenAllMaps(conv), conv);
        } else if (isEqual) {
            addWeights(whole, conv.weight.value.matrix(), conv);
        } else {
            addParts(conv);
        }
    }

    void visit(const nn::DepthwiseConv<float>& conv) override {
        addWeights(conv.spec(), conv.weight.value.matrix(), conv);
    }

    void visit(const nn::BatchNorm<float>& norm) override {
        scaleInput(norm.scale().matrix(), norm.shift().matrix());
    }

    void visit(const nn::AffineLayer<float>& affine) override {
        append(graph::Affine{}, {affine.scale.value.matrix().transpose(), affine.shift.value.matrix()});
    }

    void visit(const nn::Pool<float>& pool) override { append(pool.spec()); }
    void visit(const nn::ResponseNorm<float>& norm) override { append(norm.spec()); }
    void visit(const nn::SelectLayer<float>& select) override {
        const auto& node = m_network.graph().nodes[static_cast<std::size_t>(wire().node)];
        append(graph::Select{select.indices(), std::get<graph::Select>(node.operation).values});
    }
    void visit(const nn::GlobalAverage<float>&) override { append(graph::GlobalAverage{}); }
    /// Only sums take constants (graph/vanishing.h), which fold them in.
    void visit(const nn::ConstantLayer<float>& constant) override {
        m_constants[static_cast<int>(m_layer)] = constant.value.value.matrix();
        m_node = nn::kInput;
    }

    void visit(const nn::AddLayer<float>&) override {
        std::vector<int> live;
        Eigen::VectorXf constant;
        for (const int from : wire().inputs) {
            const auto found = m_constants.find(from);
            if (found == m_constants.end())
                live.push_back(from);
            else if (constant.size() == 0)
                constant = found->second;
            else
                constant += found->second;
        }
        addConstant(live, constant);
    }
    void visit(const nn::ConcatLayer<float>&) override { append(graph::Concat{}); }
    void visit(const nn::Dropout<float>&) override { m_node = input(); } // the identity after training

    void visit(const nn::FeatureGates<float>& features) override {
        const bool isEverything = features.outputShape().features() == features.inputShape().features();
        if (isEverything)
            m_node = input();
        else
            append(graph::Select{features.source(), !features.inputShape().isFlat()});
        const Eigen::VectorXf values = gateValues();
        if ((values.array() != 1.0f).any()) m_inputScales[m_node] = values;
    }

    /// The gate's number is not negative, so it may as well be multiplied before the ReLU and the pooling.
    void visit(const nn::TriStateRelu<float>& relu) override {
        const Eigen::VectorXf values = gateValues();
        const bool isScaled = (values.array() != 1.0f).any();
        m_node = input();
        if (isScaled && relu.cap() == 0) scaleInput(values, Eigen::VectorXf::Zero(values.size()));
        const Gates* depth = m_network.gatesAt(wire().depth);
        const bool isLinear = depth && depth->isLinear();
        if (!isLinear || relu.cap() > 0)
            m_node = m_plain.append(graph::Relu{isLinear ? 1 : relu.slope(), relu.cap()}, {}, {m_node});
        if (isScaled && relu.cap() > 0)
            m_node = m_plain.append(graph::Affine{}, scaling(values, Eigen::VectorXf::Zero(values.size())),
                                    {m_node});
    }

    const nn::Wire& wire() const { return m_network.wires()[m_layer]; }
    int nodeOf(int layer) const {
        return layer == nn::kInput ? nn::kInput : m_nodes[static_cast<std::size_t>(layer)];
    }
    /// The node that this layer works on.
    int input() const { return nodeOf(wire().inputs.front()); }

    void append(const graph::Operation& operation, nn::NodeWeights numbers = {}) {
        std::vector<int> inputs;
        for (const int from : wire().inputs) inputs.push_back(nodeOf(from));
        m_node = m_plain.append(operation, std::move(numbers), std::move(inputs));
    }

    void addWeights(const graph::Operation& operation, nn::RowMatrix weight,
                    const nn::WeightLayer<float>& layer) {
        append(operation, {std::move(weight), layer.bias.value.matrix()});
        m_plain.keptUnits.push_back(originalUnits());
    }

    /// Of the units of this layer.
    std::vector<int> originalUnits() const {
        const auto& output = wire().output;
        const Gates* gates = output.size() == 1 ? m_network.gatesAt(output.front().gates) : nullptr;
        return gates ? gates->original : nn::allUnits(m_network.layers()[m_layer]->outputShape().channels);
    }

    static nn::RowMatrix betweenAllMaps(const nn::GroupedConv<float>& conv) {
        const int taps = conv.kernel() * conv.kernel();
        const auto& weight = conv.weight.value;
        nn::RowMatrix all = nn::RowMatrix::Zero(weight.rows(), conv.inputShape().channels * taps);
        for (int unit = 0; unit < weight.rows(); ++unit) {
            const nn::RowRange seen = conv.inputsOf(unit);
            all.row(unit).segment(seen.begin * taps, seen.count() * taps) =
                weight.row(unit).head(seen.count() * taps).matrix();
        }
        return all;
    }

    /// Each group that is left with the maps that it sees. One that sees none any more sees the first with
    /// weights of 0.
    void addParts(const nn::GroupedConv<float>& conv) {
        const int taps = conv.kernel() * conv.kernel(), from = input();
        const std::vector<int> original = originalUnits();
        std::vector<int> made;
        nn::RowRange units;
        for (const auto& part : conv.parts()) {
            units = {units.end, units.end + part.outputs};
            if (part.outputs == 0) continue;
            const nn::RowRange seen = conv.inputsOf(units.begin);
            graph::Select select{{0}};
            if (part.inputs > 0) select.indices = nn::allUnits(part.inputs);
            for (int& index : select.indices) index += part.inputs > 0 ? seen.begin : 0;
            graph::Conv own = conv.spec();
            own.groups = 1;
            own.maps = part.outputs;
            nn::NodeWeights numbers{nn::RowMatrix::Zero(part.outputs, std::ssize(select.indices) * taps),
                                    conv.bias.value.matrix().middleRows(units.begin, part.outputs)};
            numbers.weight.leftCols(part.inputs * taps) =
                conv.weight.value.matrix().block(units.begin, 0, part.outputs, part.inputs * taps);
            const bool isAll = part.inputs == conv.inputShape().channels;
            const int selected = isAll ? from : m_plain.append(std::move(select), {}, {from});
            made.push_back(m_plain.append(own, std::move(numbers), {selected}));
            m_plain.keptUnits.emplace_back(original.begin() + units.begin, original.begin() + units.end);
        }
        m_node = made.size() == 1 ? made.front() : m_plain.append(graph::Concat{}, {}, made);
        m_parts[m_node] = std::move(made);
    }

    /// The nodes with weights whose outputs, one after the other, are those of this node; none where it has
    /// others.
    std::vector<int> weightedAt(int node) const {
        if (node == nn::kInput) return {};
        const auto parts = m_parts.find(node);
        if (parts != m_parts.end()) return parts->second;
        return graph::isWeighted(m_plain.operation(node)) ? std::vector{node} : std::vector<int>();
    }

    /// What the gates of this layer multiply its channels by.
    Eigen::VectorXf gateValues() const {
        Eigen::VectorXf values = Eigen::VectorXf::Ones(m_network.layers()[m_layer]->outputShape().channels);
        Eigen::Index begin = 0;
        for (const nn::ChannelRun& run : wire().output) {
            const Gates* gates = m_network.gatesAt(run.gates);
            const Eigen::Index count = m_network.unitsOf(run);
            if (gates) values.segment(begin, count) = gates->finalValues().matrix();
            begin += count;
        }
        return values;
    }

    static nn::NodeWeights scaling(const Eigen::VectorXf& scale, const Eigen::VectorXf& shift) {
        return {scale.transpose(), shift};
    }

    /// Multiplies what this layer works on, and adds to it: in the weights it comes from when nothing else
    /// takes it on the way, which pooling may lie on, as a node otherwise.
    void scaleInput(const Eigen::VectorXf& scale, const Eigen::VectorXf& shift) {
        int layer = wire().inputs.front();
        const auto isPool = [&](int at) {
            return dynamic_cast<const nn::Pool<float>*>(m_network.layers()[static_cast<std::size_t>(at)]);
        };
        const bool isScaleOnly = (shift.array() == 0.0f).all();
        while (layer != nn::kInput && isReadOnce(layer) && isPool(layer) && isScaleOnly)
            layer = m_network.wires()[static_cast<std::size_t>(layer)].inputs.front();
        m_node = input();
        const std::vector<int> weighted = isReadOnce(layer) ? weightedAt(nodeOf(layer)) : std::vector<int>();
        if (weighted.empty()) m_node = m_plain.append(graph::Affine{}, scaling(scale, shift), {m_node});
        Eigen::Index begin = 0;
        for (const int node : weighted) {
            nn::NodeWeights& numbers = m_plain.weights[static_cast<std::size_t>(node)];
            const auto own = scale.segment(begin, numbers.bias.size());
            numbers.weight = own.asDiagonal() * numbers.weight;
            numbers.bias = own.cwiseProduct(numbers.bias) + shift.segment(begin, numbers.bias.size());
            begin += numbers.bias.size();
        }
    }

    /// The sum of these layers and of a constant, which may be empty: in the bias of weights that nothing
    /// else takes, as a node otherwise.
    void addConstant(const std::vector<int>& live, const Eigen::VectorXf& constant) {
        std::vector<int> nodes;
        for (const int from : live) nodes.push_back(nodeOf(from));
        m_node = nodes.size() > 1 ? m_plain.append(graph::Add{}, {}, nodes) : nodes.front();
        if (constant.size() == 0) return;
        for (const int from : live) {
            const std::vector<int> weighted =
                isReadOnce(from) ? weightedAt(nodeOf(from)) : std::vector<int>();
            Eigen::Index begin = 0;
            for (const int node : weighted) {
                Eigen::VectorXf& bias = m_plain.weights[static_cast<std::size_t>(node)].bias;
                bias += constant.segment(begin, bias.size());
                begin += bias.size();
            }
            if (!weighted.empty()) return;
        }
        m_node = m_plain.append(graph::Affine{}, scaling(Eigen::VectorXf::Ones(constant.size()), constant),
                                {m_node});
    }

    bool isReadOnce(int layer) const { return nn::readersOf(m_network.wires(), layer).size() == 1; }

    const nn::Network& m_network;
    ClosedUnits m_closed;
    std::size_t m_layer = 0;
    std::vector<int> m_nodes; ///< of every layer so far, the node that yields what it yields
    int m_node = nn::kInput;  ///< of the present layer
    nn::PlainNetwork m_plain;
    std::map<int, Eigen::VectorXf> m_constants;   ///< what layers yield that do not look at the input
    std::map<int, std::vector<int>> m_parts;      ///< of nodes that yield what several convolutions do, these
    std::map<int, Eigen::VectorXf> m_inputScales; ///< of dense layers' inputs that nodes yield
};

/// Of every weight layer, as the network was built.
std::vector<BuiltLayer> builtLayers(const nn::Network& network) {
    std::vector<BuiltLayer> built;
    for (const auto& stage : network.stages()) {
        if (!stage.weights) continue;
        const auto* grouped = dynamic_cast<const nn::GroupedConv<float>*>(stage.weights);
        built.push_back({stage.gates ? stage.gates->originalUnits() : stage.weights->outputShape().channels,
                         grouped ? grouped->spec().groups : 1});
    }
    return built;
}

} // namespace

nn::PlainNetwork exportNetwork(const nn::Network& network, MergeMode mode, ClosedUnits closed) {
    nn::Network compact = network;
    removeClosedUnits(compact, std::numeric_limits<std::int64_t>::max());
    PlainWriter writer(compact, closed);
    if (closed == ClosedUnits::Zeroed) return expand(writer.finish(), builtLayers(compact));
    return mergeLayers(writer.finish(), mode);
}

} // namespace tristate::prune

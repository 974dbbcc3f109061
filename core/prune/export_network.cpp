#include "core/prune/export_network.h"

#include "core/nn/batch_norm.h"
#include "core/nn/conv2d.h"
#include "core/nn/dense.h"
#include "core/nn/dropout.h"
#include "core/nn/feature_gates.h"
#include "core/nn/pool.h"
#include "core/nn/tri_state_relu.h"
#include "core/prune/compact.h"
#include "core/prune/expand.h"

#include <limits>
#include <numeric>

namespace tristate::prune {

namespace {

using Gates = nn::GatedLayer<float>;

/// Writes the layers of a network without closed units as plain ones.
class PlainWriter final : public nn::LayerVisitor<float> {
public:
    explicit PlainWriter(Shape input) { m_plain.input = input; }

    void visit(const nn::Dense<float>& dense) override {
        beginUnits(dense);
        if (!dense.inputShape().isFlat()) m_plain.layers.push_back(nn::PlainFlatten{});
        nn::RowMatrix weight = dense.weight.value.matrix();
        if (m_inputScale.size() > 0) weight = weight * m_inputScale.asDiagonal();
        m_inputScale.resize(0);
        m_plain.layers.push_back(nn::PlainDense{std::move(weight), dense.bias.value.matrix()});
    }

    void visit(const nn::Conv2d<float>& conv) override {
        beginUnits(conv);
        m_plain.layers.push_back(nn::PlainConv{conv.weight.value.matrix(), conv.bias.value.matrix(),
                                               conv.inputShape().channels, conv.kernel(), conv.stride(),
                                               conv.padding()});
    }

    void visit(const nn::BatchNorm<float>& norm) override {
        scaleOutputs(norm.scale().matrix(), norm.shift().matrix());
    }

    void visit(const nn::Pool<float>& pool) override {
        m_plain.layers.push_back(nn::PlainPool{pool.spec().size, pool.spec().stride, pool.spec().kind});
    }

    void visit(const nn::Dropout<float>&) override {} // the identity after training

    void visit(const nn::FeatureGates<float>& features) override {
        if (!features.inputShape().isFlat()) m_plain.layers.push_back(nn::PlainFlatten{});
        const bool isEverything = features.units() == features.inputShape().features();
        if (!isEverything) m_plain.layers.push_back(nn::PlainSelect{features.source()});
        m_inputScale = valuesOf(features);
        if ((m_inputScale.array() == 1.0f).all()) m_inputScale.resize(0);
    }

    /// The gate's number is not negative, so it may as well be multiplied before the ReLU and the pooling.
    void visit(const nn::TriStateRelu<float>& relu) override {
        const Eigen::VectorXf values = valuesOf(relu);
        if ((values.array() != 1.0f).any()) scaleOutputs(values, Eigen::VectorXf::Zero(values.size()));
        m_plain.keptUnits.back() = relu.original;
        if (!relu.isLinear()) m_plain.layers.push_back(nn::PlainRelu{relu.slope});
    }

    nn::PlainNetwork finish() { return std::move(m_plain); }

private:
    static Eigen::VectorXf valuesOf(const Gates& gates) {
        Eigen::VectorXf values(gates.units());
        for (int unit = 0; unit < gates.units(); ++unit)
            values[unit] =
                static_cast<float>(nn::finalValue(gates.estimator, static_cast<double>(gates.width[unit])));
        return values;
    }

    /// All of them are kept, until the gates behind tell better.
    void beginUnits(const nn::WeightLayer<float>& weights) {
        std::vector<int> all(static_cast<std::size_t>(weights.weight.value.rows()));
        std::iota(all.begin(), all.end(), 0);
        m_plain.keptUnits.push_back(std::move(all));
    }

    /// Multiplies what the latest weight layer yields, and adds to it.
    void scaleOutputs(const Eigen::VectorXf& scale, const Eigen::VectorXf& shift) {
        const auto apply = [&](auto& weights) {
            weights.weight = scale.asDiagonal() * weights.weight;
            weights.bias = scale.cwiseProduct(weights.bias) + shift;
        };
        for (auto layer = m_plain.layers.rbegin();; ++layer) {
            if (auto* dense = std::get_if<nn::PlainDense>(&*layer)) return apply(*dense);
            if (auto* conv = std::get_if<nn::PlainConv>(&*layer)) return apply(*conv);
        }
    }

    nn::PlainNetwork m_plain;
    Eigen::VectorXf m_inputScale; ///< of the next dense layer's inputs; empty for ones
};

/// Of every weight layer, as the network was built.
std::vector<int> originalWidths(const nn::Network& network) {
    std::vector<int> widths;
    for (const auto& stage : network.stages())
        if (stage.weights)
            widths.push_back(stage.gates ? stage.gates->originalUnits()
                                         : stage.weights->outputShape().channels);
    return widths;
}

} // namespace

nn::PlainNetwork exportNetwork(const nn::Network& network, MergeMode mode, ClosedUnits closed) {
    nn::Network compact = network;
    removeClosedUnits(compact, std::numeric_limits<std::int64_t>::max());
    PlainWriter writer(network.spec().input);
    for (const auto* layer : compact.layers()) layer->accept(writer);
    if (closed == ClosedUnits::Zeroed) return expand(writer.finish(), originalWidths(network));
    return mergeLayers(writer.finish(), mode);
}

} // namespace tristate::prune

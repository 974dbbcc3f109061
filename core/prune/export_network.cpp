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

#include <cassert>
#include <limits>
#include <numeric>

namespace tristate::prune {

namespace {

using Layer = nn::Layer<float>;
using Gates = nn::GatedLayer<float>;

/// Writes the layers of a network without closed units as plain ones.
class PlainWriter {
public:
    explicit PlainWriter(Shape input) { m_plain.input = input; }

    void add(const Layer& layer) {
        if (layer.isWeightLayer())
            addWeights(layer);
        else if (const auto* norm = dynamic_cast<const nn::BatchNorm<float>*>(&layer))
            scaleOutputs(norm->scale().matrix(), norm->shift().matrix());
        else if (const auto* pool = dynamic_cast<const nn::Pool<float>*>(&layer))
            m_plain.layers.push_back(
                nn::PlainPool{pool->spec().size, pool->spec().stride, pool->spec().kind});
        else if (const auto* features = dynamic_cast<const nn::FeatureGates<float>*>(&layer))
            addSelection(*features);
        else if (const auto* relu = dynamic_cast<const nn::TriStateRelu<float>*>(&layer))
            addRelu(*relu);
        else
            assert(dynamic_cast<const nn::Dropout<float>*>(&layer)); // the identity after training
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

    void addWeights(const Layer& layer) {
        const auto parameters = const_cast<Layer&>(layer).parameters();
        nn::RowMatrix weight = parameters[0]->value.matrix();
        Eigen::VectorXf bias = parameters[1]->value.matrix();
        std::vector<int> kept(static_cast<std::size_t>(weight.rows()));
        std::iota(kept.begin(), kept.end(), 0);
        m_plain.keptUnits.push_back(std::move(kept)); // until its gates tell better
        if (const auto* conv = dynamic_cast<const nn::Conv2d<float>*>(&layer)) {
            m_plain.layers.push_back(nn::PlainConv{std::move(weight), std::move(bias),
                                                   layer.inputShape().channels, conv->kernel(),
                                                   conv->stride(), conv->padding()});
        } else {
            if (!layer.inputShape().isFlat()) m_plain.layers.push_back(nn::PlainFlatten{});
            if (m_inputScale.size() > 0) weight = weight * m_inputScale.asDiagonal();
            m_inputScale.resize(0);
            m_plain.layers.push_back(nn::PlainDense{std::move(weight), std::move(bias)});
        }
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

    /// The gate's number is not negative, so it may as well be multiplied before the ReLU and the pooling.
    void addRelu(const nn::TriStateRelu<float>& relu) {
        const Eigen::VectorXf values = valuesOf(relu);
        if ((values.array() != 1.0f).any()) scaleOutputs(values, Eigen::VectorXf::Zero(values.size()));
        m_plain.keptUnits.back() = relu.original;
        if (!relu.isLinear()) m_plain.layers.push_back(nn::PlainRelu{relu.slope});
    }

    void addSelection(const nn::FeatureGates<float>& features) {
        if (!features.inputShape().isFlat()) m_plain.layers.push_back(nn::PlainFlatten{});
        const bool isEverything = features.units() == features.inputShape().features();
        if (!isEverything) m_plain.layers.push_back(nn::PlainSelect{features.source()});
        m_inputScale = valuesOf(features);
        if ((m_inputScale.array() == 1.0f).all()) m_inputScale.resize(0);
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
    for (const auto& layer : compact.layers()) writer.add(*layer);
    if (closed == ClosedUnits::Zeroed) return expand(writer.finish(), originalWidths(network));
    return mergeLayers(writer.finish(), mode);
}

} // namespace tristate::prune

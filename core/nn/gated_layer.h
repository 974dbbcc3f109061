#pragma once

#include "core/nn/gate_estimator.h"
#include "core/nn/layer.h"

#include <cstdint>
#include <vector>

namespace tristate::nn {

/// What layers with gates have in common: a gate w in [0, 1] for each unit (a neuron, a feature map, a
/// single feature), and one gate d for the whole layer, which is learnt only in tri-state ReLUs. The
/// estimator turns w into the number m that the unit is multiplied by; d is always used thresholded.
template <class T>
class GatedLayer : public Layer<T> {
public:
    using Vector = Eigen::Array<T, Eigen::Dynamic, 1>;

    /// Gates of the units with these original indices, of `originalUnits`.
    GatedLayer(std::vector<int> original, int originalUnits);

    GatedLayer<T>* asGates() final { return this; }
    const GatedLayer<T>* asGates() const final { return this; }
    /// Whether these are input gates, whose units are single values; otherwise they belong to the units of
    /// the weight layer before.
    virtual bool isInput() const { return false; }

    /// What every unit is multiplied by in this minibatch; layers call it in prepare().
    void drawGateValues(Tape<T>& tape) const;
    /// Sums the gate gradients of the loss over the sample groups, in order, into widthGradient,
    /// depthGradient.
    void reduceGateGradients(const Tape<T>& tape);

    int units() const { return static_cast<int>(width.size()); }
    int originalUnits() const { return m_originalUnits; }
    bool isOpen(int unit) const { return nn::isOpen(estimator, static_cast<double>(width[unit])); }
    int openUnits() const;
    bool isLinear() const { return depth >= T(0.5); }
    /// The real-valued gates for each original unit; removed ones are 0.
    std::vector<float> originalGates() const;

    int index = 0; ///< which of the network's gated layers this is, as it was built
    GateEstimator estimator = GateEstimator::Threshold;
    Vector width;         ///< w, one per unit
    Vector widthGradient; ///< dL/dw
    T depth = 0;          ///< d
    T depthGradient = 0;
    bool depthLearnable = false;
    bool widthLearnable = true;            ///< false: w stays as it is, 1
    std::vector<std::int64_t> closedSince; ///< for each unit, the step since which it is closed, -1 when open
    std::int64_t linearSince = -1;         ///< the step since which the layer is linear, -1 when it is not
    std::vector<int> original;             ///< for each unit, its index in the network as it was built

protected:
    void keepGates(std::span<const int> kept);

private:
    int m_originalUnits = 0;
};

extern template class GatedLayer<float>;
extern template class GatedLayer<double>;

} // namespace tristate::nn

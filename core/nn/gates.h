#pragma once

#include "core/nn/gate_estimator.h"
#include "core/nn/pass.h"

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <vector>

namespace tristate::nn {

/// The gates of a channel group (graph/channel_groups.h): one gate w in [0, 1] for each unit (a neuron, a
/// feature map, a single value), wherever the group is read, and one gate d, which is learnt where a single
/// layer is gated. The estimator turns w into the number m that the unit is multiplied by; d is always used
/// thresholded.
template <class T>
class Gates {
public:
    using Vector = Eigen::Array<T, Eigen::Dynamic, 1>;

    /// Gates of the units with these original indices, of `originalUnits`; all open.
    Gates(std::vector<int> original, int originalUnits);

    /// What every unit is multiplied by in this minibatch.
    Vector draw(const Pass& pass) const;
    void clearGradients();
    /// dL/dm of a minibatch, in which the units were multiplied by `values` -> dL/dw.
    void finishGradient(const Vector& values);

    int units() const { return static_cast<int>(width.size()); }
    int originalUnits() const { return m_originalUnits; }
    bool isOpen(int unit) const { return nn::isOpen(estimator, static_cast<double>(width[unit])); }
    int openUnits() const;
    bool isLinear() const { return depth >= T(0.5); }
    /// The real-valued gates for each original unit; removed ones are 0.
    std::vector<float> originalGates() const;
    /// What each unit is multiplied by after training.
    Vector finalValues() const;

    /// Keeps these units, in this order.
    void keep(std::span<const int> kept);

    int index = 0;        ///< which of the network's groups with gates this is, as it was built
    bool isInput = false; ///< the units are single values, otherwise units of weight layers
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

private:
    int m_originalUnits = 0;
};

extern template class Gates<float>;
extern template class Gates<double>;

} // namespace tristate::nn

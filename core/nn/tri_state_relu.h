#pragma once

#include "core/nn/layer.h"

#include <cstdint>
#include <vector>

namespace tristate::nn {

/// The tri-state ReLU (Srinivas and Babu 2016, equation 3.2):
///
///     tsReLU(x) = w * x        if x >= 0
///                 w * d * x    otherwise
///
/// with one gate w per channel (neuron, or feature map) and one gate d per layer. Both are real numbers in
/// [0, 1]; the forward pass uses them thresholded (1 if >= 0.5, else 0), the gradient passes the threshold
/// unchanged (straight-through):
///
///     dL/dw_j = sum over samples and positions of  dL/dy * (x if x >= 0 else d x)
///     dL/dd   = sum over samples, positions and units of  dL/dy * w_j * (0 if x >= 0 else x)
///
/// w = 0: the unit is gone; w = 1, d = 0: an ordinary ReLU; w = 1, d = 1: the layer is linear and can be
/// folded.
template <class T>
class TriStateRelu final : public Layer<T> {
public:
    explicit TriStateRelu(Shape shape);

    std::unique_ptr<Layer<T>> clone() const override;
    Shape inputShape() const override { return m_shape; }
    Shape outputShape() const override { return m_shape; }
    void prepare(Tape<T>& tape, int groups, Purpose purpose) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override { selectOutputs(channels); }

    /// Sums the gate gradients of the loss over `groups` sample groups, in order, into widthGradient,
    /// depthGradient.
    void reduceGateGradients(const Tape<T>& tape, int groups);

    static bool isOpen(T gate) { return gate >= T(0.5); }
    int units() const { return m_shape.channels; }
    int originalUnits() const { return m_originalUnits; }
    int openUnits() const;
    bool isLinear() const { return isOpen(depth); }
    /// The real-valued gates for each original unit; removed ones are 0.
    std::vector<float> originalGates() const;

    using Vector = Eigen::Array<T, Eigen::Dynamic, 1>;
    Vector width;         ///< w, one per unit
    Vector widthGradient; ///< dL/dw
    T depth = 0;          ///< d
    T depthGradient = 0;
    bool depthLearnable = true; ///< d is not learnt where max-pooling comes between the weights and this
    std::vector<std::int64_t> closedSince; ///< for each unit, the step since which it is closed, -1 when open
    std::vector<int> original;             ///< for each unit, its index in the network as it was built

private:
    Shape m_shape;
    int m_originalUnits = 0;
};

extern template class TriStateRelu<float>;
extern template class TriStateRelu<double>;

} // namespace tristate::nn

#pragma once

#include "core/nn/kernels/relu_kernels.h"
#include "core/nn/layer.h"

namespace tristate::nn {

/// The tri-state ReLU (Srinivas and Babu 2016, equation 3.2):
///
///     tsReLU(x) = m * x        if x >= 0
///                 m * d * x    otherwise
///
/// with one gate w per channel (neuron, or feature map) and one gate d per layer. Both are real numbers in
/// [0, 1]; the forward pass uses them thresholded (1 if >= 0.5, else 0; other estimators: gate_estimator.h),
/// the gradient passes the threshold unchanged (straight-through):
///
///     dL/dm_j = sum over samples and positions of  dL/dy * (x if x >= 0 else d x)
///     dL/dd   = sum over samples, positions and units of  dL/dy * m_j * (0 if x >= 0 else x)
///
/// m = 0: the unit is gone; m = 1, d = 0: an ordinary ReLU; m = 1, d = 1: the layer is linear and can be
/// merged.
///
/// Our addition is the leaky ReLU (Maas et al. 2013), as imported networks have it: with a slope a the d in
/// the formula is a + (1 - a) d, so d = 0 gives the leaky ReLU and d = 1 the same linear layer as ever.
///
/// And a cap c (the 6 of a ReLU6): the formula of min(x, c). The gates themselves are nn/gates.h.
template <class T>
class TriStateRelu final : public Layer<T> {
public:
    /// Slope a and cap c: graph::Relu.
    TriStateRelu(Shape shape, T slope, T cap) : m_shape(shape), m_slope(slope), m_cap(cap) {}

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<TriStateRelu>(*this); }
    Shape inputShape() const override { return m_shape; }
    Shape outputShape() const override { return m_shape; }
    bool isGated() const override { return true; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override {
        m_shape.channels = static_cast<int>(channels.size());
    }
    void selectInputs(std::span<const int> channels) override { selectOutputs(channels); }

    T slope() const { return m_slope; }
    T cap() const { return m_cap; }

    kernels::ReluShape<T> shapeOf(const Tape<T>& tape) const;

private:
    /// What the formula is computed of.
    const Activation<T>& cappedInput(const Activation<T>& input, const Tape<T>& tape) const {
        return m_cap > 0 ? tape.capped : input;
    }

    Shape m_shape;
    T m_slope, m_cap;
};

extern template class TriStateRelu<float>;
extern template class TriStateRelu<double>;

} // namespace tristate::nn

#pragma once

#include "core/nn/gated_layer.h"
#include "core/nn/kernels/relu_kernels.h"

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
template <class T>
class TriStateRelu final : public GatedLayer<T> {
public:
    explicit TriStateRelu(Shape shape);
    /// Of the channels with these original indices, of `originalUnits`.
    TriStateRelu(Shape shape, std::vector<int> original, int originalUnits);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<TriStateRelu>(*this); }
    Shape inputShape() const override { return m_shape; }
    Shape outputShape() const override { return m_shape; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override { selectOutputs(channels); }

    T slope = 0; ///< a, 0 to 1

private:
    kernels::ReluShape<T> shapeOf(const Tape<T>& tape) const;

    Shape m_shape;
};

extern template class TriStateRelu<float>;
extern template class TriStateRelu<double>;

} // namespace tristate::nn

#pragma once

#include "core/base/rng.h"
#include "core/graph/operations.h"
#include "core/nn/kernels/depthwise_kernels.h"
#include "core/nn/weight_layer.h"

#include <string>

namespace tristate::nn {

/// A convolution of each map by itself: C x H x W -> C x H' x W', H' = (H + 2 padding - reach) / stride + 1.
/// Parameters: weight C x (kernel * kernel), bias C. A unit is a map, in and out.
template <class T>
class DepthwiseConv final : public WeightLayer<T> {
public:
    /// `name` and `rng`: see WeightLayer.
    DepthwiseConv(const std::string& name, Shape input, const graph::Depthwise& spec, bool hasBias, Rng* rng);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<DepthwiseConv>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override { return m_output; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    int gradientBlocks() const override;
    RowRange blockRows(int block) const override;
    void gradient(const Activation<T>& input, const Tape<T>& tape, int block) override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> /*channels*/) override {} // they are its outputs

    int kernel() const override { return m_spec.kernel; }
    bool canFinish() const override { return true; }
    bool isDepthwise() const override { return true; }
    RowRange inputsOf(int unit) const override { return {unit, unit + 1}; }
    const graph::Depthwise& spec() const { return m_spec; }

private:
    kernels::DepthwiseShape shape() const;

    Shape m_input, m_output;
    graph::Depthwise m_spec;
};

extern template class DepthwiseConv<float>;
extern template class DepthwiseConv<double>;

} // namespace tristate::nn

#pragma once

#include "core/base/rng.h"
#include "core/graph/operations.h"
#include "core/nn/kernels/winograd_kernels.h"
#include "core/nn/weight_layer.h"

#include <string>

namespace tristate::nn {

/// 2-D convolution (cross-correlation) with a square kernel: input C x H x W -> maps x H' x W', with
/// H' = (H + 2 padding - kernel) / stride + 1. Parameters: weight maps x (C * kernel * kernel), bias maps.
template <class T>
class Conv2d final : public WeightLayer<T> {
public:
    /// `name` and `rng`: see WeightLayer.
    Conv2d(const std::string& name, Shape input, const graph::Conv& spec, bool hasBias, Rng* rng);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<Conv2d>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override { return m_shape.output; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    bool canAddGradient() const override { return m_isWinograd; }
    int gradientBlocks() const override;
    RowRange blockRows(int block) const override;
    void gradient(const Activation<T>& input, const Tape<T>& tape, int block) override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override;

    int kernel() const override { return m_shape.kernel; }
    bool canFinish() const override { return true; }
    int stride() const { return m_shape.stride; }
    int padding() const { return m_padding; }

private:
    kernels::WinogradShape winograd() const { return {m_input, m_shape.output, m_padding}; }
    /// Whether the input gradient is the same convolution as forward, with the weights turned.
    bool isPointwise() const { return m_shape.kernel == 1 && m_shape.stride == 1 && m_padding == 0; }
    /// Whether the kernels take their input from tape.padded.
    bool copiesInput() const { return m_padding > 0 && !m_isWinograd; }
    int mapsPerBlock() const;

    Shape m_input; ///< without padding
    int m_padding = 0;
    kernels::ConvShape m_shape; ///< input with padding
    bool m_isWinograd = false;
};

extern template class Conv2d<float>;
extern template class Conv2d<double>;

} // namespace tristate::nn

#pragma once

#include "core/nn/layer.h"

#include <string>

namespace tristate::nn {

/// y = scale x + shift, each channel with its own: what normalises an input, or is left of a batch
/// normalisation that no weights stand before. Parameters: weight = scale, bias = shift.
template <class T>
class AffineLayer final : public Layer<T> {
public:
    /// `name` is the prefix of the parameters' names. The scale is 1, the shift 0; where they are fixed, no
    /// step of the training changes them.
    AffineLayer(const std::string& name, Shape shape, bool fixed = false);

    bool isFixed() const { return m_fixed; }

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<AffineLayer>(*this); }
    Shape inputShape() const override { return m_shape; }
    Shape outputShape() const override { return m_shape; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    int gradientBlocks() const override { return m_shape.channels > 0 && !m_fixed ? 1 : 0; }
    RowRange blockRows(int /*block*/) const override { return {0, m_shape.channels}; }
    void gradient(const Activation<T>& input, const Tape<T>& tape, int block) override;
    std::vector<Parameter<T>*> parameters() override { return {&scale, &shift}; }
    std::vector<const Parameter<T>*> parameters() const override { return {&scale, &shift}; }
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override { selectOutputs(channels); }

    Parameter<T> scale, shift; ///< channels x 1

private:
    Shape m_shape;
    bool m_fixed = false;
};

extern template class AffineLayer<float>;
extern template class AffineLayer<double>;

} // namespace tristate::nn

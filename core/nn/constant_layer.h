#pragma once

#include "core/nn/layer.h"

#include <string>

namespace tristate::nn {

/// The same value at every position of a channel, whatever the sample: what is left of a branch that has lost
/// its last unit. It learns as the bias that it was. It stands as if it took the network's input, which it
/// does not look at.
template <class T>
class ConstantLayer final : public Layer<T> {
public:
    /// `name` is the prefix of the parameter's name. The value is 0.
    ConstantLayer(const std::string& name, Shape shape);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<ConstantLayer>(*this); }
    /// That of the output.
    Shape inputShape() const override { return m_shape; }
    Shape outputShape() const override { return m_shape; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    int gradientBlocks() const override { return m_shape.channels > 0 ? 1 : 0; }
    RowRange blockRows(int /*block*/) const override { return {0, m_shape.channels}; }
    void gradient(const Activation<T>& input, const Tape<T>& tape, int block) override;
    std::vector<Parameter<T>*> parameters() override { return {&value}; }
    std::vector<const Parameter<T>*> parameters() const override { return {&value}; }
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> /*channels*/) override {}

    Parameter<T> value; ///< channels x 1

private:
    Shape m_shape;
};

extern template class ConstantLayer<float>;
extern template class ConstantLayer<double>;

} // namespace tristate::nn

#pragma once

#include "core/base/rng.h"
#include "core/nn/weight_layer.h"

#include <string>

namespace tristate::nn {

/// Fully connected layer: y = W x + b for every sample, W: units x inputs. A shaped input (feature maps) is
/// read as a vector in (channel, y, x) order; dropping an input channel drops all its positions.
template <class T>
class Dense final : public WeightLayer<T> {
public:
    /// `name` and `rng`: see WeightLayer.
    Dense(const std::string& name, Shape input, int units, bool hasBias, Rng* rng);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<Dense>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override { return {static_cast<int>(this->weight.value.rows())}; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    int gradientBlocks() const override;
    RowRange blockRows(int block) const override;
    void gradient(const Activation<T>& input, const Tape<T>& tape, int block) override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override { this->selectUnits(channels); }
    void selectInputs(std::span<const int> channels) override;
    /// Takes inputs of another shape from now on: weights and what the optimizer remembers of them are 0.
    void resizeInput(Shape input);

private:
    Shape m_input;
};

extern template class Dense<float>;
extern template class Dense<double>;

} // namespace tristate::nn

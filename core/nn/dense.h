#pragma once

#include "core/base/rng.h"
#include "core/nn/layer.h"

#include <string>

namespace tristate::nn {

/// Fully connected layer: y = W x + b for every sample, W: units x inputs. A shaped input (feature maps) is
/// read as a vector in (channel, y, x) order; dropping an input channel drops all its positions.
template <class T>
class Dense final : public Layer<T> {
public:
    /// `name` is the prefix of the parameters' names, e.g. "fc1". Weights: He's normal distribution; biases:
    /// 0.
    Dense(std::string name, Shape input, int units, Rng& rng);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<Dense>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override { return {static_cast<int>(m_weight.value.rows())}; }
    void prepare(Tape<T>& tape, int groups, Purpose purpose) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    int gradientBlocks() const override;
    RowRange blockRows(int block) const override;
    void gradient(const Activation<T>& input, const Tape<T>& tape, int block) override;
    std::vector<Parameter<T>*> parameters() override { return {&m_weight, &m_bias}; }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override;

private:
    Shape m_input;
    Parameter<T> m_weight;
    Parameter<T> m_bias;
};

extern template class Dense<float>;
extern template class Dense<double>;

} // namespace tristate::nn

#pragma once

#include "core/base/rng.h"
#include "core/nn/layer.h"
#include "core/nn/network_spec.h"

#include <string>

namespace tristate::nn {

/// Fully connected layer: y = W x + b for every sample, W: units x inputs. A shaped input (feature maps) is
/// read as a vector in (channel, y, x) order; dropping an input channel drops all its positions.
template <class T>
class Dense final : public Layer<T> {
public:
    /// `name` is the prefix of the parameters' names, e.g. "fc1". Weights are drawn from He's normal
    /// distribution, or are 0 when `rng` is null; biases are 0.
    Dense(std::string name, Shape input, const DenseSpec& spec, Rng* rng);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<Dense>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override { return {static_cast<int>(m_weight.value.rows())}; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    int gradientBlocks() const override;
    RowRange blockRows(int block) const override;
    void gradient(const Activation<T>& input, const Tape<T>& tape, int block) override;
    std::vector<Parameter<T>*> parameters() override { return {&m_weight, &m_bias}; }
    bool isWeightLayer() const override { return true; }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override;
    /// Takes inputs of another shape from now on: weights and what the optimizer remembers of them are 0.
    void resizeInput(Shape input);

private:
    Shape m_input;
    bool m_hasBias = true; ///< false before batch normalisation, which would take it away: it stays 0
    Parameter<T> m_weight;
    Parameter<T> m_bias;
};

extern template class Dense<float>;
extern template class Dense<double>;

} // namespace tristate::nn

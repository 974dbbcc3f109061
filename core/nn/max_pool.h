#pragma once

#include "core/nn/layer.h"
#include "core/nn/network_spec.h"

namespace tristate::nn {

/// Max-pooling with a square window: C x H x W -> C x H' x W', H' = (H - size) / stride + 1. The gradient
/// goes to the first largest element of a window.
template <class T>
class MaxPool final : public Layer<T> {
public:
    MaxPool(Shape input, const MaxPoolSpec& spec);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<MaxPool>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override { return m_output; }
    void prepare(Tape<T>& tape, int groups, Purpose purpose) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override { selectOutputs(channels); }

private:
    Shape m_input;
    Shape m_output;
    MaxPoolSpec m_spec;
};

extern template class MaxPool<float>;
extern template class MaxPool<double>;

} // namespace tristate::nn

#pragma once

#include "core/nn/layer.h"

namespace tristate::nn {

/// The mean of each feature map: C x H x W -> C x 1 x 1.
template <class T>
class GlobalAverage final : public Layer<T> {
public:
    explicit GlobalAverage(Shape input) : m_input(input) {}

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<GlobalAverage>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override { return {m_input.channels}; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override {
        m_input.channels = static_cast<int>(channels.size());
    }
    void selectInputs(std::span<const int> channels) override { selectOutputs(channels); }

private:
    Shape m_input;
};

extern template class GlobalAverage<float>;
extern template class GlobalAverage<double>;

} // namespace tristate::nn

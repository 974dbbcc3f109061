#pragma once

#include "core/nn/layer.h"

namespace tristate::nn {

/// Dropout (Srivastava et al. 2014), scaled in training: each value of each sample is 0 with probability p,
/// and divided by 1 - p otherwise; afterwards the identity. The random numbers belong to the original
/// channels, so removing others changes none of them.
template <class T>
class Dropout final : public Layer<T> {
public:
    /// `index` tells the network's dropout layers apart; `original`: for each channel, its index in the
    /// network as it was built.
    Dropout(Shape shape, int percent, int index, std::vector<int> original);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<Dropout>(*this); }
    Shape inputShape() const override { return m_shape; }
    Shape outputShape() const override { return m_shape; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override { selectOutputs(channels); }

private:
    void drawFactors(Tape<T>& tape, int group) const;

    Shape m_shape;
    int m_percent = 0;
    int m_index = 0;
    std::vector<int> m_original;
};

extern template class Dropout<float>;
extern template class Dropout<double>;

} // namespace tristate::nn

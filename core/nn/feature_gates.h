#pragma once

#include "core/nn/layer.h"

namespace tristate::nn {

/// Input gates: one gate for each single value before a dense layer (a pixel, or one position of a feature
/// map), y_j = m_j x_j. It is a tri-state ReLU without the ReLU and without d. Removing a unit drops the
/// value: the layer passes on, as a flat vector, only the values that are left.
template <class T>
class FeatureGates final : public Layer<T> {
public:
    /// `source`: for each value that is left, which feature of the input it is.
    FeatureGates(Shape input, std::vector<int> source);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<FeatureGates>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override { return {static_cast<int>(m_source.size())}; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    bool isGated() const override { return true; }
    FeatureGates* asInputGates() override { return this; }
    const FeatureGates* asInputGates() const override { return this; }
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    /// Keeps these values of those that are left.
    void selectOutputs(std::span<const int> values) override;
    /// Keeps these channels of the input, and drops every value of the others.
    void selectInputs(std::span<const int> channels) override;
    /// Which of the present outputs belong to these input channels.
    std::vector<int> outputsOf(std::span<const int> channels) const;

    /// For each output, which feature of the input it is.
    const std::vector<int>& source() const { return m_source; }

private:
    int units() const { return static_cast<int>(m_source.size()); }

    Shape m_input;
    std::vector<int> m_source;
};

extern template class FeatureGates<float>;
extern template class FeatureGates<double>;

} // namespace tristate::nn

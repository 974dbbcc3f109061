#pragma once

#include "core/nn/layer.h"

#include <vector>

namespace tristate::nn {

/// Some of the channels of its input, in the order of the indices; one may come twice: C x H x W ->
/// indices x H x W. Its input has no gates (graph/channel_groups.h), so that the indices stay.
template <class T>
class SelectLayer final : public Layer<T> {
public:
    SelectLayer(Shape input, std::vector<int> indices) : m_input(input), m_indices(std::move(indices)) {}

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<SelectLayer>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override {
        return {static_cast<int>(m_indices.size()), m_input.height, m_input.width};
    }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> /*channels*/) override {} // none of them can leave
    void selectInputs(std::span<const int> /*channels*/) override {}

    const std::vector<int>& indices() const { return m_indices; }

private:
    Shape m_input;
    std::vector<int> m_indices;
};

extern template class SelectLayer<float>;
extern template class SelectLayer<double>;

} // namespace tristate::nn

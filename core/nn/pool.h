#pragma once

#include "core/nn/kernels/pool_kernels.h"
#include "core/nn/layer.h"
#include "core/nn/network_spec.h"

namespace tristate::nn {

/// Pooling with a square window: C x H x W -> C x H' x W', H' = (H - size) / stride + 1. The gradient of a
/// maximum goes to the first largest element of a window, that of an average to all of them alike.
template <class T>
class Pool final : public Layer<T> {
public:
    Pool(Shape input, const PoolSpec& spec);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<Pool>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override { return m_output; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    bool canSpread() const override { return true; }
    void spread(const Tape<T>& tape, int group, RowRange channels, T* to) const override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override { selectOutputs(channels); }

    const PoolSpec& spec() const { return m_spec; }

private:
    kernels::PoolShape shape() const { return {m_input, m_output, m_spec.size, m_spec.stride}; }

    Shape m_input;
    Shape m_output;
    PoolSpec m_spec;
};

extern template class Pool<float>;
extern template class Pool<double>;

} // namespace tristate::nn

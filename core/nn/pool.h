#pragma once

#include "core/graph/operations.h"
#include "core/nn/kernels/pool_kernels.h"
#include "core/nn/layer.h"

#include <vector>

namespace tristate::nn {

/// Pooling with a square window: C x H x W -> C x H' x W', sides as graph::Pool says. The gradient of a
/// maximum goes to the first largest element of a window, that of an average to all of them alike.
template <class T>
class Pool final : public Layer<T> {
public:
    Pool(Shape input, const graph::Pool& spec);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<Pool>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override { return m_output; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    bool canSpread() const override { return !m_isPadded; }
    void spread(const Tape<T>& tape, int group, RowRange channels, T* to) const override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override { selectOutputs(channels); }

    const graph::Pool& spec() const { return m_spec; }

private:
    /// The input with what windows see around it.
    Shape paddedShape() const;
    kernels::PoolShape shape() const { return {paddedShape(), m_output, m_spec.size, m_spec.stride}; }
    const Activation<T>& padded(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const;
    /// Multiplies means over whole windows, of any number of maps, so that what does not count is left out.
    template <class Means>
    void countInside(Means&& means) const;

    Shape m_input;
    bool m_isPadded = false;
    Shape m_output;
    graph::Pool m_spec;
    /// Of an average, for every place of the output, its window's positions by those that count; empty where
    /// all do.
    std::vector<T> m_toCounted;
};

extern template class Pool<float>;
extern template class Pool<double>;

} // namespace tristate::nn

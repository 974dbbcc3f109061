#pragma once

#include "core/graph/operations.h"
#include "core/nn/layer.h"

#include <vector>

namespace tristate::nn {

/// Local response normalisation across channels (Krizhevsky et al. 2012, section 3.3): C x H x W -> the same,
///
///     y_c = x_c / s_c^beta,    s_c = bias + alpha / size * sum over neighbours k of x_k^2
///
/// with (size - 1) / 2 neighbours before c, c itself, and size / 2 behind it. A channel whose gates are
/// closed is no neighbour: those that are left move together, as they do when it is removed, so that closing
/// a channel and removing it are the same function. It is 0 itself; its gradient is that of a channel which
/// opens at its place.
template <class T>
class ResponseNorm final : public Layer<T> {
public:
    ResponseNorm(Shape shape, const graph::ResponseNorm& spec) : m_shape(shape), m_spec(spec) {}

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<ResponseNorm>(*this); }
    Shape inputShape() const override { return m_shape; }
    Shape outputShape() const override { return m_shape; }
    bool seesGates() const override { return true; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override {
        m_shape.channels = static_cast<int>(channels.size());
    }
    void selectInputs(std::span<const int> channels) override { selectOutputs(channels); }

    const graph::ResponseNorm& spec() const { return m_spec; }

private:
    /// A channel, and which of the open channels (by their place among these) its sum goes over.
    struct Window {
        int channel = 0;
        bool isOpen = true;
        int first = 0, end = 0;
    };
    /// The open channels, and a window for every channel.
    struct Neighbours {
        std::vector<int> open;
        std::vector<Window> windows;
    };
    Neighbours neighboursOf(const Tape<T>& tape) const;

    Shape m_shape;
    graph::ResponseNorm m_spec;
};

extern template class ResponseNorm<float>;
extern template class ResponseNorm<double>;

} // namespace tristate::nn

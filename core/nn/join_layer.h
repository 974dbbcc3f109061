#pragma once

#include "core/nn/layer.h"

#include <span>
#include <vector>

namespace tristate::nn {

/// What takes the outputs of several layers.
template <class T>
class JoinLayer : public Layer<T> {
public:
    JoinLayer<T>* asJoin() final { return this; }
    const JoinLayer<T>* asJoin() const final { return this; }

    /// All inputs -> tape.output, for these groups.
    virtual void join(std::span<const Activation<T>* const> inputs, Tape<T>& tape,
                      GroupRange groups) const = 0;
    /// The gradient by input `which`, into `gradient`: in place of what is there, or added to it.
    virtual void split(const Tape<T>& tape, int which, Activation<T>& gradient, bool adds,
                       GroupRange groups) const = 0;
    /// Input `which` has that many channels from now on; the last input comes last.
    virtual void resizeInput(int which, int channels) = 0;

    void prepare(Tape<T>& tape, const Pass& pass) const final;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const final;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const final;
    void selectOutputs(std::span<const int>) final {}
    void selectInputs(std::span<const int>) final {}
};

/// The sum of its inputs.
template <class T>
class AddLayer final : public JoinLayer<T> {
public:
    explicit AddLayer(Shape shape) : m_shape(shape) {}

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<AddLayer>(*this); }
    Shape inputShape() const override { return m_shape; }
    Shape outputShape() const override { return m_shape; }
    void join(std::span<const Activation<T>* const> inputs, Tape<T>& tape, GroupRange groups) const override;
    void split(const Tape<T>& tape, int which, Activation<T>& gradient, bool adds,
               GroupRange groups) const override;
    void resizeInput(int which, int channels) override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }

private:
    Shape m_shape;
};

/// The channels of its inputs side by side.
template <class T>
class ConcatLayer final : public JoinLayer<T> {
public:
    /// Shapes of the inputs, which differ in their channels only.
    explicit ConcatLayer(std::vector<Shape> inputs) : m_inputs(std::move(inputs)) {}

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<ConcatLayer>(*this); }
    /// Of the first input.
    Shape inputShape() const override { return m_inputs.front(); }
    Shape outputShape() const override;
    void join(std::span<const Activation<T>* const> inputs, Tape<T>& tape, GroupRange groups) const override;
    void split(const Tape<T>& tape, int which, Activation<T>& gradient, bool adds,
               GroupRange groups) const override;
    void resizeInput(int which, int channels) override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }

private:
    /// The first feature of input `which`.
    int begin(int which) const;

    std::vector<Shape> m_inputs;
};

extern template class JoinLayer<float>;
extern template class JoinLayer<double>;
extern template class AddLayer<float>;
extern template class AddLayer<double>;
extern template class ConcatLayer<float>;
extern template class ConcatLayer<double>;

} // namespace tristate::nn

#pragma once

#include "core/nn/kernels/norm_kernels.h"
#include "core/nn/layer.h"

#include <string>

namespace tristate::nn {

/// Batch normalisation of each channel (Ioffe and Szegedy 2015): y = gamma (x - mean) / sqrt(variance +
/// epsilon) + beta, with the mean and the (biased) variance over the samples and positions of the minibatch
/// in training, and their running averages afterwards. Parameters: weight = gamma, bias = beta. Buffers: the
/// running mean and the running (unbiased) variance, momentum 0.1. An export multiplies it into the weights
/// before it.
///
/// The plan may have the layer before it sum up what it stores, and a ReLU behind it done in the same passes:
/// then y is never stored. So it may with a sum and the ReLU behind that: forward and collectBackward are
/// called then when the sum has its turn.
template <class T>
class BatchNorm final : public Layer<T> {
public:
    /// `name` is the prefix of the parameters' names, e.g. "bn1".
    BatchNorm(const std::string& name, Shape shape);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<BatchNorm>(*this); }
    Shape inputShape() const override { return m_shape; }
    Shape outputShape() const override { return m_shape; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    bool isCoupled() const override { return true; }
    void collectForward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void combineForward(Tape<T>& tape) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void collectBackward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void combineBackward(Tape<T>& tape) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    void finishStep(const Tape<T>& tape) override;
    int gradientBlocks() const override { return 1; }
    RowRange blockRows(int /*block*/) const override { return {0, m_shape.channels}; }
    void gradient(const Activation<T>& input, const Tape<T>& tape, int block) override;
    std::vector<Parameter<T>*> parameters() override { return {&m_weight, &m_bias}; }
    std::vector<const Parameter<T>*> parameters() const override { return {&m_weight, &m_bias}; }
    std::vector<Parameter<T>*> buffers() override { return {&m_runningMean, &m_runningVariance}; }
    std::vector<const Parameter<T>*> buffers() const override { return {&m_runningMean, &m_runningVariance}; }
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override { selectOutputs(channels); }

    /// After training, y = scale x + shift; one value for each channel.
    typename Tape<T>::Vector scale() const;
    typename Tape<T>::Vector shift() const;

    /// With the sum and the ReLU that are done together with it, when there are any.
    kernels::NormShape<T> shapeOf(const Tape<T>& tape) const;
    /// Where the result of these goes.
    static Activation<T>& outputOf(Tape<T>& tape) {
        return tape.together.relu ? tape.together.reluTape->output : tape.output;
    }

private:
    /// Without them.
    kernels::NormShape<T> plainShape(const Tape<T>& tape) const;
    const Activation<T>& outputGradient(const Tape<T>& tape) const;
    /// y = scale x + shift of this minibatch.
    void setScale(Tape<T>& tape) const;

    Shape m_shape;
    Parameter<T> m_weight, m_bias, m_runningMean, m_runningVariance;
};

extern template class BatchNorm<float>;
extern template class BatchNorm<double>;

} // namespace tristate::nn

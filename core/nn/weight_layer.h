#pragma once

#include "core/base/rng.h"
#include "core/nn/batch_norm.h"
#include "core/nn/kernels/channel_sums.h"
#include "core/nn/layer.h"

#include <string>
#include <vector>

namespace tristate::nn {

/// What multiplies by weights, a dense layer or a convolution: each of its output channels is a unit.
template <class T>
class WeightLayer : public Layer<T> {
public:
    /// Side of the kernel of a convolution; 0 for a dense layer, where every unit sees every input.
    virtual int kernel() const { return 0; }
    /// Whether it can do at once what finishOf() tells.
    virtual bool canFinish() const { return false; }
    /// A convolution that sees only its own map.
    virtual bool isDepthwise() const { return false; }
    /// Which of its input channels a unit sees: those that its row of weights is for, in order.
    virtual RowRange inputsOf(int /*unit*/) const { return {0, this->inputShape().channels}; }

    std::vector<Parameter<T>*> parameters() final { return {&weight, &bias}; }
    std::vector<const Parameter<T>*> parameters() const final { return {&weight, &bias}; }
    WeightLayer<T>* asWeights() final { return this; }
    const WeightLayer<T>* asWeights() const final { return this; }

    Parameter<T> weight; ///< units x inputs of a unit
    Parameter<T> bias;   ///< units x 1

protected:
    /// `name` is the prefix of the parameters' names, e.g. "fc1" or "conv1". Weights are drawn from He's
    /// normal distribution, or are 0 when `rng` is null; biases are 0. `hasBias` is false before batch
    /// normalisation, which would take the bias away: it stays 0.
    WeightLayer(const std::string& name, int units, int inputs, bool hasBias, Rng* rng);

    bool hasBias() const { return m_hasBias; }
    /// What the batch normalisation behind this layer wants summed up of its output; not all have one.
    static kernels::ChannelSums<T> sumsOf(const Tape<T>& tape) {
        Tape<T>* const reader = tape.together.sumsFor;
        return reader ? kernels::ChannelSums<T>{&reader->sums, reader->centre.data()}
                      : kernels::ChannelSums<T>{};
    }
    /// What the batch normalisation behind this layer makes of its output at once, and where that goes.
    static kernels::NormShape<T> finishOf(const Tape<T>& tape) {
        const Together<T>& with = tape.together;
        return with.finish ? with.finish->shapeOf(*with.finishTape) : kernels::NormShape<T>{};
    }
    static Activation<T>& outputOf(Tape<T>& tape) {
        const Together<T>& with = tape.together;
        return with.finish ? BatchNorm<T>::outputOf(*with.finishTape) : tape.output;
    }
    /// Of tape.output.
    static int storedFeatures(const Tape<T>& tape, Shape output) {
        return tape.together.finish ? 0 : output.features();
    }
    /// Keeps these units, in this order.
    void selectUnits(std::span<const int> units);

private:
    bool m_hasBias;
};

extern template class WeightLayer<float>;
extern template class WeightLayer<double>;

} // namespace tristate::nn

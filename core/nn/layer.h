#pragma once

#include "core/nn/layer_visitor.h"
#include "core/nn/parameter.h"
#include "core/nn/pass.h"
#include "core/tensor/activation.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tristate::nn {

template <class T>
class Layer;
template <class T>
class WeightLayer;
template <class T>
class JoinLayer;
template <class T>
class FeatureGates;
template <class T>
class BatchNorm;
template <class T>
class TriStateRelu;
template <class T>
struct Tape;

/// The layer behind one that needs its output gradient for the gradients of its own parameters only: it is
/// not stored, which would take more memory than all else, but spread group by group where it is used, and
/// stays in the cache.
template <class T>
struct Behind {
    const Layer<T>* layer = nullptr; ///< null: the output gradient is stored
    const Tape<T>* tape = nullptr;   ///< of that layer
};

/// What the plan of a network (nn/plan.h) makes a layer do besides its own work, or with other memory.
template <class T>
struct Together {
    Tape<T>* sumsFor =
        nullptr; ///< convolution: the batch normalisation that alone reads it; it takes its sums
    const BatchNorm<T>* finish =
        nullptr; ///< convolution: that normalisation, when it is done as the output is stored
    Tape<T>* finishTape = nullptr;
    bool sumsAreTaken = false; ///< batch normalisation: by the layer before it
    const TriStateRelu<T>* relu =
        nullptr; ///< batch normalisation: the ReLU that alone reads it, done with it
    Tape<T>* reluTape = nullptr;
    const Activation<T>* added =
        nullptr;         ///< batch normalisation: what the sum between it and that ReLU adds to it
    bool isDone = false; ///< by a layer before it; a sum is not stored then
    const Activation<T>* gradient =
        nullptr;               ///< the output gradient where it is another layer's; null: its own
    bool addsGradient = false; ///< backward adds to the input gradient, which is there already
};

/// What a layer keeps of a minibatch between forward, backward and gradient. Which of the fields beyond the
/// first four a layer uses is its own affair; prepare() sizes them.
template <class T>
struct Tape {
    using Rows = Eigen::Array<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    using Vector = Eigen::Array<T, Eigen::Dynamic, 1>;

    Pass pass;
    Behind<T> behind;
    Together<T> together;
    Activation<T> output;
    Activation<T> outputGradient;         ///< d loss / d output; empty when it is to be had from behind, and
                                          ///< soon overwritten where the plan lets others have its memory
    Activation<T> transposed;             ///< dense: the input as [group][lane][feature], rows padded
    Activation<T> padded;                 ///< convolution with padding: the input with its border of zeros
    Activation<T> paddedGradient;         ///< ... and the gradient by it
    std::vector<Activation<T>> pieces;    ///< grouped convolution: what each of its pieces sees
    std::vector<std::uint16_t> largestAt; ///< max-pooling: which element of each window is its output
    Activation<T> factors;   ///< dropout: what each value is multiplied by; response normalisation: its sums
    Activation<T> capped;    ///< ReLU with a cap: the input, at most the cap
    Vector gateValues;       ///< gates: what each channel is multiplied by in this minibatch
    bool linear = false;     ///< gates: d is 1 in this minibatch
    bool wantsDepth = false; ///< gates: d learns
    Rows partials;           ///< gates, batch normalisation: sums over one sample group in each row
    Rows statistics;         ///< batch normalisation: of the whole minibatch, a column for each channel
    Activation<T> sums;      ///< batch normalisation: those of the layer before it (channel_sums.h)
    Vector centre;           ///< batch normalisation: what is taken off before summing up
    std::vector<T> products,
        turned; ///< convolutions: their weights as forward and backward multiply by them
};

/// One layer of a network. A layer is its parameters; whatever depends on a minibatch is in the tape, so all
/// of forward, backward and gradient are const and may run on several threads for different groups or blocks.
template <class T>
class Layer {
public:
    virtual ~Layer() = default;
    virtual std::unique_ptr<Layer<T>> clone() const = 0;

    virtual Shape inputShape() const = 0;
    virtual Shape outputShape() const = 0;

    /// Readies the tape for a minibatch; for inference only what forward needs.
    virtual void prepare(Tape<T>& tape, const Pass& pass) const = 0;
    /// input -> tape.output, for these groups.
    virtual void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const = 0;
    /// tape.outputGradient -> *inputGradient (when not null), for these groups. Whatever gradient() needs
    /// from a group is computed here as well.
    virtual void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                          GroupRange groups) const = 0;

    /// Whether backward can add to the input gradient (Together::addsGradient).
    virtual bool canAddGradient() const { return false; }

    /// Most layers treat every sample by itself. A layer that is coupled (batch normalisation, in training)
    /// needs sums over the whole minibatch before its forward and before its backward: collect*() adds up
    /// some groups, each into its own row; then combine*() is called once.
    virtual bool isCoupled() const { return false; }
    virtual void collectForward(const Activation<T>& /*input*/, Tape<T>& /*tape*/, GroupRange) const {}
    virtual void combineForward(Tape<T>& /*tape*/) const {}
    virtual void collectBackward(const Activation<T>& /*input*/, Tape<T>& /*tape*/, GroupRange) const {}
    virtual void combineBackward(Tape<T>& /*tape*/) const {}
    /// Once after a training step: what a layer remembers beyond its parameters.
    virtual void finishStep(const Tape<T>& /*tape*/) {}

    /// Gradients by the parameters are computed in independent blocks, each over all samples in order: that
    /// makes them independent of the number of threads without any reduction between threads.
    virtual int gradientBlocks() const { return 0; }
    /// The rows of every parameter that a block covers.
    virtual RowRange blockRows(int /*block*/) const { return {}; }
    virtual void gradient(const Activation<T>& /*input*/, const Tape<T>& /*tape*/, int /*block*/) {}
    /// Whether backward can be done in pieces, while the layer below computes its gradients.
    virtual bool canSpread() const { return false; }
    /// As backward, for some channels of one group only; to: values of these channels.
    virtual void spread(const Tape<T>& /*tape*/, int /*group*/, RowRange /*channels*/, T* /*to*/) const {}
    /// What is trained, and what is only remembered (running averages), for those who treat all alike; where
    /// a certain one is meant, the layer has it by name.
    virtual std::vector<Parameter<T>*> parameters() { return {}; }
    virtual std::vector<const Parameter<T>*> parameters() const { return {}; }
    virtual std::vector<Parameter<T>*> buffers() { return {}; }
    virtual std::vector<const Parameter<T>*> buffers() const { return {}; }

    /// The layer itself when it has weights (has several inputs, is input gates), otherwise null.
    virtual WeightLayer<T>* asWeights() { return nullptr; }
    virtual const WeightLayer<T>* asWeights() const { return nullptr; }
    virtual JoinLayer<T>* asJoin() { return nullptr; }
    virtual const JoinLayer<T>* asJoin() const { return nullptr; }
    virtual FeatureGates<T>* asInputGates() { return nullptr; }
    virtual const FeatureGates<T>* asInputGates() const { return nullptr; }
    bool isWeightLayer() const { return asWeights() != nullptr; }
    /// Multiplies its channels by gates: tape.gateValues, which the network sets, and whose gradients it
    /// leaves in tape.partials, one column for each channel and one for d.
    virtual bool isGated() const { return false; }
    /// Needs to know what its channels were multiplied by: tape.gateValues.
    virtual bool seesGates() const { return isGated(); }
    virtual void accept(LayerVisitor<T>& visitor) const = 0;

    /// Drops output (input) channels: those listed are kept, in this order. A layer whose output channels are
    /// those of its input drops both in selectOutputs().
    virtual void selectOutputs(std::span<const int> channels) = 0;
    virtual void selectInputs(std::span<const int> channels) = 0;
};

/// Cuts the rows of a parameter into gradient blocks of nearly equal size, at most `most` rows each.
inline int blocksOf(int rows, int most) {
    return (rows + most - 1) / most;
}
inline RowRange rowsOfBlock(int rows, int most, int block) {
    const int blocks = blocksOf(rows, most);
    return {rows * block / blocks, rows * (block + 1) / blocks};
}

/// The weight columns that belong to these input channels, `taps` neighbouring columns each.
std::vector<int> columnsOfChannels(std::span<const int> channels, int taps);

} // namespace tristate::nn

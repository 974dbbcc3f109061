#pragma once

#include "core/nn/parameter.h"
#include "core/tensor/activation.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tristate::nn {

/// What a layer keeps of a minibatch between forward, backward and gradient. Which of the fields beyond the
/// first two a layer uses is its own affair; prepare() sizes them.
template <class T>
struct Tape {
    Activation<T> output;
    Activation<T> outputGradient;     ///< d loss / d output
    Activation<T> transposed;         ///< weight layers: the input as [group][lane][feature], rows padded
    std::vector<std::uint8_t> choice; ///< pooling: which element of its window was the largest
    Eigen::Array<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> gatePartials; ///< gates: one row a group
};

enum class Purpose { Training, Inference };

/// Rows of a parameter in a gradient block: a few register tiles, so that a block's gradient is still in the
/// cache when the optimizer uses it.
inline constexpr int kRowsPerBlock = 24;

/// One layer of a network. A layer is its parameters; whatever depends on a minibatch is in the tape, so all
/// of forward, backward and gradient are const and may run on several threads for different groups or blocks.
template <class T>
class Layer {
public:
    virtual ~Layer() = default;
    virtual std::unique_ptr<Layer<T>> clone() const = 0;

    virtual Shape inputShape() const = 0;
    virtual Shape outputShape() const = 0;

    /// Sizes the tape for so many sample groups; for inference only what forward needs.
    virtual void prepare(Tape<T>& tape, int groups, Purpose purpose) const = 0;
    /// input -> tape.output, for these groups.
    virtual void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const = 0;
    /// tape.outputGradient -> *inputGradient (when not null), for these groups. Whatever gradient() needs
    /// from a group is computed here as well.
    virtual void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                          GroupRange groups) const = 0;

    /// Gradients by the parameters are computed in independent blocks, each over all samples in order: that
    /// makes them independent of the number of threads without any reduction between threads.
    virtual int gradientBlocks() const { return 0; }
    /// The rows of every parameter that a block covers.
    virtual RowRange blockRows(int /*block*/) const { return {}; }
    virtual void gradient(const Activation<T>& /*input*/, const Tape<T>& /*tape*/, int /*block*/) {}
    virtual std::vector<Parameter<T>*> parameters() { return {}; }

    /// Drops output (input) channels: those listed are kept, in this order.
    virtual void selectOutputs(std::span<const int> channels) = 0;
    virtual void selectInputs(std::span<const int> channels) = 0;

    /// Multiply-adds times two of one sample, forward.
    virtual long long flops() const { return 0; }
};

} // namespace tristate::nn

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
    Activation<T> outputGradient; ///< d loss / d output
    Activation<T> transposed;     ///< dense: the input as [group][lane][feature], rows padded
    Activation<T> padded;         ///< convolution with padding: the input with its border of zeros
    Activation<T> paddedGradient; ///< ... and the gradient by it
    Eigen::Array<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> gatePartials; ///< gates: one row a group
};

enum class Purpose { Training, Inference };

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

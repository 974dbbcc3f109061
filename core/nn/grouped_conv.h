#pragma once

#include "core/base/rng.h"
#include "core/graph/operations.h"
#include "core/nn/kernels/conv_kernels.h"
#include "core/nn/weight_layer.h"

#include <string>
#include <vector>

namespace tristate::nn {

/// A 2-D convolution whose maps fall into parts, each of which sees its own part of the input alone (the
/// groups of graph::Conv), or whose kernel has gaps (its dilation), or both: C x H x W -> maps x H' x W'.
///
/// Parts need not stay equal: any channel may leave its part, and a part may lose all of them; what sees no
/// input yields its bias. Parameters: weight maps x (inputs of the largest part * kernel * kernel), where
/// rows of smaller parts end in zeros that nothing reads; bias maps.
///
/// Computed piece by piece with the kernels of ordinary convolutions. A piece is a part, and where there are
/// gaps, those of its outputs whose kernels meet the same rows and columns of the input: taken alone, these
/// lie side by side, and the kernel has no gaps.
template <class T>
class GroupedConv final : public WeightLayer<T> {
public:
    /// How many channels of a part are there.
    struct Part {
        int inputs = 0, outputs = 0;
        friend bool operator==(const Part&, const Part&) = default;
    };

    /// `spec` is the convolution as it was built, `parts` what is left of its groups. `name` and `rng`: see
    /// WeightLayer.
    GroupedConv(const std::string& name, Shape input, const graph::Conv& spec, std::vector<Part> parts,
                bool hasBias, Rng* rng);

    std::unique_ptr<Layer<T>> clone() const override { return std::make_unique<GroupedConv>(*this); }
    Shape inputShape() const override { return m_input; }
    Shape outputShape() const override { return m_output; }
    void prepare(Tape<T>& tape, const Pass& pass) const override;
    void forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const override;
    void backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                  GroupRange groups) const override;
    int gradientBlocks() const override;
    RowRange blockRows(int block) const override;
    void gradient(const Activation<T>& input, const Tape<T>& tape, int block) override;
    void accept(LayerVisitor<T>& visitor) const override { visitor.visit(*this); }
    void selectOutputs(std::span<const int> channels) override;
    void selectInputs(std::span<const int> channels) override;

    int kernel() const override { return m_spec.kernel; }
    RowRange inputsOf(int unit) const override;
    const graph::Conv& spec() const { return m_spec; }
    const std::vector<Part>& parts() const { return m_parts; }

private:
    /// What is computed at once.
    struct Piece {
        RowRange inputs, outputs;   ///< channels
        int column = 0;             ///< of Tape::products: its first weight
        int firstY = 0, firstX = 0; ///< the first of its output rows and columns; more come at every step
        kernels::ConvShape shape;
    };
    std::vector<Piece> piecesOf(int part) const;
    std::vector<Piece> pieces() const;
    RowRange outputsOf(int part) const;
    int weightsOf(const Part& part) const { return part.inputs * m_spec.kernel * m_spec.kernel; }
    /// Of the largest part.
    static int mostInputs(const std::vector<Part>& parts);
    /// Steps between the output rows of a piece, and between the input rows that it sees.
    int outputStep() const;
    int inputStep() const { return m_spec.dilation; }

    template <class From, class To>
    void gatherInput(const Piece& piece, const From& input, To&& to) const;
    template <class From, class To>
    void addInput(const Piece& piece, const From& from, To&& inputGradient) const;
    template <class Visit>
    void forInputs(const Piece& piece, const Visit& visit) const;
    template <class Visit>
    void forOutputs(const Piece& piece, const Visit& visit) const;
    void sumUp(Tape<T>& tape, int group) const;
    /// Adds what a piece brings to the gradients of these rows.
    void addGradients(const kernels::ConvShape& shape, const Activation<T>& seen,
                      const kernels::GroupGradient<T>& outputGradient, RowRange rows);

    Shape m_input, m_output;
    graph::Conv m_spec;
    std::vector<Part> m_parts;
};

extern template class GroupedConv<float>;
extern template class GroupedConv<double>;

} // namespace tristate::nn

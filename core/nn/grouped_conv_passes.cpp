#include "core/nn/grouped_conv.h"

#include <algorithm>
#include <utility>

namespace tristate::nn {

/// visit(place in the piece, place on the maps, how many side by side) for what a piece sees of the maps; the
/// rest is padding.
template <class T>
template <class Visit>
void GroupedConv<T>::forInputs(const Piece& piece, const Visit& visit) const {
    const Shape seen = piece.shape.input;
    const int top = piece.firstY * m_spec.stride - m_spec.padding,
              left = piece.firstX * m_spec.stride - m_spec.padding;
    const bool isRun = inputStep() == 1;
    const int first = std::max(0, -left), end = std::min(seen.width, m_input.width - left); // of a run
    for (int channel = 0; channel < seen.channels; ++channel)
        for (int row = 0; row < seen.height; ++row) {
            const int y = top + row * inputStep();
            if (y < 0 || y >= m_input.height) continue;
            const int from = (channel * seen.height + row) * seen.width;
            const int to = ((piece.inputs.begin + channel) * m_input.height + y) * m_input.width + left;
            if (isRun && end > first) visit(from + first, to + first, end - first);
            for (int column = 0; !isRun && column < seen.width; ++column) {
                const int x = left + column * inputStep();
                if (x >= 0 && x < m_input.width) visit(from + column, to + column * inputStep(), 1);
            }
        }
}

/// The same of what a piece yields; all of it lies on the maps.
template <class T>
template <class Visit>
void GroupedConv<T>::forOutputs(const Piece& piece, const Visit& visit) const {
    const Shape made = piece.shape.output;
    const int step = outputStep();
    for (int channel = 0; channel < made.channels; ++channel)
        for (int row = 0; row < made.height; ++row) {
            const int from = (channel * made.height + row) * made.width;
            const int to = ((piece.outputs.begin + channel) * m_output.height + piece.firstY + row * step) *
                               m_output.width +
                           piece.firstX;
            if (step == 1) visit(from, to, made.width);
            for (int column = 0; step > 1 && column < made.width; ++column)
                visit(from + column, to + column * step, 1);
        }
}

template <class T>
template <class From, class To>
void GroupedConv<T>::gatherInput(const Piece& piece, const From& input, To&& to) const {
    to.setZero();
    forInputs(piece, [&](int at, int onMaps, int count) {
        to.middleCols(at, count) = input.middleCols(onMaps, count);
    });
}

template <class T>
template <class From, class To>
void GroupedConv<T>::addInput(const Piece& piece, const From& from, To&& inputGradient) const {
    forInputs(piece, [&](int at, int onMaps, int count) {
        inputGradient.middleCols(onMaps, count) += from.middleCols(at, count);
    });
}

template <class T>
void GroupedConv<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(m_output.features(), pass.groups());
    // The weights without the zeros behind those of smaller parts.
    tape.products.clear();
    int row = 0;
    for (const Part& part : m_parts)
        for (int unit = 0; unit < part.outputs; ++unit, ++row) {
            const T* const weights = this->weight.value.row(row).data();
            tape.products.insert(tape.products.end(), weights, weights + weightsOf(part));
        }
    tape.pieces.resize(pass.isTraining() ? pieces().size() : 0);
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(tape.behind.layer ? 0 : m_output.features(), pass.groups());
    const std::vector<Piece> all = pieces();
    for (std::size_t i = 0; i < all.size(); ++i)
        tape.pieces[i].resize(all[i].shape.input.features(), pass.groups());
}

template <class T>
void GroupedConv<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    thread_local Activation<T> seen, made; // kept so that a step allocates nothing
    const std::vector<Piece> all = pieces();
    for (int g = groups.begin; g < groups.end; ++g) {
        auto output = tape.output.map(g);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const Piece& piece = all[i];
            if (piece.inputs.count() == 0) {
                for (int map = piece.outputs.begin; map < piece.outputs.end; ++map)
                    output.middleCols(map * m_output.positions(), m_output.positions())
                        .setConstant(this->bias.value(map, 0));
                continue;
            }
            seen.resize(piece.shape.input.features(), 1);
            made.resize(piece.shape.output.features(), 1);
            gatherInput(piece, input.map(g), seen.map(0));
            if (tape.pass.isTraining()) tape.pieces[i].map(g) = seen.map(0);
            kernels::convForward(piece.shape, seen, tape.products.data() + piece.column,
                                 this->bias.value.data() + piece.outputs.begin, made, {0, 1});
            const auto from = std::as_const(made).map(0);
            forOutputs(piece, [&](int at, int onMaps, int count) {
                output.middleCols(onMaps, count) = from.middleCols(at, count);
            });
        }
        sumUp(tape, g);
    }
}

/// What the batch normalisation behind wants to know (kernels/channel_sums.h).
template <class T>
void GroupedConv<T>::sumUp(Tape<T>& tape, int group) const {
    const auto sums = this->sumsOf(tape);
    if (!sums) return;
    const auto output = std::as_const(tape.output).map(group);
    auto to = sums.sums->map(group);
    const int positions = m_output.positions();
    for (int map = 0; map < m_output.channels; ++map) {
        const auto distance = output.middleCols(map * positions, positions) - sums.centre[map];
        to.col(map) = distance.rowwise().sum();
        to.col(m_output.channels + map) = distance.square().rowwise().sum();
    }
}

template <class T>
void GroupedConv<T>::backward(const Activation<T>& /*input*/, Tape<T>& tape, Activation<T>* inputGradient,
                              GroupRange groups) const {
    if (!inputGradient) return;
    thread_local Activation<T> made, seen;
    const std::vector<Piece> all = pieces();
    for (int g = groups.begin; g < groups.end; ++g) {
        auto to = inputGradient->map(g);
        const auto outputGradient = std::as_const(tape.outputGradient).map(g);
        to.setZero();
        for (const Piece& piece : all) {
            if (piece.inputs.count() == 0) continue;
            made.resize(piece.shape.output.features(), 1);
            seen.resize(piece.shape.input.features(), 1);
            auto gradient = made.map(0);
            forOutputs(piece, [&](int at, int onMaps, int count) {
                gradient.middleCols(at, count) = outputGradient.middleCols(onMaps, count);
            });
            kernels::convInputGradient(piece.shape, made, tape.products.data() + piece.column, seen, {0, 1});
            addInput(piece, std::as_const(seen).map(0), to);
        }
    }
}

template <class T>
void GroupedConv<T>::gradient(const Activation<T>& /*input*/, const Tape<T>& tape, int block) {
    thread_local Activation<T> spread, own;
    const RowRange rows = blockRows(block);
    const Behind<T>& behind = tape.behind;
    if (behind.layer) spread.resize(rows.count() * m_output.positions(), 1);
    const auto gradientOf = [&](int group) -> const T* {
        if (!behind.layer)
            return tape.outputGradient.group(group) +
                   static_cast<std::ptrdiff_t>(rows.begin) * m_output.positions() * kLanes;
        behind.layer->spread(*behind.tape, group, rows, spread.group(0));
        return spread.group(0);
    };
    this->weight.gradient.middleRows(rows.begin, rows.count()).setZero();
    this->bias.gradient.middleRows(rows.begin, rows.count()).setZero();
    std::size_t at = 0; // of all pieces
    int part = 0;
    for (; rows.begin >= outputsOf(part).end; ++part) at += piecesOf(part).size();
    for (Piece piece : piecesOf(part)) {
        piece.outputs = {0, rows.count()}; // of the gradient that is at hand
        piece.shape.output.channels = rows.count();
        own.resize(piece.shape.output.features(), 1);
        const kernels::GroupGradient<T> outputGradient = [&](int group) -> const T* {
            const T* const all = gradientOf(group);
            if (outputStep() == 1) return all;
            const typename Activation<T>::ConstGroupMap from(all, kLanes,
                                                             rows.count() * m_output.positions());
            auto to = own.map(0);
            forOutputs(piece, [&](int place, int onMaps, int count) {
                to.middleCols(place, count) = from.middleCols(onMaps, count);
            });
            return own.group(0);
        };
        addGradients(piece.shape, tape.pieces[at++], outputGradient, rows);
    }
}

template <class T>
void GroupedConv<T>::addGradients(const kernels::ConvShape& shape, const Activation<T>& seen,
                                  const kernels::GroupGradient<T>& outputGradient, RowRange rows) {
    thread_local std::vector<T> scratch, weights, biases;
    const int taps = shape.taps();
    weights.resize(static_cast<std::size_t>(rows.count()) * static_cast<std::size_t>(taps));
    biases.assign(static_cast<std::size_t>(rows.count()), T(0));
    if (taps > 0)
        kernels::convParameterGradients(shape, seen, outputGradient, {0, rows.count()}, weights.data(),
                                        this->hasBias() ? biases.data() : nullptr, scratch);
    for (int g = 0; taps == 0 && this->hasBias() && g < seen.groups(); ++g) {
        const typename Activation<T>::ConstGroupMap all(outputGradient(g), kLanes, shape.output.features());
        for (int row = 0; row < rows.count(); ++row)
            biases[static_cast<std::size_t>(row)] +=
                all.middleCols(row * shape.output.positions(), shape.output.positions()).sum();
    }
    for (int row = 0; row < rows.count(); ++row) {
        this->weight.gradient.row(rows.begin + row).head(taps) +=
            Eigen::Map<const Eigen::Array<T, 1, Eigen::Dynamic>>(
                weights.data() + static_cast<std::ptrdiff_t>(row) * taps, taps);
        this->bias.gradient(rows.begin + row, 0) += biases[static_cast<std::size_t>(row)];
    }
}

template class GroupedConv<float>;
template class GroupedConv<double>;

} // namespace tristate::nn

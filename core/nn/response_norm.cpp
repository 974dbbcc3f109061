#include "core/nn/response_norm.h"

#include <algorithm>

namespace tristate::nn {

namespace {

/// sums^-beta. The usual 3/4 is made of square roots, which cost a fraction of a power.
template <class Sums>
auto inversePower(const Sums& sums, float beta) {
    using T = typename Sums::Scalar;
    using Values = Eigen::Array<T, kLanes, Eigen::Dynamic>;
    Values power;
    if (beta == 0.75f) {
        power = sums.sqrt();
        power = (power * power.sqrt()).inverse();
    } else {
        power = (sums.log() * static_cast<T>(-beta)).exp();
    }
    return power;
}

} // namespace

template <class T>
typename ResponseNorm<T>::Neighbours ResponseNorm<T>::neighboursOf(const Tape<T>& tape) const {
    const int before = (m_spec.size - 1) / 2, behind = m_spec.size / 2;
    Neighbours found;
    for (int channel = 0; channel < m_shape.channels; ++channel)
        if (tape.gateValues[channel] != 0) found.open.push_back(channel);
    const int count = static_cast<int>(found.open.size());
    int place = 0; // how many open ones come before the channel
    for (int channel = 0; channel < m_shape.channels; ++channel) {
        const bool isOpen = place < count && found.open[static_cast<std::size_t>(place)] == channel;
        found.windows.push_back({channel, isOpen, std::max(0, place - before),
                                 std::min(count, place + behind + (isOpen ? 1 : 0))});
        place += isOpen ? 1 : 0;
    }
    return found;
}

template <class T>
void ResponseNorm<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(m_shape.features(), pass.groups());
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(m_shape.features(), pass.groups());
    tape.factors.resize(m_shape.features(), pass.groups());
}

template <class T>
void ResponseNorm<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const Neighbours neighbours = neighboursOf(tape);
    const int positions = m_shape.positions();
    const T share = static_cast<T>(m_spec.alpha) / static_cast<T>(m_spec.size);
    Eigen::Array<T, kLanes, Eigen::Dynamic> sums(kLanes, positions);
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        auto out = tape.output.map(g);
        for (const Window& window : neighbours.windows) {
            sums.setConstant(static_cast<T>(m_spec.bias));
            for (int k = window.first; k < window.end; ++k)
                sums +=
                    share * in.middleCols(neighbours.open[static_cast<std::size_t>(k)] * positions, positions)
                                .square();
            const int at = window.channel * positions;
            const auto power = inversePower(sums, m_spec.beta);
            out.middleCols(at, positions) = in.middleCols(at, positions) * power;
            if (tape.pass.isTraining()) tape.factors.map(g).middleCols(at, positions) = sums;
        }
    }
}

/// dL/dx_c = dL/dy_c s_c^-beta - 2 alpha beta / size x_c * sum of dL/dy_k y_k / s_k over those k whose
/// neighbour c is.
template <class T>
void ResponseNorm<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                               GroupRange groups) const {
    if (!inputGradient) return;
    const Neighbours neighbours = neighboursOf(tape);
    const int positions = m_shape.positions();
    const T share =
        2 * static_cast<T>(m_spec.alpha) * static_cast<T>(m_spec.beta) / static_cast<T>(m_spec.size);
    Eigen::Array<T, kLanes, Eigen::Dynamic> ratios(kLanes, m_shape.features()), sum(kLanes, positions);
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        const auto sums = tape.factors.map(g);
        const auto dy = tape.outputGradient.map(g);
        auto to = inputGradient->map(g);
        ratios = dy * tape.output.map(g) / sums;
        for (const Window& window : neighbours.windows) {
            const int at = window.channel * positions;
            to.middleCols(at, positions) =
                dy.middleCols(at, positions) * inversePower(sums.middleCols(at, positions), m_spec.beta);
        }
        // A closed channel is 0 and nobody's neighbour: it gets nothing more.
        for (std::size_t place = 0; place < neighbours.open.size(); ++place) {
            sum.setZero();
            for (const int reader : neighbours.open) {
                const Window& window = neighbours.windows[static_cast<std::size_t>(reader)];
                if (window.first > static_cast<int>(place)) break;
                if (window.end <= static_cast<int>(place)) continue;
                sum += ratios.middleCols(reader * positions, positions);
            }
            const int at = neighbours.open[place] * positions;
            to.middleCols(at, positions) -= share * in.middleCols(at, positions) * sum;
        }
    }
}

template class ResponseNorm<float>;
template class ResponseNorm<double>;

} // namespace tristate::nn

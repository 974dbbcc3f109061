#include "core/nn/batch_norm.h"

#include <algorithm>

namespace tristate::nn {

namespace {

constexpr double kEpsilon = 1e-5;
constexpr double kMomentum = 0.1;

/// Rows of Tape::statistics.
enum Row { kMean, kVariance, kDeviation, kGradientSum, kProductSum, kRows };

} // namespace

template <class T>
BatchNorm<T>::BatchNorm(const std::string& name, Shape shape) : m_shape(shape) {
    const auto init = [&](Parameter<T>& parameter, const char* what, T value) {
        parameter.name = name + what;
        parameter.resize(shape.channels, 1);
        parameter.value.setConstant(value);
    };
    init(m_weight, ".weight", 1);
    init(m_bias, ".bias", 0);
    init(m_runningMean, ".running_mean", 0);
    init(m_runningVariance, ".running_var", 1);
}

template <class T>
void BatchNorm<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(m_shape.features(), pass.groups());
    tape.statistics.resize(kRows, m_shape.channels);
    if (!pass.isTraining()) {
        tape.statistics.row(kMean) = m_runningMean.value.transpose();
        tape.statistics.row(kDeviation) = (m_runningVariance.value + T(kEpsilon)).sqrt().transpose();
        return;
    }
    tape.outputGradient.resize(m_shape.features(), pass.groups());
    tape.partials.resize(pass.groups(), 2 * m_shape.channels);
}

/// A row of partials: the sum of each channel, then the sum of squared distances from the group's own mean.
template <class T>
void BatchNorm<T>::collectForward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const int positions = m_shape.positions();
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        const int lanes = tape.pass.lanes(g);
        for (int channel = 0; channel < m_shape.channels; ++channel) {
            const auto x = in.middleCols(channel * positions, positions).topRows(lanes);
            const T sum = x.sum();
            tape.partials(g, channel) = sum;
            tape.partials(g, m_shape.channels + channel) =
                (x - sum / static_cast<T>(lanes * positions)).square().sum();
        }
    }
}

/// Means and variances of the groups become those of the minibatch (Chan, Golub and LeVeque 1979).
template <class T>
void BatchNorm<T>::combineForward(Tape<T>& tape) const {
    const auto total = static_cast<T>(tape.pass.samples * m_shape.positions());
    for (int channel = 0; channel < m_shape.channels; ++channel) {
        const T mean = tape.partials.col(channel).sum() / total;
        T squares = 0;
        for (int g = 0; g < tape.pass.groups(); ++g) {
            const auto count = static_cast<T>(tape.pass.lanes(g) * m_shape.positions());
            const T distance = tape.partials(g, channel) / count - mean;
            squares += tape.partials(g, m_shape.channels + channel) + count * distance * distance;
        }
        tape.statistics(kMean, channel) = mean;
        tape.statistics(kVariance, channel) = squares / total;
        tape.statistics(kDeviation, channel) = std::sqrt(squares / total + T(kEpsilon));
    }
}

template <class T>
void BatchNorm<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const int positions = m_shape.positions();
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        auto out = tape.output.map(g);
        for (int channel = 0; channel < m_shape.channels; ++channel) {
            const T scale = m_weight.value(channel, 0) / tape.statistics(kDeviation, channel);
            const T shift = m_bias.value(channel, 0) - scale * tape.statistics(kMean, channel);
            out.middleCols(channel * positions, positions) =
                scale * in.middleCols(channel * positions, positions) + shift;
        }
    }
}

/// A row of partials: the sum of dL/dy of each channel, then the sum of dL/dy times the normalised x. Padding
/// lanes add nothing, as their gradient is 0.
template <class T>
void BatchNorm<T>::collectBackward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const int positions = m_shape.positions();
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        const auto outGradient = tape.outputGradient.map(g);
        for (int channel = 0; channel < m_shape.channels; ++channel) {
            const auto x = in.middleCols(channel * positions, positions);
            const auto dy = outGradient.middleCols(channel * positions, positions);
            tape.partials(g, channel) = dy.sum();
            tape.partials(g, m_shape.channels + channel) =
                (dy * (x - tape.statistics(kMean, channel))).sum() / tape.statistics(kDeviation, channel);
        }
    }
}

template <class T>
void BatchNorm<T>::combineBackward(Tape<T>& tape) const {
    for (int channel = 0; channel < m_shape.channels; ++channel) {
        tape.statistics(kGradientSum, channel) = tape.partials.col(channel).sum();
        tape.statistics(kProductSum, channel) = tape.partials.col(m_shape.channels + channel).sum();
    }
}

template <class T>
void BatchNorm<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                            GroupRange groups) const {
    if (!inputGradient) return;
    const int positions = m_shape.positions();
    const auto total = static_cast<T>(tape.pass.samples * positions);
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto in = input.map(g);
        const auto outGradient = tape.outputGradient.map(g);
        auto result = inputGradient->map(g);
        for (int channel = 0; channel < m_shape.channels; ++channel) {
            const auto x = in.middleCols(channel * positions, positions);
            const auto dy = outGradient.middleCols(channel * positions, positions);
            const T deviation = tape.statistics(kDeviation, channel);
            const T scale = m_weight.value(channel, 0) / deviation;
            const T meanGradient = tape.statistics(kGradientSum, channel) / total;
            const T slope = tape.statistics(kProductSum, channel) / total / deviation;
            result.middleCols(channel * positions, positions) =
                scale * (dy - meanGradient - slope * (x - tape.statistics(kMean, channel)));
        }
        const int lanes = tape.pass.lanes(g);
        if (lanes < kLanes) result.bottomRows(kLanes - lanes).setZero();
    }
}

template <class T>
void BatchNorm<T>::gradient(const Activation<T>& /*input*/, const Tape<T>& tape, int /*block*/) {
    m_weight.gradient = tape.statistics.row(kProductSum).transpose();
    m_bias.gradient = tape.statistics.row(kGradientSum).transpose();
}

template <class T>
void BatchNorm<T>::finishStep(const Tape<T>& tape) {
    const T total = static_cast<T>(tape.pass.samples * m_shape.positions());
    const T unbiased = total / std::max(T(1), total - 1);
    const auto average = [](auto& running, const auto& now) {
        running = T(1 - kMomentum) * running + T(kMomentum) * now;
    };
    average(m_runningMean.value, tape.statistics.row(kMean).transpose());
    average(m_runningVariance.value, unbiased * tape.statistics.row(kVariance).transpose());
}

template <class T>
void BatchNorm<T>::selectOutputs(std::span<const int> channels) {
    for (auto* parameter : {&m_weight, &m_bias, &m_runningMean, &m_runningVariance})
        parameter->selectRows(channels);
    m_shape.channels = static_cast<int>(channels.size());
}

template <class T>
typename Tape<T>::Vector BatchNorm<T>::scale() const {
    return m_weight.value.col(0) / (m_runningVariance.value.col(0) + T(kEpsilon)).sqrt();
}

template <class T>
typename Tape<T>::Vector BatchNorm<T>::shift() const {
    return m_bias.value.col(0) - scale() * m_runningMean.value.col(0);
}

template class BatchNorm<float>;
template class BatchNorm<double>;

} // namespace tristate::nn

#include "core/nn/batch_norm.h"

#include "core/nn/tri_state_relu.h"

#include <algorithm>

namespace tristate::nn {

namespace {

constexpr double kEpsilon = 1e-5;
constexpr double kMomentum = 0.1;

/// Rows of Tape::statistics.
enum Row {
    kMean,
    kVariance,
    kDeviation,
    kScale, ///< y = scale x + shift
    kShift,
    kGradientSum,
    kProductSum,
    kOfInput, ///< dL/dx = scale dL/dy + ofInput x + constant
    kConstant,
    kRows
};

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
    const bool hasRelu = tape.together.relu != nullptr;
    tape.output.resize(hasRelu ? 0 : m_shape.features(), pass.groups());
    tape.statistics.resize(kRows, m_shape.channels);
    if (!pass.isTraining()) {
        tape.statistics.row(kMean) = m_runningMean.value.transpose();
        tape.statistics.row(kDeviation) = (m_runningVariance.value + T(kEpsilon)).sqrt().transpose();
        setScale(tape);
        return;
    }
    tape.outputGradient.resize(hasRelu || tape.together.gradient ? 0 : m_shape.features(), pass.groups());
    tape.partials.resize(pass.groups(), 2 * m_shape.channels);
    tape.sums.resize(2 * m_shape.channels, pass.groups());
    tape.centre = m_runningMean.value.col(0);
}

/// A row of partials: the sum of each channel, then the sum of squared distances from the group's own mean.
template <class T>
void BatchNorm<T>::collectForward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const int channels = m_shape.channels;
    if (!tape.together.sumsAreTaken)
        kernels::channelSums(m_shape.positions(), input, {&tape.sums, tape.centre.data()}, groups);
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto sums = tape.sums.map(g).topRows(tape.pass.lanes(g));
        const auto count = static_cast<T>(tape.pass.lanes(g) * m_shape.positions());
        for (int channel = 0; channel < channels; ++channel) {
            const T distance = sums.col(channel).sum();
            tape.partials(g, channel) = distance + count * tape.centre[channel];
            tape.partials(g, channels + channel) =
                std::max(T(0), sums.col(channels + channel).sum() - distance * distance / count);
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
    setScale(tape);
}

template <class T>
void BatchNorm<T>::setScale(Tape<T>& tape) const {
    tape.statistics.row(kScale) = m_weight.value.col(0).transpose() / tape.statistics.row(kDeviation);
    tape.statistics.row(kShift) =
        m_bias.value.col(0).transpose() - tape.statistics.row(kScale) * tape.statistics.row(kMean);
}

template <class T>
kernels::NormShape<T> BatchNorm<T>::shapeOf(const Tape<T>& tape) const {
    const Together<T>& with = tape.together;
    kernels::NormShape<T> shape = plainShape(tape);
    if (!with.relu) return shape;
    shape.relu = with.relu->shapeOf(*with.reluTape);
    shape.cap = with.relu->cap();
    shape.added = with.added;
    return shape;
}

template <class T>
kernels::NormShape<T> BatchNorm<T>::plainShape(const Tape<T>& tape) const {
    return {.scale = tape.statistics.row(kScale).data(),
            .shift = tape.statistics.row(kShift).data(),
            .relu = {.units = m_shape.channels, .positions = m_shape.positions(), .slope = 1}};
}

template <class T>
const Activation<T>& BatchNorm<T>::outputGradient(const Tape<T>& tape) const {
    const Together<T>& with = tape.together;
    if (with.relu) return with.reluTape->outputGradient;
    return with.gradient ? *with.gradient : tape.outputGradient;
}

template <class T>
void BatchNorm<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    kernels::normForward(shapeOf(tape), input, outputOf(tape), groups);
}

/// A row of partials: the sum of dL/dy of each channel, then the sum of dL/dy times the normalised x. Padding
/// lanes add nothing, as their gradient is 0. The gates of the ReLU get their sums as well, and behind a sum
/// its gradient takes the place of the ReLU's.
template <class T>
void BatchNorm<T>::collectBackward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const int channels = m_shape.channels;
    const Together<T>& with = tape.together;
    for (int g = groups.begin; g < groups.end; ++g) {
        T* const sums = tape.partials.row(g).data();
        T* const gates = with.relu ? with.reluTape->partials.row(g).data() : nullptr;
        kernels::normBackwardSums(shapeOf(tape), input, outputGradient(tape),
                                  {.mean = tape.statistics.row(kMean).data(),
                                   .gradient = sums,
                                   .product = sums + channels,
                                   .gates = gates,
                                   .wantsSlope = with.relu && with.reluTape->wantsDepth,
                                   .passed = with.added ? &with.reluTape->outputGradient : nullptr},
                                  g);
        tape.partials.row(g).tail(channels) /= tape.statistics.row(kDeviation);
        if (gates) gates[channels] *= 1 - with.relu->slope(); // of the slope -> of d
    }
}

/// And the coefficients of dL/dx = scale (dL/dy - mean of it - slope (x - mean)).
template <class T>
void BatchNorm<T>::combineBackward(Tape<T>& tape) const {
    const auto total = static_cast<T>(tape.pass.samples * m_shape.positions());
    for (int channel = 0; channel < m_shape.channels; ++channel) {
        const T sum = tape.partials.col(channel).sum();
        const T product = tape.partials.col(m_shape.channels + channel).sum();
        const T slope = product / total / tape.statistics(kDeviation, channel);
        const T scale = tape.statistics(kScale, channel);
        tape.statistics(kGradientSum, channel) = sum;
        tape.statistics(kProductSum, channel) = product;
        tape.statistics(kOfInput, channel) = -scale * slope;
        tape.statistics(kConstant, channel) = scale * (slope * tape.statistics(kMean, channel) - sum / total);
    }
}

template <class T>
void BatchNorm<T>::backward(const Activation<T>& input, Tape<T>& tape, Activation<T>* inputGradient,
                            GroupRange groups) const {
    if (!inputGradient) return;
    // Behind a sum the gradient has passed the ReLU already.
    const kernels::NormShape<T> shape = tape.together.added ? plainShape(tape) : shapeOf(tape);
    for (int g = groups.begin; g < groups.end; ++g)
        kernels::normBackward(shape, input, outputGradient(tape),
                              {.ofInput = tape.statistics.row(kOfInput).data(),
                               .constant = tape.statistics.row(kConstant).data(),
                               .lanes = tape.pass.lanes(g)},
                              *inputGradient, g);
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

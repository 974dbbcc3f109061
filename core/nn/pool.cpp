#include "core/nn/pool.h"

#include "core/nn/copy_window.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace tristate::nn {

template <class T>
Pool<T>::Pool(Shape input, const graph::Pool& spec) : m_input(input), m_spec(spec) {
    const auto side = [&](int length) { return graph::outputSide(spec, length); };
    m_output = {input.channels, side(input.height), side(input.width)};
    const Shape needed = paddedShape();
    m_isPadded = spec.padding > 0 || needed.height > input.height || needed.width > input.width;
    if (spec.kind == graph::PoolKind::Max || !m_isPadded) return;
    const auto counted = [&](int place, int length) {
        const int before = spec.insideOnly ? 0 : spec.padding; // how far what counts reaches over the maps
        const int begin = place * spec.stride - spec.padding;
        return std::min(begin + spec.size, length + before) - std::max(begin, -before);
    };
    for (int y = 0; y < m_output.height; ++y)
        for (int x = 0; x < m_output.width; ++x)
            m_toCounted.push_back(static_cast<T>(spec.size * spec.size) /
                                  static_cast<T>(counted(y, input.height) * counted(x, input.width)));
    if (std::all_of(m_toCounted.begin(), m_toCounted.end(), [](T ratio) { return ratio == 1; }))
        m_toCounted.clear();
}

template <class T>
template <class Means>
void Pool<T>::countInside(Means&& means) const {
    for (std::size_t place = 0; place < m_toCounted.size(); ++place)
        for (auto at = static_cast<Eigen::Index>(place); at < means.cols(); at += m_output.positions())
            means.col(at) *= m_toCounted[place];
}

template <class T>
Shape Pool<T>::paddedShape() const {
    if (!m_isPadded && m_spec.padding == 0 && !m_spec.ceil) return m_input;
    const auto side = [&](int length, int outputs) {
        return std::max(length + 2 * m_spec.padding, (outputs - 1) * m_spec.stride + m_spec.size);
    };
    return {m_input.channels, side(m_input.height, m_output.height), side(m_input.width, m_output.width)};
}

template <class T>
void Pool<T>::prepare(Tape<T>& tape, const Pass& pass) const {
    tape.pass = pass;
    tape.output.resize(m_output.features(), pass.groups());
    const int features = m_isPadded ? paddedShape().features() : 0;
    tape.padded.resize(features, pass.groups());
    if (!pass.isTraining()) return;
    tape.outputGradient.resize(m_output.features(), pass.groups());
    tape.paddedGradient.resize(features, pass.groups());
    if (m_spec.kind == graph::PoolKind::Max)
        tape.largestAt.resize(static_cast<std::size_t>(kernels::largestAtOffset(shape(), pass.groups())));
}

template <class T>
const Activation<T>& Pool<T>::padded(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    if (!m_isPadded) return input;
    const T outside = m_spec.kind == graph::PoolKind::Max ? std::numeric_limits<T>::lowest() : T(0);
    for (int g = groups.begin; g < groups.end; ++g) {
        tape.padded.map(g).setConstant(outside);
        copyWindow(input.map(g), m_input, 0, tape.padded.map(g), paddedShape(), m_spec.padding, m_input);
    }
    return tape.padded;
}

template <class T>
void Pool<T>::forward(const Activation<T>& input, Tape<T>& tape, GroupRange groups) const {
    const Activation<T>& in = padded(input, tape, groups);
    if (m_spec.kind == graph::PoolKind::Max)
        kernels::maxPoolForward(shape(), in, tape.output,
                                tape.pass.isTraining() ? tape.largestAt.data() : nullptr, groups);
    else
        kernels::averagePoolForward(shape(), in, tape.output, groups);
    for (int g = groups.begin; g < groups.end; ++g) countInside(tape.output.map(g));
}

template <class T>
void Pool<T>::backward(const Activation<T>& /*input*/, Tape<T>& tape, Activation<T>* inputGradient,
                       GroupRange groups) const {
    if (!inputGradient) return;
    for (int g = groups.begin; g < groups.end; ++g) {
        if (!m_isPadded) {
            spread(tape, g, {0, m_input.channels}, inputGradient->group(g));
            continue;
        }
        spread(tape, g, {0, m_input.channels}, tape.paddedGradient.group(g));
        copyWindow(tape.paddedGradient.map(g), paddedShape(), m_spec.padding, inputGradient->map(g), m_input,
                   0, m_input);
    }
}

template <class T>
void Pool<T>::spread(const Tape<T>& tape, int group, RowRange channels, T* to) const {
    const std::ptrdiff_t before = static_cast<std::ptrdiff_t>(channels.begin) * m_output.positions() * kLanes;
    const T* gradient = tape.outputGradient.group(group) + before;
    kernels::PoolShape some = shape();
    some.input.channels = some.output.channels = channels.count();
    if (m_spec.kind == graph::PoolKind::Max)
        kernels::maxPoolBackward(
            some, tape.largestAt.data() + kernels::largestAtOffset(shape(), group) + before, gradient, to);
    else if (m_toCounted.empty())
        kernels::averagePoolBackward(some, gradient, to);
    else {
        thread_local Activation<T> counted;
        counted.resize(some.output.features(), 1);
        counted.map(0) = typename Activation<T>::ConstGroupMap(gradient, kLanes, some.output.features());
        countInside(counted.map(0));
        kernels::averagePoolBackward(some, std::as_const(counted).group(0), to);
    }
}

template <class T>
void Pool<T>::selectOutputs(std::span<const int> channels) {
    m_input.channels = m_output.channels = static_cast<int>(channels.size());
}

template class Pool<float>;
template class Pool<double>;

} // namespace tristate::nn

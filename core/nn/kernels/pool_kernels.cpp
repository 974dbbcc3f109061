#include "core/nn/kernels/kernel_set.h"
#include "core/tensor/pack.h"

namespace tristate::nn::kernels::TRISTATE_ISA {

namespace {

/// Calls f(offset of the window's first input, offset of the output) for every window of one group.
template <class F>
void forEachWindow(const PoolShape& s, F&& f) {
    for (int channel = 0; channel < s.output.channels; ++channel)
        for (int y = 0; y < s.output.height; ++y)
            for (int x = 0; x < s.output.width; ++x) {
                const int in = (channel * s.input.height + y * s.stride) * s.input.width + x * s.stride;
                const int out = (channel * s.output.height + y) * s.output.width + x;
                f(static_cast<std::ptrdiff_t>(in) * kLanes, static_cast<std::ptrdiff_t>(out) * kLanes);
            }
}

/// Calls f(offset) for every element of a window, row by row.
template <class F>
void forEachElement(const PoolShape& s, F&& f) {
    for (int y = 0; y < s.size; ++y)
        for (int x = 0; x < s.size; ++x) f(static_cast<std::ptrdiff_t>(y * s.input.width + x) * kLanes);
}

template <class T>
void maxPoolForward(const PoolShape& s, const Activation<T>& input, Activation<T>& output,
                    GroupRange groups) {
    for (int g = groups.begin; g < groups.end; ++g) {
        const T* in = input.group(g);
        T* out = output.group(g);
        forEachWindow(s, [&](std::ptrdiff_t window, std::ptrdiff_t to) {
            Pack<T> largest = Pack<T>::load(in + window);
            forEachElement(
                s, [&](std::ptrdiff_t element) { largest.takeLarger(Pack<T>::load(in + window + element)); });
            largest.store(out + to);
        });
    }
}

/// The windows share no input. Otherwise what they send back has to be added up.
bool areApart(const PoolShape& s) {
    return s.stride >= s.size;
}

/// Every input is in a window.
bool coverInput(const PoolShape& s) {
    return s.stride <= s.size && (s.output.height - 1) * s.stride + s.size == s.input.height &&
           (s.output.width - 1) * s.stride + s.size == s.input.width;
}

template <class T>
void maxPoolBackward(const PoolShape& s, const Activation<T>& input, const Activation<T>& output,
                     const Activation<T>& outputGradient, Activation<T>& inputGradient, GroupRange groups) {
    const bool apart = areApart(s), needsZeros = !apart || !coverInput(s);
    for (int g = groups.begin; g < groups.end; ++g) {
        const T* in = input.group(g);
        const T* out = output.group(g);
        const T* gradient = outputGradient.group(g);
        T* result = inputGradient.group(g);
        if (needsZeros) clearGroup(inputGradient, g);
        forEachWindow(s, [&](std::ptrdiff_t window, std::ptrdiff_t from) {
            const Pack<T> largest = Pack<T>::load(out + from);
            Pack<T> left = Pack<T>::load(gradient + from); // what no element has taken yet
            forEachElement(s, [&](std::ptrdiff_t element) {
                Pack<T> taken = left.takeWhereEqual(Pack<T>::load(in + window + element), largest);
                T* to = result + window + element;
                if (!apart) taken.add(Pack<T>::load(to));
                taken.store(to);
            });
        });
    }
}

template <class T>
void averagePoolForward(const PoolShape& s, const Activation<T>& input, Activation<T>& output,
                        GroupRange groups) {
    const T share = T(1) / static_cast<T>(s.size * s.size);
    for (int g = groups.begin; g < groups.end; ++g) {
        const T* in = input.group(g);
        T* out = output.group(g);
        forEachWindow(s, [&](std::ptrdiff_t window, std::ptrdiff_t to) {
            Pack<T> mean = Pack<T>::splat(0);
            forEachElement(s, [&](std::ptrdiff_t element) {
                mean.addProduct(share, Pack<T>::load(in + window + element));
            });
            mean.store(out + to);
        });
    }
}

template <class T>
void averagePoolBackward(const PoolShape& s, const Activation<T>& outputGradient,
                         Activation<T>& inputGradient, GroupRange groups) {
    const T share = T(1) / static_cast<T>(s.size * s.size);
    for (int g = groups.begin; g < groups.end; ++g) {
        const T* gradient = outputGradient.group(g);
        T* result = inputGradient.group(g);
        clearGroup(inputGradient, g);
        forEachWindow(s, [&](std::ptrdiff_t window, std::ptrdiff_t from) {
            const Pack<T> of = Pack<T>::load(gradient + from);
            forEachElement(s, [&](std::ptrdiff_t element) {
                Pack<T> sum = Pack<T>::load(result + window + element);
                sum.addProduct(share, of);
                sum.store(result + window + element);
            });
        });
    }
}

} // namespace

template <class T>
void addPoolKernels(KernelSet<T>& set) {
    set.maxPoolForward = maxPoolForward<T>;
    set.maxPoolBackward = maxPoolBackward<T>;
    set.averagePoolForward = averagePoolForward<T>;
    set.averagePoolBackward = averagePoolBackward<T>;
}

template void addPoolKernels(KernelSet<float>&);
template void addPoolKernels(KernelSet<double>&);

} // namespace tristate::nn::kernels::TRISTATE_ISA

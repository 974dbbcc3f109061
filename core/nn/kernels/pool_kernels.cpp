#include "core/nn/kernels/kernel_set.h"
#include "core/tensor/pack.h"

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace tristate::nn::kernels::TRISTATE_ISA {

namespace {

/// Calls f(offset of the window's first input, offset of the output) for every window of one group.
template <class F>
TRISTATE_INLINE void forEachWindow(const PoolShape& s, F&& f) {
    for (int channel = 0; channel < s.output.channels; ++channel)
        for (int y = 0; y < s.output.height; ++y)
            for (int x = 0; x < s.output.width; ++x) {
                const int in = (channel * s.input.height + y * s.stride) * s.input.width + x * s.stride;
                const int out = (channel * s.output.height + y) * s.output.width + x;
                f(static_cast<std::ptrdiff_t>(in) * kLanes, static_cast<std::ptrdiff_t>(out) * kLanes);
            }
}

/// Calls f(offset, number) for every element of a window of Size x Size, or of any size when that is 0, row
/// by row.
template <int Size, class F>
TRISTATE_INLINE void forEachElement(const PoolShape& s, F&& f) {
    const int size = Size > 0 ? Size : s.size;
#pragma GCC unroll 3
    for (int y = 0; y < size; ++y)
#pragma GCC unroll 3
        for (int x = 0; x < size; ++x)
            f(static_cast<std::ptrdiff_t>(y * s.input.width + x) * kLanes, y * size + x);
}

/// Calls f(std::integral_constant<int, Size>) with the size of the usual windows, so that their loops unroll,
/// and 0 for others.
template <class F>
void withWindowSize(const PoolShape& s, F&& f) {
    if (s.size == 2)
        f(std::integral_constant<int, 2>{});
    else if (s.size == 3)
        f(std::integral_constant<int, 3>{});
    else
        f(std::integral_constant<int, 0>{});
}

/// One group. What is remembered of the windows is known when it is compiled. The shape is a copy, which no
/// store can change: it stays in registers.
template <int Size, bool kWantsIndex, class T>
void maxPoolGroup(PoolShape s, const T* in, T* out, std::uint16_t* largestAt) {
    forEachWindow(s, [&](std::ptrdiff_t window, std::ptrdiff_t to) {
        Pack<T> largest = Pack<T>::load(in + window);
        PackIndex<T> index = PackIndex<T>::zero();
        forEachElement<Size>(s, [&](std::ptrdiff_t element, int number) {
            const Pack<T> value = Pack<T>::load(in + window + element);
            if constexpr (kWantsIndex)
                largest.takeLarger(value, number, index);
            else
                largest.takeLarger(value);
        });
        largest.store(out + to);
        if constexpr (kWantsIndex) index.store(largestAt + to);
    });
}

template <class T>
void maxPoolForward(const PoolShape& s, const Activation<T>& input, Activation<T>& output,
                    std::uint16_t* largestAt, GroupRange groups) {
    withWindowSize(s, [&](auto size) {
        for (int g = groups.begin; g < groups.end; ++g)
            if (largestAt)
                maxPoolGroup<size(), true>(s, input.group(g), output.group(g),
                                           largestAt + largestAtOffset(s, g));
            else
                maxPoolGroup<size(), false>(s, input.group(g), output.group(g), largestAt);
    });
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
void clear(const Shape& shape, T* values) {
    for (int i = 0; i < shape.features(); ++i)
        Pack<T>::splat(0).store(values + static_cast<std::ptrdiff_t>(i) * kLanes);
}

template <int Size, bool kApart, class T>
void spreadGroup(PoolShape s, const std::uint16_t* largestAt, const T* outputGradient, T* inputGradient) {
    forEachWindow(s, [&](std::ptrdiff_t window, std::ptrdiff_t from) {
        const Pack<T> gradient = Pack<T>::load(outputGradient + from);
        const PackIndex<T> index = PackIndex<T>::load(largestAt + from);
        forEachElement<Size>(s, [&](std::ptrdiff_t element, int number) {
            Pack<T> taken = gradient.where(index, number);
            T* to = inputGradient + window + element;
            if constexpr (!kApart) taken.add(Pack<T>::load(to));
            taken.store(to);
        });
    });
}

template <class T>
void maxPoolBackward(const PoolShape& s, const std::uint16_t* largestAt, const T* outputGradient,
                     T* inputGradient) {
    const bool apart = areApart(s);
    if (!apart || !coverInput(s)) clear(s.input, inputGradient);
    withWindowSize(s, [&](auto size) {
        if (apart)
            spreadGroup<size(), true>(s, largestAt, outputGradient, inputGradient);
        else
            spreadGroup<size(), false>(s, largestAt, outputGradient, inputGradient);
    });
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
            forEachElement<0>(s, [&](std::ptrdiff_t element, int) {
                mean.addProduct(share, Pack<T>::load(in + window + element));
            });
            mean.store(out + to);
        });
    }
}

template <class T>
void averagePoolBackward(const PoolShape& s, const T* outputGradient, T* inputGradient) {
    const T share = T(1) / static_cast<T>(s.size * s.size);
    clear(s.input, inputGradient);
    forEachWindow(s, [&](std::ptrdiff_t window, std::ptrdiff_t from) {
        const Pack<T> of = Pack<T>::load(outputGradient + from);
        forEachElement<0>(s, [&](std::ptrdiff_t element, int) {
            Pack<T> sum = Pack<T>::load(inputGradient + window + element);
            sum.addProduct(share, of);
            sum.store(inputGradient + window + element);
        });
    });
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

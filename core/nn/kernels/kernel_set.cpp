#include "core/nn/kernels/kernel_set.h"

#include "core/base/error.h"
#include "core/messages/nets.h"
#include "core/nn/kernels/winograd_strips.h"

#include <algorithm>
#include <cstdlib>

namespace tristate::nn::kernels {

// What the files that are compiled for each set define.
#define TRISTATE_DECLARE_SET(set)                                                                            \
    namespace set {                                                                                          \
    template <class T>                                                                                       \
    void addConvKernels(KernelSet<T>&);                                                                      \
    template <class T>                                                                                       \
    void addDenseKernels(KernelSet<T>&);                                                                     \
    template <class T>                                                                                       \
    void addPoolKernels(KernelSet<T>&);                                                                      \
    template <class T>                                                                                       \
    void addReluKernels(KernelSet<T>&);                                                                      \
    template <class T>                                                                                       \
    void addDepthwiseKernels(KernelSet<T>&);                                                                 \
    template <class T>                                                                                       \
    void addNormKernels(KernelSet<T>&);                                                                      \
    template <class T>                                                                                       \
    void addWinogradKernels(KernelSet<T>&);                                                                  \
    template <class T>                                                                                       \
    void addWinogradGradient(KernelSet<T>&);                                                                 \
    }
TRISTATE_DECLARE_SET(baseline)
#if defined(TRISTATE_SEVERAL_SETS)
TRISTATE_DECLARE_SET(avx2)
TRISTATE_DECLARE_SET(avx512)
#endif

namespace {

struct NamedSet {
    std::string name;
    KernelSet<float> singles;
    KernelSet<double> doubles;
};

#define TRISTATE_FILL(kernelSet, set)                                                                        \
    set::addConvKernels(kernelSet), set::addDenseKernels(kernelSet), set::addDepthwiseKernels(kernelSet),    \
        set::addPoolKernels(kernelSet), set::addReluKernels(kernelSet), set::addNormKernels(kernelSet),      \
        set::addWinogradKernels(kernelSet), set::addWinogradGradient(kernelSet)
#define TRISTATE_ADD_SET(sets, name, set)                                                                    \
    do {                                                                                                     \
        NamedSet added{name, {}, {}};                                                                        \
        TRISTATE_FILL(added.singles, set);                                                                   \
        TRISTATE_FILL(added.doubles, set);                                                                   \
        sets.push_back(added);                                                                               \
    } while (false)

std::vector<NamedSet> makeSets() {
    std::vector<NamedSet> sets;
#if defined(TRISTATE_SEVERAL_SETS)
    TRISTATE_ADD_SET(sets, "baseline", baseline);
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (avx2) TRISTATE_ADD_SET(sets, "avx2", avx2);
    if (avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
        TRISTATE_ADD_SET(sets, "avx512", avx512);
#else
    TRISTATE_ADD_SET(sets, "native", baseline);
#endif
    return sets;
}

const std::vector<NamedSet>& allSets() {
    static const std::vector<NamedSet> sets = makeSets();
    return sets;
}

const NamedSet& find(std::string_view name) {
    const auto& sets = allSets();
    const auto found =
        std::find_if(sets.begin(), sets.end(), [&](const NamedSet& set) { return set.name == name; });
    if (found != sets.end()) return *found;
    std::string known;
    for (const auto& set : sets) known += (known.empty() ? "" : ", ") + set.name;
    throw Error(say::kUnknownInstructionSet, name, known);
}

const NamedSet*& chosen() {
    static const NamedSet* set = [] {
        const char* wanted = std::getenv("TRISTATE_ISA");
        return wanted && *wanted ? &find(wanted) : &allSets().back();
    }();
    return set;
}

template <class T>
const KernelSet<T>& inUse() {
    if constexpr (std::is_same_v<T, float>)
        return chosen()->singles;
    else
        return chosen()->doubles;
}

/// Memory of this thread for a kernel's own values, the same in every call that wants no more; aligned as an
/// activation is.
template <class T>
T* scratchOf(std::size_t elements) {
    thread_local Activation<T> scratch;
    scratch.resize(static_cast<int>(elements / kLanes), 1);
    return scratch.group(0);
}

} // namespace

const std::vector<std::string>& availableKernelSets() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> result;
        for (const auto& set : allSets()) result.push_back(set.name);
        return result;
    }();
    return names;
}

std::string_view kernelSetInUse() {
    return chosen()->name;
}

void useKernelSet(std::string_view name) {
    chosen() = &find(name);
}

template <class T>
void convForward(const ConvShape& shape, const Activation<T>& input, const T* weight, const T* bias,
                 Activation<T>& output, GroupRange groups, const ChannelSums<T>& sums,
                 const NormShape<T>& finish) {
    constexpr int kMostColumns = 4;
    const auto columns =
        static_cast<std::size_t>(shape.kernel == 1 ? shape.input.channels * kMostColumns : 0);
    inUse<T>().convForward(shape, input, weight, bias, output, groups, sums, finish,
                           scratchOf<T>(columns * kLanes));
}

template <class T>
void convInputGradient(const ConvShape& shape, const Activation<T>& outputGradient, const T* weight,
                       Activation<T>& inputGradient, GroupRange groups) {
    inUse<T>().convInputGradient(shape, outputGradient, weight, inputGradient, groups);
}

template <class T>
void convParameterGradients(const ConvShape& shape, const Activation<T>& input,
                            const GroupGradient<T>& outputGradient, RowRange rows, T* weightGradient,
                            T* biasGradient, std::vector<T>& scratch) {
    scratch.assign(
        static_cast<std::size_t>(rows.count()) * static_cast<std::size_t>(shape.taps() + 1) * kLanes, T(0));
    inUse<T>().convParameterGradients(shape, input, outputGradient, rows, weightGradient, biasGradient,
                                      scratch.data());
}

template <class T>
void depthwiseForward(const DepthwiseShape& shape, const Activation<T>& input, const T* weight, const T* bias,
                      Activation<T>& output, GroupRange groups, const ChannelSums<T>& sums,
                      const NormShape<T>& finish) {
    inUse<T>().depthwiseForward(shape, input, weight, bias, output, groups, sums, finish);
}

template <class T>
void depthwiseInputGradient(const DepthwiseShape& shape, const Activation<T>& outputGradient, const T* weight,
                            Activation<T>& inputGradient, GroupRange groups) {
    inUse<T>().depthwiseInputGradient(shape, outputGradient, weight, inputGradient, groups);
}

template <class T>
void depthwiseParameterGradients(const DepthwiseShape& shape, const Activation<T>& input,
                                 const Activation<T>& outputGradient, RowRange rows, T* weightGradient,
                                 T* biasGradient) {
    inUse<T>().depthwiseParameterGradients(shape, input, outputGradient, rows, weightGradient, biasGradient,
                                           scratchOf<T>(static_cast<std::size_t>(shape.taps()) * kLanes));
}

template <class T>
void winogradForward(const WinogradShape& shape, const Activation<T>& input, const T* weights,
                     const WinogradResult<T>& result, GroupRange groups) {
    inUse<T>().winogradForward(shape, input, weights, result, groups, scratchOf<T>(winogradScratch(shape)));
}

template <class T>
void winogradParameterGradients(const WinogradShape& shape, const Activation<T>& input,
                                const GroupGradient<T>& outputGradient, RowRange rows, T* weightGradient,
                                T* biasGradient) {
    inUse<T>().winogradParameterGradients(shape, input, outputGradient, rows, weightGradient, biasGradient,
                                          scratchOf<T>(WinogradStrips(shape, rows.count()).all()));
}

template <class T>
void denseForward(const Activation<T>& input, const T* weight, const T* bias, Activation<T>& output,
                  GroupRange groups) {
    inUse<T>().denseForward(input, weight, bias, output, groups);
}

template <class T>
void denseInputGradient(const Activation<T>& outputGradient, const T* weight, Activation<T>& inputGradient,
                        GroupRange groups) {
    inUse<T>().denseInputGradient(outputGradient, weight, inputGradient, groups);
}

template <class T>
void denseWeightGradient(const Activation<T>& outputGradient, const Activation<T>& transposed, int inputs,
                         T* weightGradient, RowRange rows) {
    inUse<T>().denseWeightGradient(outputGradient, transposed, inputs, weightGradient, rows);
}

template <class T>
void denseBiasGradient(const Activation<T>& outputGradient, T* biasGradient, RowRange rows) {
    inUse<T>().denseBiasGradient(outputGradient, biasGradient, rows);
}

template <class T>
void transposeGroups(const Activation<T>& input, Activation<T>& transposed, GroupRange groups) {
    inUse<T>().transposeGroups(input, transposed, groups);
}

template <class T>
void maxPoolForward(const PoolShape& shape, const Activation<T>& input, Activation<T>& output,
                    std::uint16_t* largestAt, GroupRange groups) {
    inUse<T>().maxPoolForward(shape, input, output, largestAt, groups);
}

template <class T>
void maxPoolBackward(const PoolShape& shape, const std::uint16_t* largestAt, const T* outputGradient,
                     T* inputGradient) {
    inUse<T>().maxPoolBackward(shape, largestAt, outputGradient, inputGradient);
}

template <class T>
void averagePoolForward(const PoolShape& shape, const Activation<T>& input, Activation<T>& output,
                        GroupRange groups) {
    inUse<T>().averagePoolForward(shape, input, output, groups);
}

template <class T>
void averagePoolBackward(const PoolShape& shape, const T* outputGradient, T* inputGradient) {
    inUse<T>().averagePoolBackward(shape, outputGradient, inputGradient);
}

template <class T>
void reluForward(const ReluShape<T>& shape, const Activation<T>& input, Activation<T>& output,
                 GroupRange groups) {
    inUse<T>().reluForward(shape, input, output, groups);
}

template <class T>
void reluBackward(const ReluShape<T>& shape, const Activation<T>& input, const Activation<T>& outputGradient,
                  const ReluGradients<T>& gradients, int group) {
    inUse<T>().reluBackward(shape, input, outputGradient, gradients, group);
}

template <class T>
void channelSums(int positions, const Activation<T>& input, const ChannelSums<T>& sums, GroupRange groups) {
    inUse<T>().channelSums(positions, input, sums, groups);
}

template <class T>
void normForward(const NormShape<T>& shape, const Activation<T>& input, Activation<T>& output,
                 GroupRange groups) {
    inUse<T>().normForward(shape, input, output, groups);
}

template <class T>
void normBackwardSums(const NormShape<T>& shape, const Activation<T>& input,
                      const Activation<T>& outputGradient, const NormSums<T>& sums, int group) {
    inUse<T>().normBackwardSums(shape, input, outputGradient, sums, group);
}

template <class T>
void normBackward(const NormShape<T>& shape, const Activation<T>& input, const Activation<T>& outputGradient,
                  const NormGradient<T>& how, Activation<T>& inputGradient, int group) {
    inUse<T>().normBackward(shape, input, outputGradient, how, inputGradient, group);
}

#define TRISTATE_INSTANTIATE(T)                                                                              \
    template void convForward(const ConvShape&, const Activation<T>&, const T*, const T*, Activation<T>&,    \
                              GroupRange, const ChannelSums<T>&, const NormShape<T>&);                       \
    template void convInputGradient(const ConvShape&, const Activation<T>&, const T*, Activation<T>&,        \
                                    GroupRange);                                                             \
    template void convParameterGradients(const ConvShape&, const Activation<T>&, const GroupGradient<T>&,    \
                                         RowRange, T*, T*, std::vector<T>&);                                 \
    template void depthwiseForward(const DepthwiseShape&, const Activation<T>&, const T*, const T*,          \
                                   Activation<T>&, GroupRange, const ChannelSums<T>&, const NormShape<T>&);  \
    template void depthwiseInputGradient(const DepthwiseShape&, const Activation<T>&, const T*,              \
                                         Activation<T>&, GroupRange);                                        \
    template void depthwiseParameterGradients(const DepthwiseShape&, const Activation<T>&,                   \
                                              const Activation<T>&, RowRange, T*, T*);                       \
    template void winogradForward(const WinogradShape&, const Activation<T>&, const T*,                      \
                                  const WinogradResult<T>&, GroupRange);                                     \
    template void winogradParameterGradients(const WinogradShape&, const Activation<T>&,                     \
                                             const GroupGradient<T>&, RowRange, T*, T*);                     \
    template void denseForward<T>(const Activation<T>&, const T*, const T*, Activation<T>&, GroupRange);     \
    template void denseInputGradient<T>(const Activation<T>&, const T*, Activation<T>&, GroupRange);         \
    template void denseWeightGradient<T>(const Activation<T>&, const Activation<T>&, int, T*, RowRange);     \
    template void denseBiasGradient<T>(const Activation<T>&, T*, RowRange);                                  \
    template void transposeGroups<T>(const Activation<T>&, Activation<T>&, GroupRange);                      \
    template void maxPoolForward(const PoolShape&, const Activation<T>&, Activation<T>&, std::uint16_t*,     \
                                 GroupRange);                                                                \
    template void maxPoolBackward(const PoolShape&, const std::uint16_t*, const T*, T*);                     \
    template void averagePoolForward(const PoolShape&, const Activation<T>&, Activation<T>&, GroupRange);    \
    template void averagePoolBackward(const PoolShape&, const T*, T*);                                       \
    template void channelSums(int, const Activation<T>&, const ChannelSums<T>&, GroupRange);                 \
    template void normForward(const NormShape<T>&, const Activation<T>&, Activation<T>&, GroupRange);        \
    template void normBackwardSums(const NormShape<T>&, const Activation<T>&, const Activation<T>&,          \
                                   const NormSums<T>&, int);                                                 \
    template void normBackward(const NormShape<T>&, const Activation<T>&, const Activation<T>&,              \
                               const NormGradient<T>&, Activation<T>&, int);                                 \
    template void reluForward(const ReluShape<T>&, const Activation<T>&, Activation<T>&, GroupRange);        \
    template void reluBackward(const ReluShape<T>&, const Activation<T>&, const Activation<T>&,              \
                               const ReluGradients<T>&, int);
TRISTATE_INSTANTIATE(float)
TRISTATE_INSTANTIATE(double)

} // namespace tristate::nn::kernels

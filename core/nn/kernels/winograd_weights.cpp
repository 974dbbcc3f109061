#include "core/nn/kernels/winograd_kernels.h"

#include <array>
#include <atomic>
#include <cstdlib>
#include <string_view>

namespace tristate::nn::kernels {

namespace {

std::atomic<bool>& allowed() {
    static std::atomic<bool> value = [] {
        const char* wanted = std::getenv("TRISTATE_WINOGRAD");
        return !wanted || std::string_view(wanted) != "off";
    }();
    return value;
}

/// G w of one kernel row.
template <class T>
std::array<T, kWinogradProducts> productsOf(T w0, T w1, T w2) {
    return {w0 / 4,
            -(w0 + w1 + w2) / 6,
            -(w0 - w1 + w2) / 6,
            w0 / 24 + w1 / 12 + w2 / 6,
            w0 / 24 - w1 / 12 + w2 / 6,
            w2};
}

} // namespace

bool usesWinograd(int kernel, int stride, int padding, int outputWidth) {
    return allowed() && kernel == 3 && stride == 1 && padding <= 2 && outputWidth >= 3;
}

void allowWinograd(bool isAllowed) {
    allowed() = isAllowed;
}

std::size_t winogradScratch(const WinogradShape& s) {
    return static_cast<std::size_t>(3 * kWinogradProducts * winogradProductPacks(s)) * kLanes;
}

template <class T>
void winogradWeights(const WinogradShape& s, const T* weight, bool turned, std::vector<T>& to) {
    // Of the convolution that the result is for, which gets its inputs from s.output when it is turned.
    const int inputs = turned ? s.output.channels : s.input.channels;
    const int outputs = turned ? s.input.channels : s.output.channels;
    to.resize(static_cast<std::size_t>(kWinogradProducts * 3 * inputs * outputs));
    for (int ky = 0; ky < 3; ++ky)
        for (int i = 0; i < inputs; ++i)
            for (int o = 0; o < outputs; ++o) {
                const T* kernel = weight + (turned ? i * outputs + o : o * inputs + i) * 9;
                const T* row = kernel + (turned ? 2 - ky : ky) * 3;
                const auto products =
                    turned ? productsOf(row[2], row[1], row[0]) : productsOf(row[0], row[1], row[2]);
                for (int f = 0; f < kWinogradProducts; ++f)
                    to[static_cast<std::size_t>(((f * 3 + ky) * inputs + i) * outputs + o)] =
                        products[static_cast<std::size_t>(f)];
            }
}

template void winogradWeights(const WinogradShape&, const float*, bool, std::vector<float>&);
template void winogradWeights(const WinogradShape&, const double*, bool, std::vector<double>&);

} // namespace tristate::nn::kernels

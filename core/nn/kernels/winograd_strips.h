#pragma once

#include "core/nn/kernels/winograd_kernels.h"

#include <algorithm>
#include <cstddef>

namespace tristate::nn::kernels {

/// How the weight gradient is cut: strips of rows of one group and some input maps, whose transformed values
/// and partial sums stay in the second cache (some 800 KiB at most). Sizes in elements.
struct WinogradStrips {
    int inputMaps; ///< at once
    int rows;      ///< of the output, at once
    int outputMaps, tiles;

    WinogradStrips(const WinogradShape& s, int outputs)
        : inputMaps(std::min(s.input.channels, kInputMaps)),
          rows(std::clamp(kPieces / s.tiles(), 1, s.output.height)),
          outputMaps(outputs),
          tiles(s.tiles()) {}
    std::size_t partial() const { return packs(outputMaps * inputMaps * 3 * kWinogradProducts); }
    std::size_t sums() const { return packs(outputMaps); }
    std::size_t input() const {
        return packs(kWinogradProducts * (inputMaps * ((rows + 2) * tiles + 1) + 1));
    }
    std::size_t gradient() const { return packs(kWinogradProducts * (outputMaps * (rows * tiles + 1) + 1)); }
    std::size_t all() const {
        return partial() + sums() + std::max(input() + gradient(), partial() / kLanes);
    }

private:
    static constexpr int kInputMaps = 16;
    static constexpr int kPieces = 32; ///< of a strip, for each map

    static std::size_t packs(int count) { return static_cast<std::size_t>(count) * kLanes; }
};

} // namespace tristate::nn::kernels

#pragma once

#include "tests/ui/support/run_of_net.h"
#include "ui/run/net_outline.h"

#include <algorithm>
#include <vector>

/// Nets of many layers, for tests of what the window shows of them.
namespace tristate::ui::test {

inline constexpr const char* kResNet20 =
    "3x32x32:16c3+1b-[16c3+1b-16c3+1b]+x3-[32c3s2+1b-32c3+1b]+-[32c3+1b-32c3+1b]+x2-[64c3s2+1b-64c3+1b]+-"
    "[64c3+1b-64c3+1b]+x2-ga-10";
inline constexpr const char* kResNet56 =
    "3x32x32:16c3+1b-[16c3+1b-16c3+1b]+x9-[32c3s2+1b-32c3+1b]+-[32c3+1b-32c3+1b]+x8-[64c3s2+1b-64c3+1b]+-"
    "[64c3+1b-64c3+1b]+x8-ga-10";
inline constexpr const char* kFire =
    "3x32x32:32c3+1b-p2-16c1b-[32c1b/32c3+1b]-16c1b-[32c1b/32c3+1b]-p2-32c1b-"
    "[64c1b/64c3+1b]-32c1b-[64c1b/64c3+1b]-ga-10";
inline constexpr const char* kDense = "3x32x32:24c3+1n-[/bn-r-48c1b-12c3+1n]x30-b-ga-10";

/// Opens every gate of a run's net but those of these layers.
inline void closeLayers(RunData& run, const std::vector<int>& closed) {
    std::vector<std::vector<float>> gates;
    for (const auto& layer : outlineOf(run.experiment.net).layers) {
        const bool isClosed =
            std::find(closed.begin(), closed.end(), static_cast<int>(gates.size())) != closed.end();
        gates.emplace_back(static_cast<std::size_t>(layer.units), isClosed ? 0.0F : 1.0F);
    }
    addPoint(run, gates);
}

} // namespace tristate::ui::test

#pragma once

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

} // namespace tristate::ui::test

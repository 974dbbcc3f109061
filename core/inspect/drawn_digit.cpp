#include "core/inspect/drawn_digit.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tristate::inspect {

namespace {

constexpr int kSide = 28;      ///< of the picture
constexpr double kLonger = 20; ///< side of what is drawn in it
constexpr int kMinInk = 16;    ///< fainter is paper
constexpr int kTaps = 4;       ///< looks at the drawing per pixel and direction

struct Box {
    int left, top, right, bottom; ///< half-open
};

Box inkBox(std::span<const std::uint8_t> ink, int side) {
    Box box{side, side, 0, 0};
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            if (ink[static_cast<std::size_t>(y * side + x)] < kMinInk) continue;
            box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
                   std::max(box.bottom, y + 1)};
        }
    return box;
}

} // namespace

std::vector<float> likeMnist(std::span<const std::uint8_t> ink, int side) {
    assert(ink.size() == static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    const Box box = inkBox(ink, side);
    if (box.right <= box.left) return {};
    double mass = 0, massX = 0, massY = 0; // the centre of mass, in the drawing
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x) {
            const double value = ink[static_cast<std::size_t>(y * side + x)];
            mass += value;
            massX += value * (x + 0.5);
            massY += value * (y + 0.5);
        }
    const double perPixel = std::max(box.right - box.left, box.bottom - box.top) / kLonger;
    const double left = massX / mass - kSide / 2.0 * perPixel, top = massY / mass - kSide / 2.0 * perPixel;
    const auto inkAt = [&](double x, double y) -> double {
        const int column = static_cast<int>(std::floor(x)), row = static_cast<int>(std::floor(y));
        if (column < 0 || row < 0 || column >= side || row >= side) return 0;
        return ink[static_cast<std::size_t>(row * side + column)];
    };
    std::vector<float> picture;
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x) {
            double sum = 0;
            for (int tap = 0; tap < kTaps * kTaps; ++tap)
                sum += inkAt(left + (x + (tap % kTaps + 0.5) / kTaps) * perPixel,
                             top + (y + (tap / kTaps + 0.5) / kTaps) * perPixel);
            picture.push_back(static_cast<float>(sum / (kTaps * kTaps * 255)));
        }
    return picture;
}

} // namespace tristate::inspect

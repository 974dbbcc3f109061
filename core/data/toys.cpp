#include "core/data/toys.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace tristate::data {

namespace {

constexpr double kPi = std::numbers::pi;

/// A point of a toy set; what is worth seeing lies within -1..1.
struct PlanePoint {
    double x;
    double y;
};

PlanePoint onCircle(double radius, double angle) {
    return {radius * std::cos(angle), radius * std::sin(angle)};
}

PlanePoint scattered(PlanePoint p, double deviation, Rng& rng) {
    const double dx = deviation * rng.normal();
    const double dy = deviation * rng.normal();
    return {p.x + dx, p.y + dy};
}

float toUnit(double coordinate) {
    return static_cast<float>(std::clamp(0.5 + 0.5 * coordinate, 0.0, 1.0));
}

/// `draw(label, rng)` gives a point of a class.
template <class Draw>
Dataset generateToy(const char* name, int classes, std::size_t samples, std::uint64_t seed, Draw draw) {
    Dataset toy;
    toy.name = name;
    toy.shape = {2, 1, 1};
    toy.classes = classes;
    for (int c = 0; c < classes; ++c) toy.classNames.push_back(std::to_string(c));
    toy.values.reserve(2 * samples);
    toy.labels.reserve(samples);
    for (std::size_t i = 0; i < samples; ++i) {
        Rng rng = Rng::stream(seed, i);
        const int label = static_cast<int>(i % static_cast<std::size_t>(classes));
        const PlanePoint p = draw(label, rng);
        toy.values.push_back(toUnit(p.x));
        toy.values.push_back(toUnit(p.y));
        toy.labels.push_back(static_cast<std::uint8_t>(label));
    }
    return toy;
}

} // namespace

Dataset generateSpiral(std::size_t samples, std::uint64_t seed) {
    constexpr int kArms = 3;
    constexpr double kTurns = 0.75;
    return generateToy("spiral", kArms, samples, seed, [](int arm, Rng& rng) {
        const double t = rng.uniform();
        const double angle = 2 * kPi * (kTurns * t + static_cast<double>(arm) / kArms);
        return scattered(onCircle(0.06 + 0.84 * t, angle), 0.03, rng);
    });
}

Dataset generateMoons(std::size_t samples, std::uint64_t seed) {
    constexpr double kRadius = 0.55;
    return generateToy("moons", 2, samples, seed, [](int moon, Rng& rng) {
        const double side = moon == 0 ? 1 : -1; // the second is the first, turned by half a circle
        const PlanePoint arc = onCircle(kRadius, kPi * rng.uniform());
        const PlanePoint p{side * (arc.x - kRadius / 2), side * (arc.y - kRadius / 4)};
        return scattered(p, 0.06, rng);
    });
}

Dataset generateCircles(std::size_t samples, std::uint64_t seed) {
    return generateToy("circles", 2, samples, seed, [](int ring, Rng& rng) {
        return scattered(onCircle(ring == 0 ? 0.35 : 0.75, 2 * kPi * rng.uniform()), 0.07, rng);
    });
}

Dataset generateXor(std::size_t samples, std::uint64_t seed) {
    constexpr double kMargin = 0.06; // between an axis and the nearest point
    return generateToy("xor", 2, samples, seed, [](int label, Rng& rng) {
        const double right = rng.below(2) == 0 ? -1 : 1;
        const double up = label == 0 ? right : -right;
        const double x = rng.uniform(kMargin, 0.95);
        const double y = rng.uniform(kMargin, 0.95);
        return PlanePoint{right * x, up * y};
    });
}

Dataset generateGaussians(std::size_t samples, std::uint64_t seed) {
    constexpr int kClouds = 3;
    return generateToy("gaussians", kClouds, samples, seed, [](int cloud, Rng& rng) {
        const double angle = 2 * kPi * (0.25 + static_cast<double>(cloud) / kClouds);
        return scattered(onCircle(0.5, angle), 0.17, rng);
    });
}

} // namespace tristate::data

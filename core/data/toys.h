#pragma once

#include "core/data/dataset.h"

#include <cstddef>
#include <cstdint>

namespace tristate::data {

// Points in the plane, two features (x, y) within 0..1, for networks small enough to look through. Each
// class has the same number of points, give or take one: point i is of class i % classes. It depends on the
// seed and i alone. Thread-safe.

/// Three arms of a spiral, wound around each other: three classes.
Dataset generateSpiral(std::size_t samples, std::uint64_t seed);
/// Two half circles, one reaching into the other: two classes.
Dataset generateMoons(std::size_t samples, std::uint64_t seed);
/// A ring around a ring: two classes.
Dataset generateCircles(std::size_t samples, std::uint64_t seed);
/// Four squares, those across the corner of one class: two classes.
Dataset generateXor(std::size_t samples, std::uint64_t seed);
/// Three clouds that touch: three classes.
Dataset generateGaussians(std::size_t samples, std::uint64_t seed);

} // namespace tristate::data

#pragma once

#include "core/data/dataset.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tristate::data {

/// Colour images of 3 x 32 x 32 bytes, like CIFAR-10's in shape: one of ten figures (disc, ring, square,
/// frame, triangle, cross, saltire, horizontal stripes, vertical stripes, chessboard) of random place, size,
/// turn and colour on a ground of another colour, with noise. Sample i is of class i % 10 and depends on the
/// seed and i alone. Thread-safe.
Dataset generateShapes(std::size_t samples, std::uint64_t seed);

/// Random bytes with random labels of ten classes: nothing can be learnt from it, but a network of any input
/// can be run on it. Thread-safe.
Dataset generateNoise(Shape shape, std::size_t samples, std::uint64_t seed);

/// The shape in "noise:3x227x227"; nothing when the text is something else. Throws Error when the shape
/// cannot be.
std::optional<Shape> noiseShape(std::string_view source);

} // namespace tristate::data

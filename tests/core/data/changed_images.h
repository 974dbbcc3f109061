#pragma once

#include "core/data/augmentation.h"

#include <vector>

namespace tristate::data {

using Image = std::vector<float>;

inline constexpr Augmentation kEverything{.shift = 2,
                                          .rotate = 15,
                                          .scale = 0.2,
                                          .shear = 0.1,
                                          .elastic = 1,
                                          .elasticSmoothness = 3,
                                          .flip = true,
                                          .seed = 3};

/// Every kind of change, each alone.
inline const std::vector<Augmentation> kSingleKinds{{.shift = 2},  {.rotate = 15}, {.scale = 0.2},
                                                    {.shear = .1}, {.elastic = 1}, {.flip = true}};

inline constexpr Shape kFive{1, 5, 5};

inline std::size_t at(const Shape& shape, int x, int y, int channel = 0) {
    return static_cast<std::size_t>((channel * shape.height + y) * shape.width + x);
}

/// A black image with one white pixel.
inline Image pixelAt(const Shape& shape, int x, int y) {
    Image image(static_cast<std::size_t>(shape.features()), 0.0f);
    image[at(shape, x, y)] = 1;
    return image;
}

inline Image randomImage(const Shape& shape) {
    Image image(static_cast<std::size_t>(shape.features()));
    Rng rng(4);
    for (float& value : image) value = static_cast<float>(rng.uniform());
    return image;
}

inline Image changed(const ImageChange& change, const Shape& shape, const Image& image) {
    Image result(image.size(), -1.0f);
    changeImage(change, shape, image.data(), result.data());
    return result;
}

} // namespace tristate::data

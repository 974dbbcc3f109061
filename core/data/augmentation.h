#pragma once

#include "core/base/rng.h"
#include "core/tensor/shape.h"

#include <cstddef>
#include <cstdint>

namespace tristate::data {

/// Random changes of training images. The same seed, minibatch number and place in the minibatch give the
/// same change, whichever thread asks; and one kind of change draws the same whether others are on or off.
struct Augmentation {
    int shift = 0;     ///< images move by up to this many whole pixels in each direction
    double rotate = 0; ///< images turn by up to this many degrees either way
    double scale = 0;  ///< the size changes by up to this part of itself: 0.1 gives 90 to 110 %; below 1
    double shear = 0;  ///< rows slide sideways by up to this part of their distance from the middle row
    /// Pixels are displaced at random, neighbours alike (Simard, Steinkraus and Platt 2003): the root mean
    /// square of the displacement in each direction, in pixels. The paper's alpha of 34 at a sigma of 4 is
    /// 1.4 here; in each direction a pixel moves at most 3.7 times as far.
    double elastic = 0;
    /// How far neighbours move alike: the standard deviation, in pixels, of the kernel that smooths the
    /// displacements. More than 0; below 0.6 it acts as 0.6.
    double elasticSmoothness = 4;
    bool flip = false;      ///< half of the images, at random, are mirrored left-right: for photographs
    std::uint64_t seed = 0; ///< set by the trainer, as the next one
    std::uint64_t minibatch = 0;

    friend bool operator==(const Augmentation&, const Augmentation&) = default;
    /// Every image stays as it is.
    bool isOff() const {
        return shift == 0 && rotate == 0 && scale == 0 && shear == 0 && elastic == 0 && !flip;
    }
};

/// One change of one image. The image is mirrored, scaled, sheared, turned about its middle and moved, in
/// this order; elastic displacements come on top.
struct ImageChange {
    int dx = 0; ///< pixels to the right
    int dy = 0; ///< pixels down
    bool mirrored = false;
    double angle = 0;             ///< degrees, counter-clockwise as seen
    double size = 1;              ///< factor, more than 0
    double shear = 0;             ///< pixels to the right for every pixel below the middle
    double elastic = 0;           ///< as in Augmentation
    double elasticSmoothness = 4; ///< as in Augmentation
    Rng displacements{};          ///< what the elastic displacements are drawn from

    /// Pixels keep their values and only change their places.
    bool movesWholePixels() const { return angle == 0 && size == 1 && shear == 0 && elastic == 0; }
};

/// The change for the sample at this place of the minibatch. Thread-safe.
ImageChange drawChange(const Augmentation& augmentation, std::size_t place);

/// Writes the changed image to `to`; both have shape.features() values in (channel, y, x) order and do not
/// overlap. All channels change alike, and what enters from outside is 0. Pixels are copied when they move as
/// wholes, else interpolated between four neighbours, once for all that happens to them. Thread-safe;
/// allocates nothing when the thread has seen the shape before.
void changeImage(const ImageChange& change, const Shape& shape, const float* from, float* to);

} // namespace tristate::data

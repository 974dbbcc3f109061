#include "core/data/digit_skeletons.h"

#include <array>
#include <cassert>

namespace tristate::data {

namespace {

constexpr bool kCorner = true;
constexpr bool kClosed = true;

using Skeletons = std::vector<Skeleton>;

// Tables of knots, one stroke a paragraph.
// clang-format off
Skeletons zeros() {
    const Stroke oval{{{.50f, .00f}, {.27f, .14f}, {.18f, .50f}, {.27f, .86f}, {.50f, 1.0f}, {.73f, .86f},
        {.82f, .50f}, {.73f, .14f}}, kClosed};
    const Stroke narrow{{{.54f, .00f}, {.36f, .16f}, {.29f, .52f}, {.36f, .88f}, {.50f, 1.0f}, {.64f, .86f},
        {.71f, .48f}, {.66f, .13f}}, kClosed};
    const Stroke overlapping{{{.66f, .06f}, {.42f, .03f}, {.23f, .25f}, {.20f, .62f}, {.35f, .95f},
        {.60f, .97f}, {.78f, .70f}, {.78f, .35f}, {.62f, .10f}, {.44f, .08f}}};
    const Stroke open{{{.46f, .02f}, {.25f, .20f}, {.18f, .55f}, {.30f, .90f}, {.54f, 1.0f}, {.77f, .80f},
        {.82f, .42f}, {.68f, .12f}, {.54f, .10f}}};
    const Stroke slash{{{.76f, .08f}, {.26f, .94f}}};
    return {{3, {oval}}, {2, {narrow}}, {2, {overlapping}}, {2, {open}}, {2, {oval, slash}}};
}

Skeletons ones() {
    const Stroke stem{{{.50f, .00f}, {.50f, .50f}, {.50f, 1.0f}}};
    const Stroke slanted{{{.66f, .00f}, {.50f, .50f}, {.36f, 1.0f}}};
    const Stroke flagged{{{.28f, .24f}, {.42f, .14f}, {.55f, .00f, kCorner}, {.54f, .50f}, {.53f, 1.0f}}};
    const Stroke foot{{{.28f, .99f}, {.78f, .99f}}};
    return {{3, {stem}}, {2, {slanted}}, {3, {flagged}}, {2, {flagged, foot}}};
}

Skeletons twos() {
    const Stroke plain{{{.22f, .24f}, {.33f, .06f}, {.54f, .00f}, {.75f, .14f}, {.72f, .38f}, {.48f, .70f},
        {.20f, .98f, kCorner}, {.50f, .97f}, {.82f, .98f}}};
    const Stroke looped{{{.22f, .20f}, {.45f, .00f}, {.74f, .13f}, {.70f, .42f}, {.47f, .76f}, {.27f, .96f},
        {.15f, .88f}, {.29f, .79f}, {.50f, .92f}, {.69f, .99f}, {.87f, .90f}}};
    const Stroke angular{{{.22f, .06f}, {.48f, .02f}, {.76f, .05f, kCorner}, {.50f, .50f},
        {.20f, .96f, kCorner}, {.50f, .97f}, {.80f, .97f}}};
    const Stroke curled{{{.30f, .36f}, {.20f, .20f}, {.40f, .01f}, {.70f, .06f}, {.78f, .28f}, {.60f, .60f},
        {.22f, .92f, kCorner}, {.42f, .86f}, {.62f, .96f}, {.84f, .93f}}};
    return {{3, {plain}}, {3, {looped}}, {2, {angular}}, {2, {curled}}};
}

Skeletons threes() {
    const Stroke round{{{.22f, .14f}, {.46f, .00f}, {.73f, .13f}, {.68f, .36f}, {.42f, .48f, kCorner},
        {.70f, .57f}, {.79f, .78f}, {.54f, 1.0f}, {.20f, .88f}}};
    const Stroke flatTop{{{.22f, .02f}, {.50f, .02f}, {.76f, .02f, kCorner}, {.60f, .20f},
        {.44f, .40f, kCorner}, {.72f, .50f}, {.78f, .78f}, {.52f, 1.0f}, {.20f, .90f}}};
    const Stroke looped{{{.24f, .12f}, {.48f, .00f}, {.73f, .15f}, {.61f, .39f}, {.43f, .52f}, {.35f, .46f},
        {.48f, .43f}, {.73f, .57f}, {.76f, .82f}, {.50f, 1.0f}, {.18f, .92f}}};
    const Stroke flowing{{{.26f, .08f}, {.52f, .00f}, {.70f, .14f}, {.64f, .34f}, {.52f, .45f},
        {.68f, .56f}, {.72f, .78f}, {.50f, .97f}, {.20f, .96f}}};
    return {{4, {round}}, {2, {flatTop}}, {2, {looped}}, {2, {flowing}}};
}

Skeletons fours() {
    const Stroke angle{{{.28f, .00f}, {.24f, .30f}, {.18f, .58f, kCorner}, {.50f, .58f}, {.86f, .56f}}};
    const Stroke stem{{{.67f, .16f}, {.66f, .55f}, {.63f, 1.0f}}};
    const Stroke peak{{{.62f, .00f}, {.40f, .32f}, {.14f, .66f, kCorner}, {.50f, .67f}, {.86f, .66f}}};
    const Stroke tallStem{{{.62f, .00f}, {.62f, .50f}, {.61f, 1.0f}}};
    const Stroke cup{{{.22f, .02f}, {.19f, .32f}, {.30f, .52f}, {.52f, .52f}, {.74f, .40f}}};
    const Stroke longStem{{{.77f, .00f}, {.74f, .45f}, {.68f, 1.0f}}};
    return {{4, {angle, stem}}, {3, {peak, tallStem}}, {3, {cup, longStem}}};
}

Skeletons fives() {
    const Stroke oneStroke{{{.78f, .01f}, {.54f, .02f}, {.30f, .02f, kCorner}, {.28f, .22f},
        {.25f, .44f, kCorner}, {.50f, .36f}, {.76f, .52f}, {.76f, .82f}, {.50f, 1.0f}, {.20f, .92f}}};
    const Stroke body{{{.34f, .06f}, {.31f, .24f}, {.28f, .46f, kCorner}, {.54f, .42f}, {.76f, .62f},
        {.66f, .92f}, {.42f, 1.0f}, {.18f, .94f}}};
    const Stroke hat{{{.36f, .05f}, {.58f, .04f}, {.84f, .00f}}};
    const Stroke flowing{{{.78f, .04f}, {.48f, .02f}, {.28f, .18f}, {.34f, .38f}, {.62f, .50f},
        {.77f, .72f}, {.58f, .98f}, {.20f, .93f}}};
    return {{4, {oneStroke}}, {3, {body, hat}}, {2, {flowing}}};
}

Skeletons sixes() {
    const Stroke curved{{{.66f, .00f}, {.38f, .26f}, {.22f, .64f}, {.34f, .95f}, {.62f, .97f}, {.77f, .76f},
        {.62f, .54f}, {.38f, .60f}, {.25f, .76f}}};
    const Stroke upright{{{.32f, .00f}, {.24f, .45f}, {.25f, .84f}, {.48f, 1.0f}, {.74f, .88f},
        {.72f, .62f}, {.48f, .53f}, {.26f, .70f}}};
    const Stroke curled{{{.78f, .12f}, {.58f, .00f}, {.32f, .20f}, {.20f, .60f}, {.34f, .95f}, {.62f, .97f},
        {.78f, .74f}, {.60f, .50f}, {.36f, .56f}, {.24f, .70f}}};
    const Stroke smallLoop{{{.60f, .00f}, {.36f, .32f}, {.24f, .72f}, {.38f, .98f}, {.60f, .96f},
        {.66f, .78f}, {.50f, .68f}, {.32f, .80f}}};
    return {{4, {curved}}, {2, {upright}}, {2, {curled}}, {2, {smallLoop}}};
}

Skeletons sevens() {
    const Stroke plain{{{.18f, .02f}, {.50f, .02f}, {.82f, .02f, kCorner}, {.60f, .48f}, {.42f, 1.0f}}};
    const Stroke bar{{{.34f, .52f}, {.55f, .51f}, {.78f, .49f}}};
    const Stroke serif{{{.19f, .22f}, {.21f, .03f, kCorner}, {.50f, .04f}, {.82f, .02f, kCorner},
        {.58f, .46f}, {.48f, 1.0f}}};
    const Stroke wavy{{{.16f, .16f}, {.34f, .03f}, {.58f, .10f}, {.82f, .02f, kCorner}, {.64f, .40f},
        {.54f, 1.0f}}};
    const Stroke bent{{{.20f, .05f}, {.48f, .02f}, {.74f, .06f}, {.76f, .22f}, {.58f, .56f}, {.46f, 1.0f}}};
    return {{3, {plain}}, {3, {plain, bar}}, {2, {serif}}, {2, {serif, bar}}, {2, {wavy}}, {2, {bent}}};
}

Skeletons eights() {
    const Stroke crossing{{{.68f, .09f}, {.46f, .00f}, {.29f, .16f}, {.38f, .38f}, {.64f, .57f},
        {.74f, .79f}, {.50f, 1.0f}, {.25f, .82f}, {.36f, .58f}, {.62f, .40f}, {.74f, .20f}}, kClosed};
    const Stroke upper{{{.50f, .00f}, {.32f, .09f}, {.28f, .25f}, {.48f, .46f}, {.70f, .28f}, {.67f, .09f}},
        kClosed};
    const Stroke lower{{{.50f, .46f}, {.28f, .58f}, {.23f, .78f}, {.50f, 1.0f}, {.77f, .78f}, {.72f, .58f}},
        kClosed};
    const Stroke open{{{.80f, .06f}, {.56f, .00f}, {.30f, .12f}, {.36f, .36f}, {.64f, .56f}, {.74f, .78f},
        {.50f, 1.0f}, {.26f, .84f}, {.36f, .60f}, {.62f, .34f}, {.82f, .10f}}};
    return {{5, {crossing}}, {2, {upper, lower}}, {2, {open}}};
}

Skeletons nines() {
    const Stroke straight{{{.72f, .14f}, {.52f, .00f}, {.28f, .14f}, {.29f, .38f}, {.52f, .48f},
        {.70f, .32f}, {.74f, .10f, kCorner}, {.72f, .55f}, {.66f, 1.0f}}};
    const Stroke hooked{{{.74f, .20f}, {.52f, .00f}, {.27f, .16f}, {.32f, .42f}, {.58f, .46f},
        {.75f, .22f, kCorner}, {.77f, .60f}, {.62f, .94f}, {.26f, .95f}}};
    const Stroke leaning{{{.70f, .06f}, {.44f, .02f}, {.26f, .24f}, {.40f, .46f}, {.64f, .34f},
        {.76f, .06f, kCorner}, {.62f, .52f}, {.44f, 1.0f}}};
    const Stroke flowing{{{.70f, .22f}, {.50f, .02f}, {.26f, .22f}, {.44f, .46f}, {.68f, .28f},
        {.74f, .12f}, {.72f, .56f}, {.70f, 1.0f}}};
    return {{4, {straight}}, {3, {hooked}}, {2, {leaning}}, {2, {flowing}}};
}
// clang-format on

} // namespace

const std::vector<Skeleton>& skeletonsOf(int digit) {
    static const std::array<Skeletons, 10> all{zeros(), ones(),  twos(),   threes(), fours(),
                                               fives(), sixes(), sevens(), eights(), nines()};
    assert(digit >= 0 && digit < 10);
    return all[static_cast<std::size_t>(digit)];
}

} // namespace tristate::data

#include "core/data/generated_digits.h"

#include "core/base/rng.h"
#include "core/base/threads.h"
#include "core/data/digit_skeletons.h"
#include "core/data/pen_canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <span>

namespace tristate::data {

namespace {

constexpr int kDigits = 10;
constexpr std::size_t kBlock = 64; // samples a thread takes at a time

/// How much the samples vary, tuned by training on them to be neither trivial nor hopeless (the header says
/// to what). Every choice is uniform in its range: there are no rare extremes, which a network could not
/// learn and nobody could read. Lengths are in pixels where it says so, and else relative to the box of the
/// digit.
namespace variation {
constexpr double kMaxKnotShift = 0.027; // the place of a knot, in each direction
constexpr double kMaxBend = 0.038;      // amplitude of each wave of the smooth displacement
constexpr double kMaxTurn = 0.15;       // radians
constexpr double kMaxSlant = 0.30;      // shift to the right per height
constexpr double kMinHeight = 15.5;     // pixels
constexpr double kMaxHeight = 19.0;     // pixels
constexpr double kMaxStretch = 0.14;    // |log(width / height)|
constexpr double kMaxShift = 2.8;       // from the middle of the sheet in each direction, pixels
constexpr double kMinRadius = 0.9;      // of the pen, pixels
constexpr double kMaxRadius = 1.7;      // of the pen, pixels
constexpr double kPressure = 0.22;      // change of the radius along a line, relative
constexpr double kMinSoftness = 1.2;    // width of a line's edge, pixels
constexpr double kMaxSoftness = 2.0;    // width of a line's edge, pixels
constexpr double kMinInk = 0.75;        // value of the line
constexpr double kMaxNoise = 0.06;      // largest change of a pixel's value
} // namespace variation

constexpr double kFullTurn = 2 * std::numbers::pi;

float uniform(Rng& rng, double low, double high) {
    return static_cast<float>(rng.uniform(low, high));
}

/// Uniform in -most .. most.
float within(Rng& rng, double most) {
    return uniform(rng, -most, most);
}

/// A smooth random displacement of the plane, a few long waves: what "elastic deformation" does to an image,
/// but applied to the line before it is drawn, so that the pen keeps its width.
class Bend {
public:
    explicit Bend(Rng& rng) {
        for (Wave& wave : m_waves) {
            const double direction = rng.uniform(0, kFullTurn);
            const double wavesPerBox = rng.uniform(0.4, 1.2);
            wave.fx = static_cast<float>(kFullTurn * wavesPerBox * std::cos(direction));
            wave.fy = static_cast<float>(kFullTurn * wavesPerBox * std::sin(direction));
            wave.phase = uniform(rng, 0, kFullTurn);
            wave.dx = within(rng, variation::kMaxBend);
            wave.dy = within(rng, variation::kMaxBend);
        }
    }

    Point operator()(Point p) const {
        Point moved = p;
        for (const Wave& wave : m_waves) {
            const float height = std::sin(wave.fx * p.x + wave.fy * p.y + wave.phase);
            moved.x += wave.dx * height;
            moved.y += wave.dy * height;
        }
        return moved;
    }

private:
    struct Wave {
        float fx, fy, phase, dx, dy;
    };
    std::array<Wave, 4> m_waves{};
};

/// Takes the box of a digit to pixels: scaled, slanted, turned about its middle and shifted off the middle of
/// the sheet.
class Placement {
public:
    explicit Placement(Rng& rng) {
        const float height = uniform(rng, variation::kMinHeight, variation::kMaxHeight);
        const float width = height * std::exp(within(rng, variation::kMaxStretch));
        const float slant = within(rng, variation::kMaxSlant);
        const float turn = within(rng, variation::kMaxTurn);
        const float c = std::cos(turn), s = std::sin(turn);
        m_xx = c * width;
        m_xy = (-c * slant - s) * height;
        m_yx = s * width;
        m_yy = (-s * slant + c) * height;
        m_centre = {0.5f * PenCanvas::kSide + within(rng, variation::kMaxShift),
                    0.5f * PenCanvas::kSide + within(rng, variation::kMaxShift)};
    }

    Point operator()(Point p) const {
        const float x = p.x - 0.5f, y = p.y - 0.5f;
        return {m_centre.x + m_xx * x + m_xy * y, m_centre.y + m_yx * x + m_yy * y};
    }

private:
    float m_xx, m_xy, m_yx, m_yy;
    Point m_centre;
};

/// The velocity of the pen at a knot: parallel to the line between its neighbours, and none at a corner or an
/// end, where it comes to rest.
Point tangentAt(std::span<const Knot> knots, bool closed, std::size_t i) {
    const std::size_t n = knots.size();
    const bool isEnd = !closed && (i == 0 || i + 1 == n);
    if (isEnd || knots[i].corner) return {};
    const Knot& before = knots[(i + n - 1) % n];
    const Knot& after = knots[(i + 1) % n];
    return {0.5f * (after.x - before.x), 0.5f * (after.y - before.y)};
}

/// Visits the points of the smooth line through the knots (a cubic Hermite spline with Catmull-Rom tangents),
/// about a pixel apart, in order.
template <class Visit>
void trace(std::span<const Knot> knots, bool closed, Visit&& visit) {
    constexpr float kPointsPerBox = 15;
    const std::size_t pieces = closed ? knots.size() : knots.size() - 1;
    visit(Point{knots[0].x, knots[0].y});
    for (std::size_t i = 0; i < pieces; ++i) {
        const std::size_t j = (i + 1) % knots.size();
        const Knot &a = knots[i], &b = knots[j];
        const Point ta = tangentAt(knots, closed, i), tb = tangentAt(knots, closed, j);
        const int steps = 1 + static_cast<int>(kPointsPerBox * std::hypot(b.x - a.x, b.y - a.y));
        for (int step = 1; step <= steps; ++step) {
            const float t = static_cast<float>(step) / static_cast<float>(steps), u = 1 - t;
            const float wa = u * u * (1 + 2 * t), wb = t * t * (1 + 2 * u);
            const float va = u * u * t, vb = -t * t * u;
            visit(Point{wa * a.x + wb * b.x + va * ta.x + vb * tb.x,
                        wa * a.y + wb * b.y + va * ta.y + vb * tb.y});
        }
    }
}

const Skeleton& chooseSkeleton(int digit, Rng& rng) {
    const auto& ways = skeletonsOf(digit);
    const auto add = [](float sum, const Skeleton& way) { return sum + way.weight; };
    float left = uniform(rng, 0, std::accumulate(ways.begin(), ways.end(), 0.0f, add));
    for (const Skeleton& way : ways) {
        left -= way.weight;
        if (left < 0) return way;
    }
    return ways.back();
}

/// The hand of one sample: writes strokes with the same bend, placement and pen.
class Hand {
public:
    explicit Hand(Rng& rng)
        : m_bend(rng), m_place(rng), m_radius(uniform(rng, variation::kMinRadius, variation::kMaxRadius)) {}

    void write(const Stroke& stroke, Rng& rng, PenCanvas& canvas) const {
        std::vector<Knot> knots = stroke.knots;
        for (Knot& knot : knots) {
            knot.x += within(rng, variation::kMaxKnotShift);
            knot.y += within(rng, variation::kMaxKnotShift);
        }
        const float phase = uniform(rng, 0, kFullTurn);
        const float perPoint = uniform(rng, 0.05, 0.25); // radians of pressure change from point to point
        int count = 0;
        Point last;
        float lastRadius = 0;
        trace(knots, stroke.closed, [&](Point p) {
            const Point next = m_place(m_bend(p));
            const float swing = std::sin(phase + perPoint * static_cast<float>(count));
            const float radius = m_radius * (1 + static_cast<float>(variation::kPressure) * swing);
            if (count++ > 0) canvas.drawLine(last, next, lastRadius, radius);
            last = next;
            lastRadius = radius;
        });
    }

private:
    Bend m_bend;
    Placement m_place;
    float m_radius;
};

/// Ink to bytes, with the paper's noise.
void develop(const PenCanvas& canvas, Rng& rng, std::uint8_t* bytes) {
    const float full = 255 * uniform(rng, variation::kMinInk, 1);
    const float noise = 255 * uniform(rng, 0, variation::kMaxNoise);
    std::array<std::uint16_t, PenCanvas::kPixels> bits{}; // plenty for the noise of a pixel
    for (std::size_t i = 0; i < bits.size(); i += 4) {
        const std::uint64_t random = rng.next();
        for (std::size_t j = 0; j < 4; ++j) bits[i + j] = static_cast<std::uint16_t>(random >> (16 * j));
    }
    for (std::size_t i = 0; i < bits.size(); ++i) {
        const float change = static_cast<float>(bits[i]) * (2.0f / 0xffff) - 1;
        bytes[i] = static_cast<std::uint8_t>(
            std::clamp(full * canvas.ink()[i] + noise * change + 0.5f, 0.0f, 255.0f));
    }
}

void drawDigit(int digit, Rng& rng, std::uint8_t* bytes) {
    const Skeleton& skeleton = chooseSkeleton(digit, rng);
    PenCanvas canvas(uniform(rng, variation::kMinSoftness, variation::kMaxSoftness));
    const Hand hand(rng);
    for (const Stroke& stroke : skeleton.strokes) hand.write(stroke, rng, canvas);
    develop(canvas, rng, bytes);
}

} // namespace

Dataset generateDigits(std::size_t samples, std::uint64_t seed) {
    Dataset digits;
    digits.name = "digits";
    digits.shape = {1, PenCanvas::kSide, PenCanvas::kSide};
    digits.classes = kDigits;
    for (int digit = 0; digit < kDigits; ++digit) digits.classNames.push_back(std::to_string(digit));
    digits.bytes.resize(samples * PenCanvas::kPixels);
    digits.labels.resize(samples);

    const auto drawBlock = [&](int block) {
        const std::size_t begin = static_cast<std::size_t>(block) * kBlock;
        for (std::size_t i = begin; i < std::min(begin + kBlock, samples); ++i) {
            Rng rng = Rng::stream(seed, i);
            digits.labels[i] = static_cast<std::uint8_t>(i % kDigits);
            drawDigit(digits.labels[i], rng, digits.bytes.data() + i * PenCanvas::kPixels);
        }
    };
    const Phase draw{static_cast<int>((samples + kBlock - 1) / kBlock), drawBlock};
    runPhases({&draw, 1}, threadCount(0));
    return digits;
}

} // namespace tristate::data

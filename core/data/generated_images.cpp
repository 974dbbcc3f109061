#include "core/data/generated_images.h"

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/shape_text.h"
#include "core/messages/data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

namespace tristate::data {

namespace {

constexpr int kSide = 32;
constexpr Shape kShape{3, kSide, kSide};
constexpr double kNoise = 12; ///< standard deviation, of 255

using Colour = std::array<double, 3>;

/// A point in the figure's own frame: the figure fills about -1..1.
struct PicturePoint {
    double x, y;
};

bool inSquare(PicturePoint p, double half) {
    return std::abs(p.x) <= half && std::abs(p.y) <= half;
}
bool inCross(PicturePoint p) {
    return inSquare(p, 1) && (std::abs(p.x) <= 0.3 || std::abs(p.y) <= 0.3);
}
/// Every second one of bands, `width` wide.
bool inBand(double coordinate, double width) {
    return static_cast<int>(std::floor(coordinate / width)) % 2 == 0;
}

struct Figure {
    const char* name;
    bool (*covers)(PicturePoint p);
};

const std::array<Figure, 10> kFigures{{
    {"disc", [](PicturePoint p) { return std::hypot(p.x, p.y) <= 0.9; }},
    {"ring", [](PicturePoint p) { return std::abs(std::hypot(p.x, p.y) - 0.75) <= 0.22; }},
    {"square", [](PicturePoint p) { return inSquare(p, 0.8); }},
    {"frame", [](PicturePoint p) { return inSquare(p, 0.9) && !inSquare(p, 0.5); }},
    {"triangle", [](PicturePoint p) { return p.y <= 0.75 && p.y >= 2 * std::abs(p.x) - 1; }},
    {"cross", [](PicturePoint p) { return inCross(p); }},
    {"saltire",
     [](PicturePoint p) {
         const double c = std::numbers::sqrt2 / 2;
         return inCross({c * (p.x - p.y), c * (p.x + p.y)});
     }},
    {"horizontal stripes", [](PicturePoint p) { return inSquare(p, 1) && inBand(p.y, 0.4); }},
    {"vertical stripes", [](PicturePoint p) { return inSquare(p, 1) && inBand(p.x, 0.4); }},
    {"chessboard", [](PicturePoint p) { return inSquare(p, 1) && inBand(p.x, 0.5) == inBand(p.y, 0.5); }},
}};

/// Where a figure lies in the image.
struct Pose {
    double x, y, size, cosine, sine;

    explicit Pose(Rng& rng)
        : x(kSide / 2 + rng.uniform(-4, 4)), y(kSide / 2 + rng.uniform(-4, 4)), size(rng.uniform(8, 13)) {
        constexpr double kMaxTurn = 0.2; // radians: stripes stay horizontal or vertical
        const double angle = rng.uniform(-kMaxTurn, kMaxTurn);
        cosine = std::cos(angle);
        sine = std::sin(angle);
    }
    PicturePoint toFigure(double column, double row) const {
        const double dx = (column - x) / size, dy = (row - y) / size;
        return {cosine * dx + sine * dy, cosine * dy - sine * dx};
    }
};

Colour randomColour(Rng& rng) {
    return {rng.uniform(20, 235), rng.uniform(20, 235), rng.uniform(20, 235)};
}

double distance(const Colour& a, const Colour& b) {
    return std::abs(a[0] - b[0]) + std::abs(a[1] - b[1]) + std::abs(a[2] - b[2]);
}

void drawFigure(const Figure& figure, Rng rng, std::uint8_t* image) {
    constexpr double kMinContrast = 120; // summed over the three colours
    const Pose pose(rng);
    const Colour ground = randomColour(rng);
    Colour colour = randomColour(rng);
    while (distance(colour, ground) < kMinContrast) colour = randomColour(rng);
    for (int row = 0; row < kSide; ++row)
        for (int column = 0; column < kSide; ++column) {
            const Colour& here = figure.covers(pose.toFigure(column, row)) ? colour : ground;
            for (int channel = 0; channel < 3; ++channel) {
                const double value = here[static_cast<std::size_t>(channel)] + kNoise * rng.normal();
                image[(channel * kSide + row) * kSide + column] =
                    static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
            }
        }
}

} // namespace

Dataset generateShapes(std::size_t samples, std::uint64_t seed) {
    Dataset shapes;
    shapes.name = "shapes";
    shapes.shape = kShape;
    shapes.classes = static_cast<int>(kFigures.size());
    for (const Figure& figure : kFigures) shapes.classNames.emplace_back(figure.name);
    const auto features = static_cast<std::size_t>(kShape.features());
    shapes.bytes.resize(samples * features);
    for (std::size_t i = 0; i < samples; ++i) {
        const std::size_t label = i % kFigures.size();
        drawFigure(kFigures[label], Rng::stream(seed, i), shapes.bytes.data() + i * features);
        shapes.labels.push_back(static_cast<std::uint8_t>(label));
    }
    return shapes;
}

Dataset generateNoise(Shape shape, std::size_t samples, std::uint64_t seed) {
    constexpr int kClasses = 10;
    Rng rng(seed);
    Dataset noise;
    noise.name = "noise";
    noise.shape = shape;
    noise.classes = kClasses;
    for (int c = 0; c < kClasses; ++c) noise.classNames.push_back(std::to_string(c));
    noise.bytes.resize(samples * static_cast<std::size_t>(shape.features()));
    for (std::uint8_t& byte : noise.bytes) byte = static_cast<std::uint8_t>(rng.next() >> 56);
    for (std::size_t i = 0; i < samples; ++i)
        noise.labels.push_back(static_cast<std::uint8_t>(rng.below(kClasses)));
    return noise;
}

std::optional<Shape> noiseShape(std::string_view source) {
    constexpr std::string_view kPrefix = "noise:";
    if (!source.starts_with(kPrefix)) return std::nullopt;
    const auto shape = shapeFrom(source.substr(kPrefix.size()));
    if (!shape) throw Error(say::kNoiseShape, source, kMaxShapeSide);
    return shape;
}

} // namespace tristate::data

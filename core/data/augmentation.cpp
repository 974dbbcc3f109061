#include "core/data/augmentation.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <vector>

namespace tristate::data {

namespace {

/// The image mirrored and then moved by whole pixels.
void movePixels(const ImageChange& change, const Shape& shape, const float* from, float* to) {
    std::fill_n(to, shape.features(), 0.0f);
    const int columns = shape.width - std::abs(change.dx); // that stay inside
    const int rows = shape.channels * shape.height;
    if (columns <= 0) return;
    for (int row = 0; row < rows; ++row) {
        const int source = row % shape.height - change.dy;
        if (source < 0 || source >= shape.height) continue;
        const float* line = from + static_cast<std::ptrdiff_t>(row - change.dy) * shape.width;
        float* into = to + static_cast<std::ptrdiff_t>(row) * shape.width + std::max(0, change.dx);
        if (change.mirrored)
            std::reverse_copy(line + std::max(0, change.dx), line + std::max(0, change.dx) + columns, into);
        else
            std::copy_n(line + std::max(0, -change.dx), columns, into);
    }
}

/// Where the pixels of the changed image come from, elastic displacements aside: x and y as affine functions
/// of the changed image's column and row.
struct AffineSource {
    AffineSource(const ImageChange& change, const Shape& shape);

    float xPerColumn, xPerRow, x0;
    float yPerColumn, yPerRow, y0;
};

/// With c and s the cosine and sine of the angle and k the shear, a point goes to
///   size [c s; -s c] [1 k; 0 1] [±1 0; 0 1] (x, y),   y down, from the middle of the image;
/// this is the inverse.
AffineSource::AffineSource(const ImageChange& change, const Shape& shape) {
    const double angle = change.angle * std::numbers::pi / 180;
    const double c = std::cos(angle) / change.size, s = std::sin(angle) / change.size;
    const double side = change.mirrored ? -1 : 1;
    const double xx = side * (c - s * change.shear), xy = -side * (c * change.shear + s);
    const double middleX = 0.5 * (shape.width - 1), middleY = 0.5 * (shape.height - 1);
    const double fromX = middleX + change.dx, fromY = middleY + change.dy;
    xPerColumn = static_cast<float>(xx);
    xPerRow = static_cast<float>(xy);
    x0 = static_cast<float>(middleX - xx * fromX - xy * fromY);
    yPerColumn = static_cast<float>(s);
    yPerRow = static_cast<float>(c);
    y0 = static_cast<float>(middleY - s * fromX - c * fromY);
}

/// A place between the nodes of a uniform cubic B-spline: the first of the four nodes that matter there, and
/// their weights.
struct SplinePlace {
    explicit SplinePlace(float t) : first(static_cast<int>(t)) {
        const float u = t - static_cast<float>(first), v = 1 - u;
        weight = {v * v * v / 6, (3 * u * u * u - 6 * u * u + 4) / 6, (3 * v * v * v - 6 * v * v + 4) / 6,
                  u * u * u / 6};
    }

    int first;
    std::array<float, 4> weight;
};

/// Elastic displacements. Simard et al. smooth white noise on every pixel with a Gaussian; here a coarse grid
/// of noise is smoothed with the cubic B-spline of the same standard deviation, which looks alike, costs a
/// few nodes and four weights a pixel, and cannot displace further than the largest node.
class ElasticField {
public:
    void draw(const ImageChange& change, const Shape& shape);
    /// Adds the displacements of a row of pixels to where they come from.
    void addTo(int row, std::vector<float>& x, std::vector<float>& y) const;

private:
    void smoothAcross(int width);

    float m_spacing = 1; ///< pixels between two nodes
    int m_columns = 0;   ///< of the grid
    int m_rows = 0;
    int m_width = 0;
    std::vector<float> m_nodes;  ///< [x or y][row of the grid][column of the grid]
    std::vector<float> m_across; ///< [x or y][row of the grid][column of the image]
};

void ElasticField::draw(const ImageChange& change, const Shape& shape) {
    // The spline is a sum of four uniform distributions of width 1: its variance is 4 / 12.
    m_spacing = std::max(1.0f, static_cast<float>(std::numbers::sqrt3 * change.elasticSmoothness));
    const auto nodesAlong = [&](int side) {
        return static_cast<int>(static_cast<float>(side - 1) / m_spacing) + 4;
    };
    m_columns = nodesAlong(shape.width);
    m_rows = nodesAlong(shape.height);
    m_width = shape.width;
    m_nodes.resize(static_cast<std::size_t>(2 * m_rows * m_columns));
    // Smoothing white noise in both directions leaves the mean square of the spline, 151 / 315, twice.
    const double largest = change.elastic * std::numbers::sqrt3 / (151.0 / 315);
    Rng rng = change.displacements;
    for (float& node : m_nodes) node = static_cast<float>(rng.uniform(-largest, largest));
    smoothAcross(shape.width);
}

void ElasticField::smoothAcross(int width) {
    m_across.resize(static_cast<std::size_t>(2 * m_rows * width));
    for (int column = 0; column < width; ++column) {
        const SplinePlace place(static_cast<float>(column) / m_spacing);
        for (int row = 0; row < 2 * m_rows; ++row) {
            const float* nodes = m_nodes.data() + row * m_columns + place.first;
            float sum = 0;
            for (std::size_t i = 0; i < 4; ++i) sum += place.weight[i] * nodes[i];
            m_across[static_cast<std::size_t>(row * width + column)] = sum;
        }
    }
}

void ElasticField::addTo(int row, std::vector<float>& x, std::vector<float>& y) const {
    const SplinePlace place(static_cast<float>(row) / m_spacing);
    for (std::size_t i = 0; i < 4; ++i) {
        const float weight = place.weight[i];
        const float* ofX = m_across.data() + (place.first + static_cast<int>(i)) * m_width;
        const float* ofY = ofX + m_rows * m_width;
        for (int column = 0; column < m_width; ++column) {
            x[static_cast<std::size_t>(column)] += weight * ofX[column];
            y[static_cast<std::size_t>(column)] += weight * ofY[column];
        }
    }
}

/// Interpolates images at places between their pixels. Around the image lies a frame of zeros, one pixel on
/// the left and above, two on the right and below, and places further out are moved onto the frame: so every
/// place has four neighbours, and outside all of them are 0.
class Resampler {
public:
    void change(const ImageChange& change, const Shape& shape, const float* from, float* to);

private:
    void frame(const Shape& shape, const float* from);
    void placesOf(int row, AffineSource source);
    void findNeighbours(const Shape& shape);
    void blend(const float* framed, float* to) const;

    int m_width = 0;
    int m_framedWidth = 0;
    std::vector<float> m_framed; ///< the image in its frame
    ElasticField m_field;
    /// Where the pixels of a row come from; then, the weights of the neighbours to the right and below.
    std::vector<float> m_x, m_y;
    std::vector<int> m_upperLeft; ///< index of the first of the four neighbours in a framed channel
};

void Resampler::change(const ImageChange& change, const Shape& shape, const float* from, float* to) {
    frame(shape, from);
    const AffineSource source(change, shape);
    if (change.elastic != 0) m_field.draw(change, shape);
    for (int row = 0; row < shape.height; ++row) {
        placesOf(row, source);
        if (change.elastic != 0) m_field.addTo(row, m_x, m_y);
        findNeighbours(shape);
        for (int channel = 0; channel < shape.channels; ++channel)
            blend(m_framed.data() + channel * (shape.height + 3) * m_framedWidth,
                  to + (channel * shape.height + row) * m_width);
    }
}

void Resampler::frame(const Shape& shape, const float* from) {
    m_width = shape.width;
    m_framedWidth = shape.width + 3;
    const int framedHeight = shape.height + 3;
    for (auto* row : {&m_x, &m_y}) row->resize(static_cast<std::size_t>(m_width));
    m_upperLeft.resize(static_cast<std::size_t>(m_width));
    m_framed.assign(static_cast<std::size_t>(shape.channels * framedHeight * m_framedWidth), 0.0f);
    for (int channel = 0; channel < shape.channels; ++channel)
        for (int row = 0; row < shape.height; ++row)
            std::copy_n(from + (channel * shape.height + row) * m_width, m_width,
                        m_framed.data() + (channel * framedHeight + row + 1) * m_framedWidth + 1);
}

void Resampler::placesOf(int row, AffineSource source) {
    const float x0 = source.x0 + source.xPerRow * static_cast<float>(row);
    const float y0 = source.y0 + source.yPerRow * static_cast<float>(row);
    for (int column = 0; column < m_width; ++column) {
        m_x[static_cast<std::size_t>(column)] = x0 + source.xPerColumn * static_cast<float>(column);
        m_y[static_cast<std::size_t>(column)] = y0 + source.yPerColumn * static_cast<float>(column);
    }
}

void Resampler::findNeighbours(const Shape& shape) {
    const auto mostX = static_cast<float>(shape.width + 1), mostY = static_cast<float>(shape.height + 1);
    float *x = m_x.data(), *y = m_y.data();
    int* upperLeft = m_upperLeft.data();
    const int framedWidth = m_framedWidth;
    for (int column = 0; column < m_width; ++column) {
        const float framedX = std::min(std::max(x[column] + 1, 0.0f), mostX);
        const float framedY = std::min(std::max(y[column] + 1, 0.0f), mostY);
        const int left = static_cast<int>(framedX), upper = static_cast<int>(framedY);
        upperLeft[column] = upper * framedWidth + left;
        x[column] = framedX - static_cast<float>(left);
        y[column] = framedY - static_cast<float>(upper);
    }
}

void Resampler::blend(const float* framed, float* to) const {
    for (int column = 0; column < m_width; ++column) {
        const auto i = static_cast<std::size_t>(column);
        const float* upper = framed + m_upperLeft[i];
        const float* lower = upper + m_framedWidth;
        const float above = upper[0] + m_x[i] * (upper[1] - upper[0]);
        const float below = lower[0] + m_x[i] * (lower[1] - lower[0]);
        to[column] = above + m_y[i] * (below - above);
    }
}

} // namespace

ImageChange drawChange(const Augmentation& augmentation, std::size_t place) {
    constexpr std::uint64_t kMaxSamplesOfAMinibatch = std::uint64_t{1} << 32;
    Rng rng = Rng::stream(augmentation.seed, augmentation.minibatch * kMaxSamplesOfAMinibatch + place);
    const auto drawShift = [&] {
        return static_cast<int>(rng.below(static_cast<std::uint64_t>(2 * augmentation.shift + 1))) -
               augmentation.shift;
    };
    // Everything is drawn, also what is off, so that one kind of change does not depend on the others.
    ImageChange change;
    change.dx = drawShift();
    change.dy = drawShift();
    change.angle = augmentation.rotate * rng.uniform(-1, 1);
    change.size = 1 + augmentation.scale * rng.uniform(-1, 1);
    change.shear = augmentation.shear * rng.uniform(-1, 1);
    change.mirrored = rng.below(2) != 0 && augmentation.flip;
    change.elastic = augmentation.elastic;
    change.elasticSmoothness = augmentation.elasticSmoothness;
    change.displacements = rng;
    return change;
}

void changeImage(const ImageChange& change, const Shape& shape, const float* from, float* to) {
    assert(change.size > 0 && change.elasticSmoothness > 0);
    if (change.movesWholePixels()) return movePixels(change, shape, from, to);
    thread_local Resampler resampler; // keeps its memory, so that a step allocates nothing
    resampler.change(change, shape, from, to);
}

} // namespace tristate::data

#include "core/pictures/resize.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::pictures {

namespace {

/// What one pixel of the result covers of a row or column of the source.
struct Cover {
    int first = 0;
    std::vector<float> shares; ///< of the source's pixels from `first` on; their sum is 1
};

std::vector<Cover> covers(int from, int to) {
    std::vector<Cover> all;
    const double step = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
        const double begin = i * step, end = std::min<double>((i + 1) * step, from);
        Cover cover;
        cover.first = std::min(static_cast<int>(begin), from - 1);
        for (int p = cover.first; p < end && p < from; ++p)
            cover.shares.push_back(
                static_cast<float>((std::min<double>(end, p + 1) - std::max<double>(begin, p)) / step));
        all.push_back(std::move(cover));
    }
    return all;
}

} // namespace

Picture resized(const Picture& picture, int width, int height) {
    if (picture.width == width && picture.height == height) return picture;
    const auto channels = static_cast<std::size_t>(picture.channels);
    const std::vector<Cover> columns = covers(picture.width, width), rows = covers(picture.height, height);
    const std::size_t sourceRow = static_cast<std::size_t>(picture.width) * channels;
    Picture made{width, height, picture.channels, {}};
    made.pixels.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * channels);
    std::vector<float> mean(sourceRow);
    for (const Cover& row : rows) {
        std::fill(mean.begin(), mean.end(), 0.0f);
        for (std::size_t r = 0; r < row.shares.size(); ++r) {
            const std::uint8_t* from =
                picture.pixels.data() + (static_cast<std::size_t>(row.first) + r) * sourceRow;
            for (std::size_t i = 0; i < sourceRow; ++i)
                mean[i] += row.shares[r] * static_cast<float>(from[i]);
        }
        for (const Cover& column : columns)
            for (std::size_t c = 0; c < channels; ++c) {
                float sum = 0;
                for (std::size_t p = 0; p < column.shares.size(); ++p)
                    sum +=
                        column.shares[p] * mean[(static_cast<std::size_t>(column.first) + p) * channels + c];
                made.pixels.push_back(static_cast<std::uint8_t>(std::clamp(std::lround(sum), 0l, 255l)));
            }
    }
    return made;
}

Picture withChannels(Picture picture, int channels) {
    if (picture.channels == channels) return picture;
    std::vector<std::uint8_t> pixels;
    const std::vector<std::uint8_t>& from = picture.pixels;
    if (channels == 3) {
        pixels.reserve(3 * from.size());
        for (const std::uint8_t grey : from) pixels.insert(pixels.end(), 3, grey);
    } else {
        constexpr int kRed = 299, kGreen = 587, kBlue = 114, kAll = 1000;
        pixels.reserve(from.size() / 3);
        for (std::size_t i = 0; i + 2 < from.size(); i += 3)
            pixels.push_back(static_cast<std::uint8_t>(
                (kRed * from[i] + kGreen * from[i + 1] + kBlue * from[i + 2] + kAll / 2) / kAll));
    }
    picture.channels = channels;
    picture.pixels = std::move(pixels);
    return picture;
}

Picture turned(Picture picture, int orientation) {
    if (orientation < 2 || orientation > 8) return picture;
    const bool isAcross = orientation >= 5; // rows become columns
    const bool mirrorsX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool mirrorsY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Picture made{isAcross ? picture.height : picture.width, isAcross ? picture.width : picture.height,
                 picture.channels, std::vector<std::uint8_t>(picture.pixels.size())};
    auto* to = made.pixels.data();
    for (int y = 0; y < made.height; ++y)
        for (int x = 0; x < made.width; ++x) {
            int fromX = isAcross ? y : x, fromY = isAcross ? x : y;
            if (mirrorsX) fromX = picture.width - 1 - fromX;
            if (mirrorsY) fromY = picture.height - 1 - fromY;
            const auto at = (static_cast<std::size_t>(fromY) * static_cast<std::size_t>(picture.width) +
                             static_cast<std::size_t>(fromX)) *
                            static_cast<std::size_t>(picture.channels);
            to = std::copy_n(picture.pixels.data() + at, picture.channels, to);
        }
    return made;
}

void copyByChannel(const Picture& picture, std::uint8_t* to) {
    const auto channels = static_cast<std::size_t>(picture.channels);
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t i = c; i < picture.pixels.size(); i += channels) *to++ = picture.pixels[i];
}

} // namespace tristate::pictures

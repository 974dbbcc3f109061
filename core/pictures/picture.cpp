#include "core/pictures/picture.h"

#include "core/base/error.h"
#include "core/base/lower_case.h"
#include "core/messages/sources.h"
#include "core/pictures/bitmap.h"
#include "core/pictures/exif.h"
#include "core/pictures/resize.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <new>
#include <spng.h>
#include <turbojpeg.h>
#include <utility>

namespace tristate::pictures {

namespace {

using Bytes = std::span<const std::uint8_t>;

/// Of a byte: 8 pixels of one bit, packed as well as deflate can.
constexpr std::uint64_t kPixelsOfPng = 8 * 1032;
/// Of a byte: JPEG says of many blocks at once that they go on as they were.
constexpr std::uint64_t kPixelsOfJpeg = 4096;
constexpr std::uint8_t kWhite = 255;

bool begins(Bytes bytes, std::string_view magic) {
    return bytes.size() >= magic.size() &&
           std::equal(magic.begin(), magic.end(), bytes.begin(),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

/// Four channels, the last of which says how much of the colour there is.
std::vector<std::uint8_t> onWhite(const std::vector<std::uint8_t>& rgba) {
    std::vector<std::uint8_t> rgb;
    rgb.reserve(rgba.size() / 4 * 3);
    for (std::size_t i = 0; i + 3 < rgba.size(); i += 4)
        for (std::size_t c = 0; c < 3; ++c)
            rgb.push_back(static_cast<std::uint8_t>(
                (rgba[i + c] * rgba[i + 3] + kWhite * (kWhite - rgba[i + 3]) + kWhite / 2) / kWhite));
    return rgb;
}

Picture readPng(Bytes bytes, const std::string& file) {
    const std::unique_ptr<spng_ctx, void (*)(spng_ctx*)> png(spng_ctx_new(0), spng_ctx_free);
    if (!png) throw std::bad_alloc();
    const auto check = [&](int status) {
        if (status != 0) throw Error(say::kPictureDamaged, file, spng_strerror(status));
    };
    constexpr std::size_t kMaxChunk = 1 << 20;
    spng_set_chunk_limits(png.get(), std::min(bytes.size(), kMaxChunk), std::min(bytes.size(), kMaxChunk));
    check(spng_set_png_buffer(png.get(), bytes.data(), bytes.size()));
    spng_ihdr header{};
    check(spng_get_ihdr(png.get(), &header));
    requirePixels(header.width, header.height, bytes.size(), kPixelsOfPng, file);
    spng_trns transparency{};
    const bool isGrey = header.color_type == SPNG_COLOR_TYPE_GRAYSCALE && header.bit_depth <= 8 &&
                        spng_get_trns(png.get(), &transparency) != 0;
    const int format = isGrey ? SPNG_FMT_G8 : SPNG_FMT_RGBA8;
    std::size_t size = 0;
    check(spng_decoded_image_size(png.get(), format, &size));
    Picture picture{static_cast<int>(header.width), static_cast<int>(header.height), isGrey ? 1 : 3,
                    std::vector<std::uint8_t>(size)};
    check(spng_decode_image(png.get(), picture.pixels.data(), size, format, isGrey ? 0 : SPNG_DECODE_TRNS));
    if (!isGrey) picture.pixels = onWhite(picture.pixels);
    return picture;
}

Picture readJpeg(Bytes bytes, const std::string& file) {
    const std::unique_ptr<void, int (*)(tjhandle)> jpeg(tjInitDecompress(), tjDestroy);
    if (!jpeg) throw std::bad_alloc();
    const auto check = [&](int status) {
        if (status != 0 && tjGetErrorCode(jpeg.get()) != TJERR_WARNING)
            throw Error(say::kPictureDamaged, file, tjGetErrorStr2(jpeg.get()));
    };
    int width = 0, height = 0, sampling = 0, space = 0;
    const auto size = static_cast<unsigned long>(bytes.size());
    check(tjDecompressHeader3(jpeg.get(), bytes.data(), size, &width, &height, &sampling, &space));
    requirePixels(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height), bytes.size(),
                  kPixelsOfJpeg, file);
    const bool isPrint = space == TJCS_CMYK || space == TJCS_YCCK, isGrey = space == TJCS_GRAY;
    const int format = isGrey ? TJPF_GRAY : isPrint ? TJPF_CMYK : TJPF_RGB;
    const std::size_t channels = isGrey ? 1 : isPrint ? 4 : 3;
    Picture picture{width, height, isGrey ? 1 : 3,
                    std::vector<std::uint8_t>(static_cast<std::size_t>(width) *
                                              static_cast<std::size_t>(height) * channels)};
    constexpr int kStopOnWarning = TJFLAG_STOPONWARNING; // a cut off picture is none
    check(tjDecompress2(jpeg.get(), bytes.data(), size, picture.pixels.data(), width, 0, height, format,
                        kStopOnWarning | TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS));
    if (isPrint) { // stored inverted: a colour times what the key leaves of it
        std::vector<std::uint8_t> rgb;
        for (std::size_t i = 0; i + 3 < picture.pixels.size(); i += 4)
            for (std::size_t c = 0; c < 3; ++c)
                rgb.push_back(
                    static_cast<std::uint8_t>(picture.pixels[i + c] * picture.pixels[i + 3] / kWhite));
        picture.pixels = std::move(rgb);
    }
    return turned(std::move(picture), exifOrientation(bytes));
}

bool isAllGrey(const Picture& picture) {
    if (picture.channels == 1) return true;
    const std::vector<std::uint8_t>& p = picture.pixels;
    for (std::size_t i = 0; i + 2 < p.size(); i += 3)
        if (p[i] != p[i + 1] || p[i] != p[i + 2]) return false;
    return true;
}

} // namespace

bool hasPictureName(std::string_view path) {
    const std::size_t point = path.rfind('.');
    if (point == path.npos) return false;
    const std::string ending = lowerCase(path.substr(point));
    constexpr std::array<std::string_view, 7> kEndings{".png", ".jpg", ".jpeg", ".bmp",
                                                       ".pgm", ".ppm", ".pnm"};
    return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

void requirePixels(std::uint64_t width, std::uint64_t height, std::size_t bytes, std::uint64_t most,
                   const std::string& file) {
    constexpr std::uint64_t kMaxSide = 1 << 16;
    if (width > kMaxSide || height > kMaxSide || width * height > most * bytes)
        throw Error(say::kPictureSize, file, width, height, bytes);
}

Picture readPicture(Bytes bytes, const std::string& file) {
    Picture picture;
    if (begins(bytes, "\x89PNG"))
        picture = readPng(bytes, file);
    else if (begins(bytes, "\xff\xd8\xff"))
        picture = readJpeg(bytes, file);
    else if (begins(bytes, "BM"))
        picture = readBmp(bytes, file);
    else if (begins(bytes, "P2") || begins(bytes, "P3") || begins(bytes, "P5") || begins(bytes, "P6"))
        picture = readPnm(bytes, file);
    else
        throw Error(say::kNoPicture, file);
    if (picture.channels == 3 && isAllGrey(picture)) {
        for (std::size_t i = 0; i < picture.pixels.size() / 3; ++i) picture.pixels[i] = picture.pixels[3 * i];
        picture.pixels.resize(picture.pixels.size() / 3);
        picture.channels = 1;
    }
    return picture;
}

} // namespace tristate::pictures

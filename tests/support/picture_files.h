#pragma once

#include <cstdint>
#include <cstdlib>
#include <spng.h>
#include <string>
#include <turbojpeg.h>
#include <vector>

/// Pictures as files hold them, made by the libraries that write them.
namespace tristate::test {

struct PngKind {
    std::uint8_t colour = SPNG_COLOR_TYPE_GRAYSCALE;
    std::uint8_t bits = 8;
    std::vector<std::vector<std::uint8_t>> palette{}; ///< red, green, blue, alpha
};

/// `pixels` as a PNG of that kind has them, whole bytes for each channel (or big-endian pairs of 16 bits).
inline std::string png(std::uint32_t width, std::uint32_t height, const std::vector<std::uint8_t>& pixels,
                       const PngKind& kind = {}) {
    spng_ctx* const context = spng_ctx_new(SPNG_CTX_ENCODER);
    spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1);
    spng_ihdr header{width, height, kind.bits, kind.colour, 0, 0, 0};
    spng_set_ihdr(context, &header);
    if (!kind.palette.empty()) {
        spng_plte palette{};
        spng_trns alpha{};
        for (const auto& colour : kind.palette) {
            palette.entries[palette.n_entries++] = {colour[0], colour[1], colour[2], 255};
            alpha.type3_alpha[alpha.n_type3_entries++] = colour[3];
        }
        spng_set_plte(context, &palette);
        spng_set_trns(context, &alpha);
    }
    spng_encode_image(context, pixels.data(), pixels.size(), SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
    std::size_t size = 0;
    int problem = 0;
    void* const bytes = spng_get_png_buffer(context, &size, &problem);
    std::string file(static_cast<const char*>(bytes), size);
    std::free(bytes);
    spng_ctx_free(context);
    return file;
}

/// A JPEG of the best quality of grey pixels; with an EXIF orientation when that is not 0.
inline std::string jpeg(int width, int height, const std::vector<std::uint8_t>& grey, int orientation = 0) {
    tjhandle compressor = tjInitCompress();
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    tjCompress2(compressor, grey.data(), width, 0, height, TJPF_GRAY, &bytes, &size, TJSAMP_GRAY, 100, 0);
    std::string file(reinterpret_cast<const char*>(bytes), size);
    tjFree(bytes);
    tjDestroy(compressor);
    if (orientation == 0) return file;
    std::string exif("\xff\xe1\0\x22"
                     "Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0",
                     36);
    exif[29] = static_cast<char>(orientation);
    return file.substr(0, 2) + exif + file.substr(2);
}

} // namespace tristate::test

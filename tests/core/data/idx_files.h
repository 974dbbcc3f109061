#pragma once

#include "tests/support/temp_dir.h"

#include <cstdint>
#include <string>
#include <vector>
#include <zlib.h>

/// Small IDX files for tests, built byte by byte so that each can be wrong in one way.
namespace tristate::test {

inline std::string bigEndian(std::uint32_t value) {
    std::string word;
    for (int shift = 24; shift >= 0; shift -= 8) word += static_cast<char>(value >> shift & 0xff);
    return word;
}

/// An IDX header; type 8 is unsigned bytes.
inline std::string idxHeader(const std::vector<std::uint32_t>& sizes, int type = 8) {
    std::string header{'\0', '\0', static_cast<char>(type), static_cast<char>(sizes.size())};
    for (const std::uint32_t size : sizes) header += bigEndian(size);
    return header;
}

/// `count` images whose bytes count up from 0: pixel p of image i is i * height * width + p, modulo 256.
inline std::string idxImages(std::uint32_t count, std::uint32_t height = 2, std::uint32_t width = 3) {
    std::string file = idxHeader({count, height, width});
    for (std::uint32_t i = 0; i < count * height * width; ++i) file += static_cast<char>(i & 0xff);
    return file;
}

inline std::string idxLabels(const std::vector<std::uint8_t>& labels) {
    return idxHeader({static_cast<std::uint32_t>(labels.size())}) + std::string(labels.begin(), labels.end());
}

/// The content of a .gz file.
inline std::string gzip(const std::string& content) {
    const TempDir dir;
    const auto file = dir / "packed.gz";
    const gzFile stream = gzopen(file.c_str(), "wb");
    gzwrite(stream, content.data(), static_cast<unsigned>(content.size()));
    gzclose(stream);
    std::ifstream packed(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(packed), {}};
}

/// The four files of a data directory, correct until a test changes one: four training and two test images of
/// 2 x 3 pixels in three classes.
struct IdxDirectory {
    std::string trainImages = idxImages(4);
    std::string trainLabels = idxLabels({0, 1, 2, 1});
    std::string testImages = idxImages(2);
    std::string testLabels = idxLabels({2, 0});

    void writeTo(const TempDir& dir) const {
        dir.write("train-images-idx3-ubyte", trainImages);
        dir.write("train-labels-idx1-ubyte", trainLabels);
        dir.write("t10k-images-idx3-ubyte", testImages);
        dir.write("t10k-labels-idx1-ubyte", testLabels);
    }
};

} // namespace tristate::test

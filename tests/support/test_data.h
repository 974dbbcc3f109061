#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

namespace tristate::test {

/// Data that is not part of this repository, and which tests use where it is installed. A test without it
/// skips:
///
///     const auto mnist = mnistDirectory();
///     if (!mnist) GTEST_SKIP() << kNoMnist;

inline constexpr const char* kNoMnist =
    "MNIST was not found: set TRISTATE_DATA to a directory that holds its four IDX files.";
inline constexpr const char* kNoFashionMnist =
    "Fashion-MNIST was not found: install the package dataset-fashion-mnist.";

inline bool holdsIdxFiles(const std::filesystem::path& directory) {
    std::error_code ignored;
    return std::filesystem::exists(directory / "train-images-idx3-ubyte.gz", ignored) ||
           std::filesystem::exists(directory / "train-images-idx3-ubyte", ignored);
}

/// $TRISTATE_DATA, then the directory shared/data beside the sources; in each, its folder `mnist`, then
/// itself.
inline std::optional<std::filesystem::path> mnistDirectory() {
    std::vector<std::filesystem::path> places;
    if (const char* data = std::getenv("TRISTATE_DATA")) places.emplace_back(data);
    places.push_back(std::filesystem::path(TRISTATE_SOURCE_DIR).parent_path() / "shared" / "data");
    for (const auto& place : places) {
        for (const auto& directory : {place / "mnist", place}) {
            if (holdsIdxFiles(directory)) return directory;
        }
    }
    return std::nullopt;
}

inline std::optional<std::filesystem::path> fashionMnistDirectory() {
    const std::filesystem::path directory = "/usr/share/datasets/fashion-mnist";
    if (holdsIdxFiles(directory)) return directory;
    return std::nullopt;
}

} // namespace tristate::test

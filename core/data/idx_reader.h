#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tristate::data {

/// Grey images of one size, as bytes: image i starts at i * height * width, row by row from the top.
struct IdxImages {
    int count = 0;
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> bytes;
};

/// Readers of the IDX format (LeCun, Cortes, Burges: the MNIST files), unsigned bytes, plain or gzip, told
/// apart by the content. The file is not trusted: the sizes in its header are compared with what the file can
/// hold before memory is taken, and memory grows only as data arrives. Throws Error with the file, the place,
/// what was expected and what was found. Thread-safe. `progress`
/// hears of reading, and ends it; null: nobody.
IdxImages readIdxImages(const std::filesystem::path& file, LoadProgress* progress = nullptr);
std::vector<std::uint8_t> readIdxLabels(const std::filesystem::path& file);

/// Whether a file of such a directory (loadIdxDirectory) lies in the directory, in whatever spelling.
/// Thread-safe.
bool holdsIdxFiles(const std::filesystem::path& directory);

/// Whether all four of them do.
bool holdsAllIdxFiles(const std::filesystem::path& directory);

/// The training and the test data of a directory like MNIST's: `train-images-idx3-ubyte`,
/// `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte`, `t10k-labels-idx1-ubyte`, each plain or with `.gz`,
/// also spelt `train-images.idx3-ubyte`; a plain file goes before a packed one. Labels must be 0, 1, 2...
/// without a gap (0 itself may be unused, as in EMNIST letters); their number comes from the training labels.
/// Classes are named by their number, or by Fashion-MNIST's names when the directory's name contains
/// "fashion". `validation` stays empty. Throws Error as above. Thread-safe.
Splits loadIdxDirectory(const std::filesystem::path& directory, LoadProgress* progress = nullptr);

/// How many training images the directory claims to hold; 0 when that cannot be read. Thread-safe.
int countIdxTrainingImages(const std::filesystem::path& directory);

} // namespace tristate::data

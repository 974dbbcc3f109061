#pragma once

#include "core/data/dataset.h"

#include <filesystem>
#include <string>

namespace tristate::data {

/// Whether a batch of CIFAR-10 (loadCifarDirectory) lies in the directory or in its `cifar-10-batches-bin`.
/// Thread-safe.
bool holdsCifarFiles(const std::filesystem::path& directory);

/// The training and the test data of the binary version of CIFAR-10 (Krizhevsky 2009): `data_batch_1.bin` to
/// `data_batch_5.bin` and `test_batch.bin`, each plain or with `.gz` (a plain file goes before a packed one),
/// in the directory or, as the archive unpacks, in `cifar-10-batches-bin` below it. Fewer training batches
/// will do when they are numbered from 1 without a gap. A batch is records of one label byte, 0 to 9, and
/// 3 x 32 x 32 pixel bytes in (channel, y, x) order, channels red, green, blue. Classes are named by
/// `batches.meta.txt` where it is, else by their known names. `validation` stays empty. The files are not
/// trusted: memory grows only as data arrives. Throws Error with the file, the record, what was expected and
/// what was found. Thread-safe.
Splits loadCifarDirectory(const std::filesystem::path& directory);

} // namespace tristate::data

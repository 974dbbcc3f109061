#pragma once

#include "core/io/files/atomic_file.h"
#include "core/nn/plain_network.h"
#include "tests/support/temp_dir.h"

#include <cstring>
#include <stdexcept>

namespace tristate::test {

/// Rows of samples or logits as other programs exchange them: raw little-endian float32 values.
inline void storeRows(const std::filesystem::path& file, const nn::RowMatrix& rows) {
    store(file, {reinterpret_cast<const char*>(rows.data()),
                 static_cast<std::size_t>(rows.size()) * sizeof(float)});
}

/// Throws when the file holds another number of values.
inline nn::RowMatrix readRows(const std::filesystem::path& file, Eigen::Index rows, int columns) {
    const std::string bytes = io::readWholeFile(file);
    nn::RowMatrix found(rows, columns);
    if (bytes.size() != static_cast<std::size_t>(found.size()) * sizeof(float))
        throw std::runtime_error(file.string() + " holds another number of values");
    std::memcpy(found.data(), bytes.data(), bytes.size());
    return found;
}

} // namespace tristate::test

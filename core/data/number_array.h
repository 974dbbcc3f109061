#pragma once

#include "core/data/byte_source.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tristate::data {

enum class NumberType {
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float16,
    Float32,
    Float64
};

/// Bytes that a number of the type takes.
std::size_t sizeOf(NumberType type);

/// An array as a file has it.
struct NumberArray {
    std::string name;               ///< of the file, in quotes, for messages
    std::vector<std::size_t> shape; ///< slowest first, whatever the order of the bytes
    NumberType type = NumberType::UInt8;
    bool bigEndian = false;
    bool fortran = false; ///< the first index runs fastest
    std::vector<std::uint8_t> bytes;

    std::size_t size() const;
    /// As one number each, the last index fastest; 64-bit integers may be rounded.
    std::vector<double> numbers() const;
};

inline constexpr std::size_t kMaxDimensions = 4; ///< of samples: number, channels, height, width

/// Reads what follows the header, for which `shape` and `type` are set: as many bytes as that promises, and
/// no more. Throws Error where the file cannot hold them.
void readNumbers(ByteSource& source, NumberArray& array);

/// The samples of an array without labels: of 2 dimensions rows of numbers, of 3 grey images, of 4 colour
/// images, whose channels (1 or 3) are the second dimension or the last. Unsigned bytes stay bytes. Throws
/// Error for another shape and for numbers that are not finite.
Dataset samplesOf(NumberArray array);

/// The labels of both parts: whole numbers, each different one of the training part a class, in order, or
/// rows with a 1 for the class. `test` may be empty (null). Throws Error naming the array and what is wrong:
/// a fraction, a number of labels that is not that of the samples, one class alone, a label that the training
/// part has none of.
void setLabels(Dataset& train, const NumberArray& trainLabels, Dataset* test, const NumberArray* testLabels);

} // namespace tristate::data

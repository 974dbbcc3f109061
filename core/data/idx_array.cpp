#include "core/data/idx_array.h"

#include "core/base/error.h"
#include "core/messages/sources.h"

#include <array>
#include <cstdio>

namespace tristate::data {

namespace {

/// Nothing for a code that is no number type.
bool findType(std::uint8_t code, NumberType& type) {
    switch (code) {
    case 0x08:
        type = NumberType::UInt8;
        return true;
    case 0x09:
        type = NumberType::Int8;
        return true;
    case 0x0b:
        type = NumberType::Int16;
        return true;
    case 0x0c:
        type = NumberType::Int32;
        return true;
    case 0x0d:
        type = NumberType::Float32;
        return true;
    case 0x0e:
        type = NumberType::Float64;
        return true;
    default:
        return false;
    }
}

} // namespace

NumberArray readIdxArray(ByteSource& source) {
    NumberArray array;
    array.bigEndian = true;
    std::array<std::uint8_t, 4> word{};
    source.readExactly(word, "the IDX magic number");
    if (word[0] != 0 || word[1] != 0 || !findType(word[2], array.type) || word[3] < 1 ||
        word[3] > kMaxDimensions) {
        std::array<char, 16> found{};
        std::snprintf(found.data(), found.size(), "0x%02x%02x%02x%02x", word[0], word[1], word[2], word[3]);
        throw Error(say::kNoIdxArray, source.name(), found.data(), kMaxDimensions);
    }
    const int dimensions = word[3];
    for (int d = 0; d < dimensions; ++d) {
        source.readExactly(word, "the sizes in the IDX header");
        array.shape.push_back(std::size_t{word[0]} << 24 | std::size_t{word[1]} << 16 |
                              std::size_t{word[2]} << 8 | std::size_t{word[3]});
    }
    readNumbers(source, array);
    return array;
}

} // namespace tristate::data

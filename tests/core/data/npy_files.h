#pragma once

#include <cstring>
#include <string>
#include <vector>

/// Arrays as NumPy writes them, so that each can be wrong in one way.
namespace tristate::test {

/// Of a type as NumPy spells it ("<f4") and a shape ("2, 3"), with these bytes.
inline std::string npy(const std::string& type, const std::string& shape, const std::string& bytes,
                       bool fortran = false) {
    std::string header = "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") +
                         ", 'shape': (" + shape + "), }";
    header.resize(118, ' ');
    return std::string("\x93NUMPY\1\0\x76\0", 10) + header + bytes;
}

template <class T>
std::string npyOf(const std::string& type, const std::string& shape, const std::vector<T>& numbers) {
    std::string bytes(numbers.size() * sizeof(T), '\0');
    std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return npy(type, shape, bytes);
}

} // namespace tristate::test

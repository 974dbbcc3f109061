#pragma once

#include "core/nn/plain_network.h"

#include <string>

namespace tristate::io {

/// The C functions of single layers, each "static void NAME(const float *restrict in, float *restrict out)"
/// behind the constant arrays it reads. Maps are interleaved, [y][x][map], in and out. Internal to core/io.

/// A valid convolution (without padding); `in` and `out` are its shapes.
std::string cConvolution(const std::string& name, const nn::PlainConv& conv, Shape in, Shape out);
/// `in`: of interleaved maps, or flat.
std::string cDense(const std::string& name, const nn::PlainDense& dense, Shape in);
std::string cPool(const std::string& name, const nn::PlainPool& pool, Shape in, Shape out);
/// `in`: of interleaved maps, or flat; the indices count in (channel, y, x) order.
std::string cSelection(const std::string& name, const nn::PlainSelect& select, Shape in);
/// Zeros around maps.
std::string cPadding(const std::string& name, Shape in, int padding);
/// (channel, y, x) to (y, x, channel), and back.
std::string cInterleave(const std::string& name, Shape shape);
std::string cSeparate(const std::string& name, Shape shape);

/// "static void relu(float *values, int count)", "static void leaky_relu(float *values, int count, float
/// slope)" and "static void copy(const float *in, float *out, int count)"
extern const char* const kCRelu;
extern const char* const kCLeakyRelu;
extern const char* const kCCopy;
/// The macro the functions above use.
extern const char* const kCKeepLoop;

} // namespace tristate::io

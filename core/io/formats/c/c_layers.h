#pragma once

#include "core/nn/plain_network.h"

#include <cstddef>
#include <string>

namespace tristate::io {

/// The C functions of single nodes, each "static void NAME(const float *restrict in, float *restrict out)"
/// behind the constant arrays it reads. Maps are interleaved, [y][x][map], in and out. Internal to core/io.
struct CFunction {
    std::string text;
    std::size_t constants = 0; ///< bytes of its arrays
};

/// A convolution without padding; `in` and `out` are its shapes.
CFunction cConvolution(const std::string& name, const graph::Conv& conv, const nn::NodeWeights& numbers,
                       Shape in, Shape out);
CFunction cDepthwise(const std::string& name, const graph::Depthwise& conv, const nn::NodeWeights& numbers,
                     Shape in, Shape out);
/// `in`: of interleaved maps, or flat.
CFunction cDense(const std::string& name, const nn::NodeWeights& numbers, Shape in);
CFunction cPool(const std::string& name, const graph::Pool& pool, Shape in, Shape out);
CFunction cGlobalAverage(const std::string& name, Shape in);
/// `in`: of interleaved maps, or flat; indices of values count in (channel, y, x) order.
CFunction cSelection(const std::string& name, const graph::Select& select, Shape in);
CFunction cAffine(const std::string& name, const nn::NodeWeights& numbers, Shape in);
/// Calls powf() of math.h.
CFunction cResponseNorm(const std::string& name, const graph::ResponseNorm& norm, Shape in);
/// Zeros around maps.
CFunction cPadding(const std::string& name, Shape in, int padding);
/// (channel, y, x) to (y, x, channel).
CFunction cInterleave(const std::string& name, Shape shape);

/// Functions that nodes share. By name: "static void relu(float *values, int count)",
/// "leaky_relu(float *values, int count, float slope)", "cap(float *values, int count, float most)",
/// "copy(const float *in, float *out, int count)", "sum(const float *a, const float *b, float *out, int
/// count)", where out may be a or b, and "join(const float *in, float *out, int positions, int channels,
/// int first, int all)", which puts maps among others.
struct CSharedFunction {
    const char* name;
    const char* text;
};
extern const CSharedFunction kCSharedFunctions[6];
/// The macro the functions above use.
extern const char* const kCKeepLoop;

} // namespace tristate::io

#pragma once

#include "core/io/formats/metadata.h"
#include "core/nn/plain_network.h"

#include <cstddef>
#include <string>

namespace tristate::io {

/// What predict() of an exported source may put on the stack for the values between its layers.
inline constexpr std::size_t kMaxCStack = std::size_t{1} << 20;

/// What predict() of this network would put there, in bytes.
std::size_t cStackBytes(const nn::PlainNetwork& network);

/// The network as one C99 source file that includes nothing: constant arrays and
///
///     #define PREDICT_INPUTS 784
///     #define PREDICT_OUTPUTS 10
///     void predict(const float *input, float *logits);
///
/// Input: values 0..1 in (channel, y, x) order, as everywhere. predict() allocates nothing, writes no global,
/// and so may run in several threads at once; the values between layers lie on the stack. The metadata are
/// in a comment. Between layers the source keeps maps interleaved, [y][x][map], and lets several columns
/// share each weight: so a compiler vectorises over maps. Throws Error when a weight is not finite or the
/// stack would exceed kMaxCStack.
std::string toCSource(const nn::PlainNetwork& network, const Metadata& metadata);

} // namespace tristate::io

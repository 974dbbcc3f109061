#pragma once

#include "core/io/formats/metadata.h"
#include "core/nn/plain_network.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tristate::io {

/// What predict() of an exported source may put on the stack for the values between its nodes.
inline constexpr std::size_t kMaxCStack = std::size_t{1} << 20;

/// What predict() takes of a device, in bytes: RAM for the values between its nodes, and flash for its
/// constants.
struct CNeeds {
    std::size_t stack = 0, constants = 0;
};
CNeeds cNeeds(const nn::PlainNetwork& network);

/// The network as one C99 source file that includes nothing (math.h where it normalises responses): constant
/// arrays and
///
///     #define PREDICT_INPUTS 784
///     #define PREDICT_OUTPUTS 10
///     void predict(const float *input, float *logits);
///
/// With a prefix, "digits": DIGITS_PREDICT_INPUTS, digits_predict and so on, so that several networks fit one
/// program. Input: values 0..1 in (channel, y, x) order, as everywhere. predict() allocates nothing, writes
/// no global, and so may run in several threads at once; the values between nodes lie on the stack, in one
/// array in which each takes the place of those that nobody needs any more. A comment says how many bytes
/// that are, how many the constants have, and holds the metadata. Between nodes the source keeps maps
/// interleaved, [y][x][map], and lets several columns share each weight: so a compiler vectorises over maps.
/// Throws Error when a weight is not finite, the stack would exceed kMaxCStack, or the prefix is no name in
/// C.
std::string toCSource(const nn::PlainNetwork& network, const Metadata& metadata,
                      const std::string& prefix = "");

/// What it takes of a device, and a source of the same predict() to measure it.
struct CMeasurable {
    CNeeds needs;
    /// With a call of `void after_call(int call)` behind each of its calls.
    std::string source;
    std::vector<std::string>
        layers; ///< for each of these calls the node that it is part of: "conv1", "relu1"
};
/// Of a network that toCSource() takes.
CMeasurable measurableC(const nn::PlainNetwork& network);

/// "predict", "digits_predict". Throws Error when the prefix is no name in C.
std::string cPredictName(const std::string& prefix);

/// The header file that declares what such a source defines, for C and C++.
std::string toCHeader(const nn::PlainNetwork& network, const Metadata& metadata,
                      const std::string& prefix = "");

} // namespace tristate::io

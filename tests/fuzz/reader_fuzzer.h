#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <functional>
#include <string>

namespace tristate::fuzz {

/// What a reader may allocate at a time for each byte of its file, beside kFreeBytes: a byte of JSON or of
/// ONNX may become a node of a tree.
inline constexpr std::size_t kBytesOfText = 512;
/// For a file that may be packed by gzip, at best 1032 : 1, into an array that doubles as it grows.
inline constexpr std::size_t kBytesOfGzip = 3 * 1032;
inline constexpr std::size_t kFreeBytes = 4 << 20;

/// Runs a reader. It may succeed or throw Error; another exception, or more memory at a time than `perByte`
/// and `freeBytes` allow a file of this size, ends the program, which the fuzzer reports as a finding.
void expectSentence(std::size_t fileSize, std::size_t perByte, const std::function<void()>& read,
                    std::size_t freeBytes = kFreeBytes);

/// The path of a file in memory with this content, the same one for every call.
std::string fileWith(const std::string& content);

} // namespace tristate::fuzz

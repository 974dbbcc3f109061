#pragma once

#include <cstdint>
#include <string>

namespace tristate::io {

/// What the writer puts into a file and the reader looks for. Internal to core/io.

inline constexpr const char* kOnnxInput = "input";
inline constexpr const char* kOnnxOutput = "logits";
/// Runtimes refuse an ir_version newer than themselves; 7 opens everywhere.
inline constexpr std::int64_t kIrVersion = 7;
inline constexpr std::int64_t kOpset = 13;
/// The operators read here have kept their meaning since this one.
inline constexpr std::int64_t kOldestOpset = 7;

/// Our metadata among those of others.
inline const std::string kMetadataPrefix = "tristate.";
/// PlainNetwork::keptUnits as JSON: one list of indices for every weight layer.
inline const std::string kKeptUnitsKey = "kept_units";

} // namespace tristate::io

#pragma once

#include "core/io/store/tensor_file.h"
#include "core/nn/network.h"
#include "core/train/history.h"

namespace tristate::io {

/// The curves as one array for each quantity ("points.loss"...) and the gate columns as one for each gated
/// layer ("columns.gates1", a row for each point that has its gates). Binary, so that every bit and "not
/// measured" survive. Events are text and belong into the header. Internal to core/io.

/// Throws Error when the history is of another network.
void addHistory(TensorFileWriter& writer, const train::History& history, const nn::Network& network);
Json eventsToJson(const train::History& history);

train::History readHistory(const TensorFileReader& reader, const nn::Network& network);

} // namespace tristate::io

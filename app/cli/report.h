#pragma once

#include "core/base/message.h"
#include "core/io/export/export_model.h"
#include "core/nn/network.h"
#include "core/nn/plain_network.h"
#include "core/train/evaluate.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace tristate::cli {

using Json = nlohmann::ordered_json;

/// Prints one JSON object as one line on standard output, at once.
void printLine(const Json& object);

/// What is left of a network: closed units do not count, linear layers are not merged.
struct Size {
    std::vector<int> architecture; ///< open units of every gated layer
    int neurons = 0;               ///< their sum
    long long parameters = 0;
    long long flops = 0; ///< of one sample, forward
};

Size sizeOf(const nn::Network& network);
/// Of a network without gates: every weight layer but the last one counts as gated.
Size sizeOf(const nn::PlainNetwork& network);

/// Adds architecture, neurons, parameters and flops.
void addSize(Json& object, const Size& size);

/// In English, one text each.
std::vector<std::string> toTexts(const std::vector<Message>& messages);

/// Of a regression: adds task, metric and what is known of each target; of classes nothing.
void addFigures(Json& object, const data::Dataset& data, const train::Evaluation& figures);
/// A line for each target of a regression; of classes nothing.
std::string figuresText(const data::Dataset& data, const train::Evaluation& figures);

Json toJson(const io::ExportProof& proof);
/// The same for a person, a few lines.
std::string toText(const io::ExportProof& proof);

} // namespace tristate::cli

#pragma once

#include "core/base/message.h"
#include "core/io/export/export_proof.h"
#include "core/io/export/input_range.h"
#include "core/nn/network.h"
#include "core/nn/plain_network.h"
#include "core/train/checkpoint.h"
#include "core/train/reports.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tristate::io {

/// A pre-trained network of another program, and what training goes on with.
struct ImportedModel {
    std::filesystem::path file;
    nn::PlainNetwork original; ///< as it was read, with the input range in front
    InputRange range{};
    /// Its ReLUs are tri-state ReLUs with every gate open.
    std::shared_ptr<const nn::Network> network;
    std::vector<Message> notes; ///< about what was left out
};

/// Reads .onnx, .safetensors (of other programs: with the spec of its net) and .json. Throws Error naming the
/// file and what was expected. `range`: what values the network was trained on. Thread-safe.
ImportedModel importModel(const std::filesystem::path& file,
                          const std::optional<graph::Graph>& spec = std::nullopt,
                          const InputRange& range = {});

/// As it is in the file.
nn::PlainNetwork withoutRange(const ImportedModel& model);

/// Runs the original, by nn::predict, which shares no code with training, and the network that a run begins
/// with on the whole test set. Throws Error naming the file where the samples do not fit, and where a
/// prediction differs or a logit differs by more than 1e-4 of the largest one.
Comparison proveImport(const ImportedModel& model, const nn::Network& network, const data::Dataset& test);

/// A run that begins with an imported network, what proves that nothing changed, and what the file itself
/// does on the test set: its error, and a warning when it looks trained on other values.
struct ImportedStart {
    std::shared_ptr<const train::Checkpoint> checkpoint;
    Comparison equality;
    std::vector<Message> truth{};
};

/// The experiment's data and training with the model's net in place of its own; of a regression that gets the
/// norms at both ends which the file has in its weights. Throws Error as proveImport does.
ImportedStart startingFrom(const ImportedModel& model, train::Experiment experiment,
                           std::shared_ptr<const data::Splits> data);

/// Comes first in the history of the run: what the file itself does, at step 0.
train::Event importEvent(const ImportedStart& start);
bool isImport(const train::Event& event);
/// The error that it tells, as rounded there: percent, or of a regression in units of the target or in
/// deviations. Nothing of another event.
std::optional<double> errorOfImport(const train::Event& event);

/// "Equal to NET.onnx: 2000 of 2000 predictions, largest difference of a logit 1.2e-06 (of 14.1)."
Message equality(const ImportedModel& model, const Comparison& comparison);

} // namespace tristate::io

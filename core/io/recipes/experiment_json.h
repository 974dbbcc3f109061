#pragma once

#include "core/train/experiment.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::io {

/// The experiment as JSON text (two-space indent) and back. Reading is strict: an unknown key, a wrong type
/// or a value that cannot be throws Error naming the key ("train.batch") and what was expected; a missing key
/// keeps its default. `where` names the source in messages (a file, "preset digits").
std::string toJson(const train::Experiment& experiment);
train::Experiment experimentFromJson(std::string_view text, const std::string& where);

/// A net spec from a JSON file, as an object (net_json.h) or a text. Throws Error naming the file.
graph::Graph netFromFile(const std::filesystem::path& file);

/// Presets are complete recipes, compiled in from resources/presets/*.json.
std::vector<std::string> presetNames();
/// Throws Error listing the names when there is no such preset.
train::Experiment preset(const std::string& name);

} // namespace tristate::io

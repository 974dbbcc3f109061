#include "core/base/error.h"
#include "core/io/recipes/embedded_presets.h"
#include "core/io/recipes/experiment_json.h"
#include "core/messages/files.h"

namespace tristate::io {

std::vector<std::string> presetNames() {
    std::vector<std::string> names;
    for (const EmbeddedPreset& preset : embeddedPresets()) names.emplace_back(preset.name);
    return names;
}

train::Experiment preset(const std::string& name) {
    std::string known;
    for (const EmbeddedPreset& preset : embeddedPresets()) {
        if (preset.name == name) return experimentFromJson(preset.json, "preset " + name);
        known += (known.empty() ? "" : ", ") + std::string(preset.name);
    }
    throw Error(say::kNoPreset, name, known);
}

} // namespace tristate::io

#include "ui/run/layer_names.h"

#include "core/nn/size.h"

namespace tristate::ui {

namespace {

/// Nothing before the first experiment.
std::vector<nn::StageSize> stagesOf(const nn::NetworkSpec& spec) {
    return spec.layers.empty() ? std::vector<nn::StageSize>() : nn::sizes(spec);
}

} // namespace

std::vector<QString> gatedLayerNames(const nn::NetworkSpec& spec) {
    std::vector<QString> names;
    for (const auto& stage : stagesOf(spec))
        if (stage.gated) names.push_back(QString::fromStdString(stage.name));
    return names;
}

std::vector<int> gatedLayerUnits(const nn::NetworkSpec& spec) {
    std::vector<int> units;
    for (const auto& stage : stagesOf(spec))
        if (stage.gated) units.push_back(stage.units);
    return units;
}

long long parameterCount(const nn::NetworkSpec& spec) {
    return nn::totalParameters(stagesOf(spec));
}

} // namespace tristate::ui

#include "ui/layer_names.h"

namespace tristate::ui {

std::vector<QString> gatedLayerNames(const nn::NetworkSpec& spec) {
    std::vector<QString> names;
    int convolutions = 0, dense = 0;
    for (const auto& layer : spec.layers) {
        if (std::holds_alternative<nn::ConvSpec>(layer))
            names.push_back(QStringLiteral("conv%1").arg(++convolutions));
        else if (std::holds_alternative<nn::DenseSpec>(layer))
            names.push_back(QStringLiteral("fc%1").arg(++dense));
    }
    if (!names.empty()) names.pop_back();
    return names;
}

std::vector<int> gatedLayerUnits(const nn::NetworkSpec& spec) {
    std::vector<int> units;
    for (const auto& layer : spec.layers) {
        if (const auto* conv = std::get_if<nn::ConvSpec>(&layer)) units.push_back(conv->maps);
        if (const auto* dense = std::get_if<nn::DenseSpec>(&layer)) units.push_back(dense->units);
    }
    if (!units.empty()) units.pop_back();
    return units;
}

long long parameterCount(const nn::NetworkSpec& spec) {
    const auto shapes = nn::outputShapes(spec);
    long long total = 0;
    Shape input = spec.input;
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
        if (const auto* conv = std::get_if<nn::ConvSpec>(&spec.layers[i]))
            total += (1LL * input.channels * conv->kernel * conv->kernel + 1) * conv->maps;
        if (const auto* dense = std::get_if<nn::DenseSpec>(&spec.layers[i]))
            total += (1LL * input.features() + 1) * dense->units;
        input = shapes[i];
    }
    return total;
}

} // namespace tristate::ui

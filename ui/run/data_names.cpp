#include "ui/run/data_names.h"

#include "core/base/error.h"
#include "core/data/generated_images.h"

#include <QCoreApplication>

#include <optional>

namespace tristate::ui {
namespace {

struct NamedSource {
    const char* source;
    const char* text;
};
constexpr NamedSource kNamedSources[] = {
    {"digits", QT_TRANSLATE_NOOP("tristate::ui::DataNames", "Generated digits")},
    {"shapes", QT_TRANSLATE_NOOP("tristate::ui::DataNames", "Generated colour shapes")},
    {"spiral", QT_TRANSLATE_NOOP("tristate::ui::DataNames", "Spiral (2-D)")},
    {"moons", QT_TRANSLATE_NOOP("tristate::ui::DataNames", "Moons (2-D)")},
    {"circles", QT_TRANSLATE_NOOP("tristate::ui::DataNames", "Circles (2-D)")},
    {"xor", QT_TRANSLATE_NOOP("tristate::ui::DataNames", "Xor (2-D)")},
    {"gaussians", QT_TRANSLATE_NOOP("tristate::ui::DataNames", "Gaussians (2-D)")},
    {"houses", QT_TRANSLATE_NOOP("tristate::ui::DataNames", "Houses (table, numbers)")},
    {"fruit", QT_TRANSLATE_NOOP("tristate::ui::DataNames", "Fruit (table, classes)")},
};

QString namesTr(const char* text) {
    return QCoreApplication::translate("tristate::ui::DataNames", text);
}

/// The shape of random images, which a source may name wrongly.
std::optional<Shape> shapeOfNoise(const std::string& source) {
    try {
        return data::noiseShape(source);
    } catch (const Error&) {
        return std::nullopt;
    }
}

} // namespace

QString dataName(const std::string& source) {
    for (const auto& [name, text] : kNamedSources)
        if (source == name) return namesTr(text);
    if (const auto shape = shapeOfNoise(source))
        return namesTr(QT_TRANSLATE_NOOP("tristate::ui::DataNames", "Random pixels (%1)"))
            .arg(QStringLiteral("%1 x %2 x %3").arg(shape->channels).arg(shape->height).arg(shape->width));
    return QString::fromStdString(source);
}

std::vector<std::string> namedSources() {
    std::vector<std::string> names;
    for (const auto& named : kNamedSources) names.emplace_back(named.source);
    return names;
}

} // namespace tristate::ui

#include "ui/panels/experiment_fields.h"

#include "ui/look/message_text.h"

namespace tristate::ui {
namespace {

using train::Setting;
using train::SettingValue;
double numberOf(const SettingValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return *number;
    if (const auto* isOn = std::get_if<bool>(&value)) return *isOn ? 1 : 0;
    return std::get<int>(value);
}

SettingValue valueOf(Setting::Kind kind, double number) {
    if (kind == Setting::Kind::Number) return number;
    if (kind == Setting::Kind::Switch) return number != 0;
    return static_cast<int>(number);
}

bool hasControl(const Setting& setting) {
    return setting.label && (setting.data || setting.train) && setting.kind != Setting::Kind::Seed &&
           setting.kind != Setting::Kind::Text;
}

ExperimentField fieldOf(const Setting& setting) {
    ExperimentField field{setting.group, setting.kind, setting.label, setting.help,
                          setting.least, setting.most, setting.atZero};
    for (const auto& choice : setting.choices) field.choices.push_back(choice.label);
    if (setting.kind == Setting::Kind::Choice)
        field.highest = static_cast<double>(setting.choices.size()) - 1;
    field.get = [&setting](const train::Experiment& experiment) { return numberOf(setting.get(experiment)); };
    field.set = [&setting](train::Experiment& experiment, double number) {
        setting.set(experiment, valueOf(setting.kind, number));
    };
    return field;
}

} // namespace

const std::vector<ExperimentField>& ExperimentFields::all() {
    static const std::vector<ExperimentField> kFields = [] {
        std::vector<ExperimentField> fields;
        for (const Setting& setting : train::settings())
            if (hasControl(setting)) fields.push_back(fieldOf(setting));
        return fields;
    }();
    return kFields;
}

QString ExperimentFields::title(FieldGroup group) {
    return tr(train::title(group));
}

QString ExperimentFields::tr(const char* text) {
    return settingText(text);
}

} // namespace tristate::ui

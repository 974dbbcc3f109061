#include "ui/run/setting_words.h"

#include "ui/look/message_text.h"
#include "ui/look/text.h"

#include <QCoreApplication>

#include <variant>

namespace tristate::ui {
namespace {

struct SettingWords {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::SettingWords)
};

} // namespace

bool isTold(const train::Setting& setting) {
    return setting.live && (setting.liveTexts->brief || setting.liveTexts->onBrief);
}

QString settingValueText(const train::Setting& setting, const train::SettingValue& value) {
    if (const auto* isOn = std::get_if<bool>(&value))
        return *isOn ? SettingWords::tr("on") : SettingWords::tr("off");
    if (const auto* number = std::get_if<double>(&value)) return strengthText(*number);
    if (const auto* whole = std::get_if<int>(&value)) {
        if (setting.kind == train::Setting::Kind::Choice)
            return settingText(setting.choices[static_cast<std::size_t>(*whole)].label);
        if (*whole == 0 && setting.atZero) return settingText(setting.atZero);
        return countText(*whole);
    }
    return QString::fromStdString(toText(setting, value));
}

} // namespace tristate::ui

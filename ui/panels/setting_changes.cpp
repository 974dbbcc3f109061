#include "ui/panels/setting_changes.h"

#include "core/graph/graph_text.h"
#include "core/train/settings.h"
#include "ui/look/message_text.h"
#include "ui/look/text.h"
#include "ui/run/data_names.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <string_view>

namespace tristate::ui {
namespace {

constexpr std::size_t kMostNames = 4;

QString changesTr(const char* text) {
    return QCoreApplication::translate("tristate::ui::SettingChanges", text);
}

QString valueText(const train::Setting& setting, const train::SettingValue& value) {
    if (const auto* isOn = std::get_if<bool>(&value))
        return *isOn ? changesTr(QT_TRANSLATE_NOOP("tristate::ui::SettingChanges", "on"))
                     : changesTr(QT_TRANSLATE_NOOP("tristate::ui::SettingChanges", "off"));
    if (const auto* number = std::get_if<double>(&value)) return strengthText(*number);
    if (const auto* whole = std::get_if<int>(&value)) {
        if (setting.kind == train::Setting::Kind::Choice)
            return settingText(setting.choices[static_cast<std::size_t>(*whole)].label);
        if (*whole == 0 && setting.atZero) return settingText(setting.atZero);
        return countText(*whole);
    }
    return QString::fromStdString(toText(setting, value));
}

} // namespace

std::vector<SettingChange> changesBetween(const train::Experiment& before, const train::Experiment& after) {
    std::vector<SettingChange> changes;
    if (before.net != after.net)
        changes.push_back({nullptr, changesTr(QT_TRANSLATE_NOOP("tristate::ui::SettingChanges", "Net")),
                           QString::fromStdString(graph::toString(before.net)),
                           QString::fromStdString(graph::toString(after.net))});
    for (const train::Setting& setting : train::settings()) {
        const bool isSource = setting.path == std::string_view("data.source");
        if ((!setting.label && !isSource) || (!setting.data && !setting.train)) continue;
        const auto from = setting.get(before), to = setting.get(after);
        if (from == to) continue;
        if (isSource)
            changes.insert(changes.begin(),
                           {&setting, changesTr(QT_TRANSLATE_NOOP("tristate::ui::SettingChanges", "Data")),
                            dataName(before.data.source), dataName(after.data.source)});
        else
            changes.push_back(
                {&setting, settingText(setting.label), valueText(setting, from), valueText(setting, to)});
    }
    return changes;
}

QString changedNames(const std::vector<SettingChange>& changes) {
    QStringList names;
    const std::size_t shown = changes.size() > kMostNames + 1 ? kMostNames : changes.size(); // never "1 more"
    for (std::size_t i = 0; i < shown; ++i) names << changes[i].name;
    const QString list = names.join(QStringLiteral(", "));
    if (shown == changes.size()) return list;
    return changesTr(QT_TRANSLATE_NOOP("tristate::ui::SettingChanges", "%1 and %2 more"))
        .arg(list, countText(static_cast<long long>(changes.size() - shown)));
}

QString changedValues(const std::vector<SettingChange>& changes) {
    QStringList lines;
    for (const SettingChange& change : changes)
        lines << QStringLiteral("%1: %2 → %3").arg(change.name, change.before, change.after);
    return lines.join(QLatin1Char('\n'));
}

} // namespace tristate::ui

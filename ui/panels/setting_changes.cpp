#include "ui/panels/setting_changes.h"

#include "core/graph/graph_text.h"
#include "core/train/settings.h"
#include "ui/look/message_text.h"
#include "ui/look/text.h"
#include "ui/run/data_names.h"
#include "ui/run/setting_words.h"

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
            changes.push_back({&setting, settingText(setting.label), settingValueText(setting, from),
                               settingValueText(setting, to)});
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

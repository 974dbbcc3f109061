#include "ui/run/event_marks.h"

#include "core/io/export/import_model.h"
#include "core/train/settings.h"
#include "ui/look/message_text.h"
#include "ui/look/text.h"
#include "ui/run/setting_words.h"

#include <QStringList>

#include <algorithm>
#include <variant>

namespace tristate::ui {
namespace {

bool differs(const train::Setting& setting, const train::LiveSettings& a, const train::LiveSettings& b) {
    return setting.live.get(a) != setting.live.get(b);
}

QString describe(const train::Setting& setting, const train::LiveSettings& before,
                 const train::LiveSettings& after) {
    const train::LiveSettingTexts& texts = *setting.liveTexts;
    const train::SettingValue value = setting.live.get(after);
    if (setting.kind == train::Setting::Kind::Switch)
        return settingText(std::get<bool>(value) ? texts.onBrief : texts.offBrief);
    return QStringLiteral("%1 %2 → %3")
        .arg(settingText(texts.brief), settingValueText(setting, setting.live.get(before)),
             settingValueText(setting, value));
}

/// The settings that differ, of those that get marks.
std::vector<const train::Setting*> changedSettings(const train::LiveSettings& a,
                                                   const train::LiveSettings& b) {
    std::vector<const train::Setting*> changed;
    for (const train::Setting& setting : train::settings())
        if (isTold(setting) && differs(setting, a, b)) changed.push_back(&setting);
    return changed;
}

} // namespace

EventMarks marksOf(const train::History& history) {
    EventMarks marks;
    const double length = history.points().empty() ? 1 : history.points().back().epoch;
    const double secondsPerEpoch = 100 * EventMarks::kGestureSeconds / std::max(length, 1e-9);
    for (const auto& event : history.events()) marks.add(event, event.epoch * secondsPerEpoch);
    return marks;
}

QString describeChange(const train::LiveSettings& before, const train::LiveSettings& after) {
    QStringList parts;
    for (const train::Setting* setting : changedSettings(before, after))
        parts << describe(*setting, before, after);
    return parts.join(QStringLiteral(", "));
}

void EventMarks::add(const train::Event& event, double seconds) {
    using train::EventKind;
    switch (event.kind) {
    case EventKind::SettingsChanged:
        addSettings(event, seconds);
        return;
    case EventKind::UnitPruned:
    case EventKind::UnitRestored:
    case EventKind::LayerLinear:
    case EventKind::LayerNonlinear:
    case EventKind::LayerMerged:
    case EventKind::BlockVanished:
    case EventKind::Diverged:
        addMark(event.epoch, messageText(event.message));
        break;
    default:
        if (io::isImport(event)) addMark(event.epoch, messageText(event.message));
        break;
    }
    if (!m_known) m_inForce = event.live;
    m_known = true;
}

void EventMarks::addMark(double epoch, const QString& text) {
    m_marks.push_back({epoch, text});
    ++m_revision;
    if (m_marks.size() <= kMaxMarks) return;
    std::size_t left = m_marks.size();
    std::erase_if(m_marks, [&](const EventMark&) { return --left % 2 == 1; }); // the newest stays
}

void EventMarks::addBranch(double epoch, const train::LiveSettings& live) {
    const QString change = m_known ? describeChange(m_inForce, live) : QString();
    addMark(epoch, change.isEmpty() ? tr("branch") : tr("branch: %1").arg(change));
    m_inForce = live;
    m_known = true;
    m_lastChange = epoch;
    m_gestureSeconds = -1;
}

void EventMarks::addSettings(const train::Event& event, double seconds) {
    const auto changed = changedSettings(m_inForce, event.live);
    if (m_known && changed.empty()) return;
    const bool sameGesture = m_gestureSeconds >= 0 && seconds - m_gestureSeconds < kGestureSeconds &&
                             changed == m_gestureSettings && !m_marks.empty();
    if (!sameGesture) {
        m_beforeGesture = m_known ? m_inForce : event.live;
        m_gestureSettings = changed;
        addMark(event.epoch, {});
        m_lastChange = event.epoch;
    }
    const QString text = describeChange(m_beforeGesture, event.live);
    if (!text.isEmpty()) m_marks.back().text = text;
    if (m_marks.back().text.isEmpty()) m_marks.back().text = tr("settings");
    m_gestureSeconds = seconds;
    m_inForce = event.live;
    m_known = true;
    ++m_revision;
}

std::optional<double> errorOfImport(const train::History& history) {
    for (const train::Event& event : history.events())
        if (const auto error = io::errorOfImport(event)) return error;
    return std::nullopt;
}

} // namespace tristate::ui

#include "ui/run/settings_history.h"

#include "core/train/settings.h"
#include "ui/look/message_text.h"

#include <QUndoCommand>

#include <chrono>
#include <utility>

namespace tristate::ui {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kMaxGap = std::chrono::milliseconds(1000); ///< between edits that are one step
enum CommandId { kExperimentEdit = 1, kLiveEdit = 2 };

/// One or more edits of the same setting.
template <class Value>
class Edit : public QUndoCommand {
public:
    /// Goes from one value to another.
    using Apply = std::function<void(const Value& from, const Value& to)>;

    Edit(int id, const QString& setting, const Value& before, const Value& after, Apply apply)
        : QUndoCommand(setting), m_id(id), m_before(before), m_after(after), m_apply(std::move(apply)) {}

    int id() const override { return m_id; }
    void undo() override {
        m_isUndone = true;
        m_apply(m_after, m_before);
    }
    /// The stack calls it for a new edit, too, which is in force already.
    void redo() override {
        if (m_isUndone) m_apply(m_before, m_after);
    }

    bool mergeWith(const QUndoCommand* other) override {
        const auto* next = static_cast<const Edit*>(other); // of the same id, so of the same kind
        if (next->text() != text() || next->m_time - m_time > kMaxGap) return false;
        m_after = next->m_after;
        m_time = next->m_time;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    int m_id;
    Value m_before, m_after;
    Apply m_apply;
    Clock::time_point m_time = Clock::now();
    bool m_isUndone = false;
};

/// The name of the setting that differs; of several the first in the table.
QString changedSetting(const train::LiveSettings& a, const train::LiveSettings& b) {
    for (const train::Setting& setting : train::settings())
        if (setting.live && setting.live.get(a) != setting.live.get(b))
            return settingText(setting.liveTexts->name);
    return {};
}

/// `live` with every setting that differs between the two as `to` has it.
train::LiveSettings changed(train::LiveSettings live, const train::LiveSettings& from,
                            const train::LiveSettings& to) {
    for (const train::Setting& setting : train::settings())
        if (setting.live && setting.live.get(from) != setting.live.get(to))
            setting.live.set(live, setting.live.get(to));
    return live;
}

} // namespace

SettingsHistory::SettingsHistory(ShowExperiment showExperiment, PresentLive presentLive, ApplyLive applyLive)
    : m_showExperiment(std::move(showExperiment)),
      m_presentLive(std::move(presentLive)),
      m_applyLive(std::move(applyLive)) {}

void SettingsHistory::edit(const train::Experiment& before, const train::Experiment& after,
                           const QString& setting) {
    if (before == after) return;
    m_stack.push(new Edit<train::Experiment>(
        kExperimentEdit, setting, before, after,
        [this](const train::Experiment&, const train::Experiment& to) { m_showExperiment(to); }));
}

void SettingsHistory::edit(const train::LiveSettings& before, const train::LiveSettings& after) {
    if (before == after) return;
    m_stack.push(
        new Edit<train::LiveSettings>(kLiveEdit, changedSetting(before, after), before, after,
                                      [this](const train::LiveSettings& from, const train::LiveSettings& to) {
                                          m_applyLive(changed(m_presentLive(), from, to));
                                      }));
}

} // namespace tristate::ui

#include "ui/run/fork.h"

#include "ui/look/message_text.h"
#include "ui/run/layer_names.h"
#include "ui/run/setting_words.h"

#include <utility>

namespace tristate::ui {

QString differenceText(const train::Difference& difference, const graph::Graph& net) {
    if (const auto* other = std::get_if<train::OtherSetting>(&difference)) {
        const train::Setting& setting = *train::findSetting(other->key);
        const auto& texts = *setting.liveTexts;
        if (const bool* isOn = std::get_if<bool>(&other->value))
            return settingText(*isOn ? texts.onBrief : texts.offBrief);
        return QStringLiteral("%1 %2").arg(settingText(texts.brief ? texts.brief : texts.name),
                                           settingValueText(setting, other->value));
    }
    const auto& edit = std::get<train::GateEdit>(difference);
    const auto names = gatedLayerNames(net);
    const auto index = static_cast<std::size_t>(edit.layer);
    return (edit.open ? Fork::tr("neuron %1 of %2 open") : Fork::tr("neuron %1 of %2 cut"))
        .arg(edit.unit)
        .arg(index < names.size() ? names[index] : QString());
}

QString Fork::words() const {
    return m_other ? differenceText(m_difference, m_other->experiment.net) : QString();
}

void Fork::expect(int number, const train::Difference& difference) {
    m_number = number;
    m_difference = difference;
    m_arrivals = {};
}

void Fork::begin(const RunData& run, const train::History& reported, const RunLabel& label) {
    const train::Checkpoint& state = *m_arrivals.snapshot();
    m_other = std::make_unique<RunData>();
    m_other->number = m_number;
    m_other->label = label;
    m_other->label.parent = run.label.name;
    m_other->label.branchStep = state.trainer.step;
    m_other->experiment = run.experiment;
    m_other->imported = run.imported;
    m_other->history = reported.upTo(state.trainer.step);
    m_other->marks = marksOf(m_other->history);
    m_other->marks.addBranch(m_other->newestEpoch(), run.live);
    m_other->snapshots = run.snapshots->branch(state.trainer.step);
    setLive(run.live);
}

std::vector<train::Event> Fork::takeIn(bool withState, bool goesOn, double seconds) {
    if (withState) {
        m_arrivals.takeFrame(*m_other);
        if (m_arrivals.takeSnapshot(*m_other)) m_other->snapshots->add(m_other->state);
    }
    m_arrivals.takePoints(*m_other, goesOn);
    auto events = m_arrivals.takeEvents(*m_other);
    for (const auto& event : events) m_other->marks.add(event, seconds);
    return events;
}

void Fork::setLive(const train::LiveSettings& live) {
    if (m_other) m_other->live = train::withDifference(live, m_difference);
}

std::unique_ptr<RunData> Fork::end(Arrivals* arrivals) {
    if (arrivals) *arrivals = m_arrivals;
    m_arrivals = {};
    m_number = 0;
    return std::exchange(m_other, nullptr);
}

} // namespace tristate::ui

#include "core/train/event_reports.h"

#include "core/messages/common.h"
#include "core/messages/runs.h"
#include "core/train/describe.h"
#include "core/train/settings_text.h"

#include <cstddef>
#include <utility>

namespace tristate::train {

void EventLog::report(EventKind kind, Message message, int layer, int unit) {
    Event event{.kind = kind,
                .step = m_driver.stepsDone(),
                .epoch = m_driver.epoch(),
                .message = std::move(message),
                .layer = layer,
                .live = m_driver.live(),
                .unit = unit};
    if (kind == EventKind::SettingsChanged && m_driver.experiment().train.hasTarget())
        event.strength = m_driver.goal().state.strength;
    m_mailbox.put(std::move(event));
}

RemovalReports::RemovalReports(const Driver& driver, EventLog& events)
    : m_events(events), m_keptLastAt(static_cast<std::size_t>(driver.network().originalGates()), -1) {}

void RemovalReports::afterStep(Driver& driver, const Minibatch& minibatch) {
    const StepReport& done = minibatch.report;
    for (const int layer : done.merged)
        m_events.report(EventKind::LayerMerged,
                        Message(say::kLayerMerged, layerName(driver.network(), layer)), layer);
    for (const auto* gates : std::as_const(driver).network().gates()) {
        if (done.removed.empty()) break;
        const int removed = done.removed[static_cast<std::size_t>(gates->index)];
        if (removed == 0) continue;
        m_events.report(
            EventKind::UnitsRemoved,
            Message(say::kUnitsRemoved, removed, layerName(driver.network(), gates->index), gates->units()),
            gates->index);
    }
    for (const GateStep::Vanished& gone : done.vanished)
        m_events.report(EventKind::BlockVanished,
                        Message(say::kBlockVanished, gone.block, layerName(driver.network(), gone.layer),
                                gone.closedAt + 1),
                        gone.layer);
    for (const int layer : done.keptLast) reportKept(driver, layer);
}

/// At most once an epoch: it happens at every minibatch then.
void RemovalReports::reportKept(const Driver& driver, int layer) {
    auto& last = m_keptLastAt[static_cast<std::size_t>(layer)];
    const std::int64_t now = driver.stepsDone();
    if (last < 0 || now - last > driver.stepsPerEpoch())
        m_events.report(EventKind::LastUnitKept,
                        Message(say::kLastUnitKept, layerName(driver.network(), layer)), layer);
    last = now;
}

DepthReports::DepthReports(const Driver& driver, EventLog& events)
    : m_events(events), m_saidLinear(static_cast<std::size_t>(driver.network().originalGates()), true) {
    for (const auto* layer : driver.network().gates())
        m_saidLinear[static_cast<std::size_t>(layer->index)] = layer->isLinear();
}

void DepthReports::report(const Driver& driver) {
    for (const auto* layer : driver.network().gates()) {
        const auto index = static_cast<std::size_t>(layer->index);
        const bool linear = layer->isLinear();
        if (linear == m_saidLinear[index]) continue;
        m_saidLinear[index] = linear;
        m_events.report(linear ? EventKind::LayerLinear : EventKind::LayerNonlinear,
                        Message(linear ? say::kLayerLinear : say::kLayerNonlinear,
                                layerName(driver.network(), layer->index)),
                        layer->index);
    }
}

void CourseReports::afterStep(Driver& driver, const Minibatch&) {
    if (driver.isBetweenEpochs()) m_events.report(EventKind::EpochFinished);
}

void CourseReports::settingsChanged(const Driver& driver, const LiveSettings& before) {
    const LiveSettings& now = driver.live();
    m_events.report(EventKind::SettingsChanged,
                    before == now ? Message(say::kStrengthWhileResting, driver.goal().state.strength)
                                  : describeChanges(before, now));
}

} // namespace tristate::train

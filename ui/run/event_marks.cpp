#include "ui/run/event_marks.h"

#include "ui/look/message_text.h"
#include "ui/look/text.h"

#include <QStringList>

#include <algorithm>

namespace tristate::ui {
namespace {

QString change(const QString& name, double before, double after) {
    return QStringLiteral("%1 %2 → %3").arg(name, strengthText(before), strengthText(after));
}

/// The settings that differ, as indices in the order of LiveSettings.
std::vector<int> changedFields(const train::LiveSettings& a, const train::LiveSettings& b) {
    const bool differs[] = {a.lambdas.lambda1 != b.lambdas.lambda1,
                            a.lambdas.lambda2 != b.lambdas.lambda2,
                            a.lambdas.lambda3 != b.lambdas.lambda3,
                            a.lambdas.lambda4 != b.lambdas.lambda4,
                            a.rate != b.rate,
                            a.gateRate != b.gateRate,
                            a.freezeWeights != b.freezeWeights,
                            a.freezeGates != b.freezeGates,
                            a.patience != b.patience};
    std::vector<int> fields;
    for (int i = 0; i < static_cast<int>(std::size(differs)); ++i)
        if (differs[i]) fields.push_back(i);
    return fields;
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
    const auto& a = before.lambdas;
    const auto& b = after.lambdas;
    QStringList parts;
    if (a.lambda3 != b.lambda3) parts << change(QStringLiteral("λ₃"), a.lambda3, b.lambda3);
    if (a.lambda1 != b.lambda1) parts << change(QStringLiteral("λ₁"), a.lambda1, b.lambda1);
    if (a.lambda2 != b.lambda2) parts << change(QStringLiteral("λ₂"), a.lambda2, b.lambda2);
    if (a.lambda4 != b.lambda4) parts << change(QStringLiteral("λ₄"), a.lambda4, b.lambda4);
    if (before.gateRate != after.gateRate)
        parts << change(EventMarks::tr("gate rate"), before.gateRate, after.gateRate);
    if (before.rate != after.rate) parts << change(EventMarks::tr("rate"), before.rate, after.rate);
    if (before.freezeWeights != after.freezeWeights)
        parts << (after.freezeWeights ? EventMarks::tr("weights frozen") : EventMarks::tr("weights free"));
    if (before.freezeGates != after.freezeGates)
        parts << (after.freezeGates ? EventMarks::tr("gates frozen") : EventMarks::tr("gates free"));
    if (before.patience != after.patience)
        parts << EventMarks::tr("patience %1 → %2").arg(before.patience).arg(after.patience);
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
    case EventKind::Diverged:
        addMark(event.epoch, messageText(event.message));
        break;
    default:
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
    m_gestureSeconds = -1;
}

void EventMarks::addSettings(const train::Event& event, double seconds) {
    const auto fields = changedFields(m_inForce, event.live);
    if (m_known && fields.empty()) return;
    const bool sameGesture = m_gestureSeconds >= 0 && seconds - m_gestureSeconds < kGestureSeconds &&
                             fields == m_gestureFields && !m_marks.empty();
    if (!sameGesture) {
        m_beforeGesture = m_known ? m_inForce : event.live;
        m_gestureFields = fields;
        addMark(event.epoch, {});
    }
    const QString text = describeChange(m_beforeGesture, event.live);
    if (!text.isEmpty()) m_marks.back().text = text;
    if (m_marks.back().text.isEmpty()) m_marks.back().text = tr("settings");
    m_gestureSeconds = seconds;
    m_inForce = event.live;
    m_known = true;
    ++m_revision;
}

} // namespace tristate::ui

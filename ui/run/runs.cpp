#include "ui/run/runs.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace tristate::ui {

bool isComparable(const RunData& a, const RunData& b) {
    return a.experiment.data.source == b.experiment.data.source;
}

bool isInPlots(const RunData& left, const RunData& present) {
    return left.label.visible && (left.label.asked || isComparable(left, present));
}

namespace {

/// A function that tells whether a run is the one of this number.
auto hasId(int id) {
    return [id](const std::unique_ptr<RunData>& run) { return run->label.id == id; };
}

} // namespace

std::vector<std::unique_ptr<RunData>>::iterator Runs::place(int id) {
    return std::find_if(m_left.begin(), m_left.end(), hasId(id));
}

const RunData* Runs::find(int id) const {
    const auto found = std::find_if(m_left.begin(), m_left.end(), hasId(id));
    return found == m_left.end() ? nullptr : found->get();
}

void Runs::tell() {
    ++m_revision;
    Q_EMIT changed();
}

RunLabel Runs::nextLabel() {
    RunLabel label;
    label.id = ++m_lastId;
    label.name = tr("Run %1").arg(label.id);
    return label;
}

void Runs::leave(RunData run) {
    run.past.reset();
    run.frame.reset();
    run.state.reset();
    run.history.thinTo(kMaxColumns, kMaxPoints);
    m_left.push_back(std::make_unique<RunData>(std::move(run)));
    tell();
}

RunData Runs::take(int id) {
    const auto found = place(id);
    assert(found != m_left.end());
    RunData run = std::move(**found);
    m_left.erase(found);
    tell();
    return run;
}

void Runs::remove(int id) {
    if (const auto found = place(id); found != m_left.end()) {
        m_left.erase(found);
        tell();
    }
}

void Runs::setVisible(int id, bool visible) {
    const auto found = place(id);
    if (found == m_left.end()) return;
    RunLabel& label = (*found)->label;
    if (label.visible == visible && label.asked == visible) return;
    label.visible = label.asked = visible;
    tell();
}

void Runs::rename(int id, const QString& name) {
    if (const auto found = place(id); found != m_left.end() && !name.isEmpty()) {
        (*found)->label.name = name;
        tell();
    }
}

} // namespace tristate::ui

#include "ui/run/gate_motion.h"

#include <algorithm>

namespace tristate::ui {
namespace {

constexpr double kAway = 1.2;   ///< seconds without a look; one minibatch may take as long
constexpr float kStill = 2e-3F; ///< a gate that moved by less in the time that is looked at does not fall

double left(double since, double now, double lasts) {
    return since < 0 ? 0 : std::clamp(1 - (now - since) / lasts, 0.0, 1.0);
}

} // namespace

void GateMotion::see(const RunData& run, double seconds) {
    const auto* frame = run.frame.get();
    if (!frame || frame->point.gates.empty()) return;
    const auto& gates = frame->point.gates;
    const bool wasAway = seconds - m_now > kAway && frame->step > m_step + 1;
    const bool isNew = m_run != run.number || m_layers.size() != gates.size() || wasAway;
    if (isNew) {
        forget();
        m_run = run.number;
        m_limit = run.openLimit();
        for (const auto& layer : gates) m_layers.emplace_back(layer.size());
    }
    const bool otherPull = m_lambdas != run.live.lambdas || m_gateRate != run.live.gateRate;
    m_lambdas = run.live.lambdas;
    m_gateRate = run.live.gateRate;
    m_now = seconds;
    m_step = frame->step;
    for (std::size_t i = 0; i < gates.size(); ++i)
        for (std::size_t j = 0; j < std::min(gates[i].size(), m_layers[i].size()); ++j) {
            Unit& unit = m_layers[i][j];
            unit.gate = gates[i][j];
            const bool open = run.isOpen(unit.gate);
            if (open != unit.open && !isNew) {
                (open ? unit.openedAt : unit.closedAt) = seconds;
                m_marksEnd = std::max(m_marksEnd, seconds + (open ? kReturnSeconds : kFadeSeconds));
            }
            unit.open = open;
        }
    const int epochs = run.experiment.train.epochs;
    const bool isOver = epochs > 0 && frame->epoch >= epochs; // nothing falls any more
    if (isNew || otherPull || isOver) {
        m_hasNext = false;
        measureFrom(seconds);
    } else if (seconds - m_nextSince > kMost / 2) {
        measureFrom(seconds);
    }
}

/// From the gates of the last call where they are known, so that there is a fall to tell at any time.
void GateMotion::measureFrom(double seconds) {
    for (auto& layer : m_layers)
        for (Unit& unit : layer) {
            unit.before = m_hasNext ? unit.next : unit.gate;
            unit.next = unit.gate;
        }
    m_since = m_hasNext ? m_nextSince : seconds;
    m_nextSince = seconds;
    m_hasNext = true;
}

const GateMotion::Unit* GateMotion::find(int layer, int unit) const {
    const auto i = static_cast<std::size_t>(layer), j = static_cast<std::size_t>(unit);
    return i < m_layers.size() && j < m_layers[i].size() ? &m_layers[i][j] : nullptr;
}

double GateMotion::fading(int layer, int unit, double seconds) const {
    const Unit* of = find(layer, unit);
    return of && !of->open ? left(of->closedAt, seconds, kFadeSeconds) : 0;
}

double GateMotion::returned(int layer, int unit, double seconds) const {
    const Unit* of = find(layer, unit);
    return of && of->open ? left(of->openedAt, seconds, kReturnSeconds) : 0;
}

std::optional<double> GateMotion::secondsLeft(int layer, int unit) const {
    const Unit* of = find(layer, unit);
    const double took = m_now - m_since;
    if (!of || !of->open || took < kLeast || of->before - of->gate < kStill) return std::nullopt;
    const double speed = static_cast<double>(of->before - of->gate) / took;
    const double seconds = (static_cast<double>(of->gate) - m_limit) / speed;
    if (seconds > kHorizon) return std::nullopt;
    return seconds;
}

std::vector<double> GateMotion::falls() const {
    std::vector<double> all;
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        for (std::size_t j = 0; j < m_layers[i].size(); ++j)
            if (const auto seconds = secondsLeft(static_cast<int>(i), static_cast<int>(j)))
                all.push_back(*seconds);
    std::sort(all.begin(), all.end());
    return all;
}

} // namespace tristate::ui

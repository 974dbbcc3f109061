#include "ui/run/arrivals.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tristate::ui {

void Arrivals::add(train::Mail mail) {
    if (mail.frame) m_mail.frame = std::move(mail.frame);
    if (mail.snapshot) m_mail.snapshot = std::move(mail.snapshot);
    std::move(mail.points.begin(), mail.points.end(), std::back_inserter(m_mail.points));
    std::move(mail.events.begin(), mail.events.end(), std::back_inserter(m_mail.events));
}

bool Arrivals::takeFrame(RunData& run) {
    if (!m_mail.frame) return false;
    run.frame = std::exchange(m_mail.frame, nullptr);
    return true;
}

bool Arrivals::takeSnapshot(RunData& run) {
    if (!m_mail.snapshot) return false;
    run.state = std::exchange(m_mail.snapshot, nullptr);
    return true;
}

void Arrivals::takePoints(RunData& run, bool goesOn) {
    auto& points = m_mail.points;
    const auto later = std::find_if(points.begin(), points.end(), [&](const train::Point& point) {
        return goesOn && run.frame && point.step > run.frame->step;
    });
    for (auto point = points.begin(); point != later; ++point) run.history.add(std::move(*point));
    points.erase(points.begin(), later);
}

std::vector<train::Event> Arrivals::takeEvents(RunData& run) {
    auto events = std::exchange(m_mail.events, {});
    for (const auto& event : events) run.history.add(event);
    return events;
}

train::History Arrivals::with(const RunData& run) const {
    train::History history = run.history;
    for (const auto& point : m_mail.points) history.add(point);
    for (const auto& event : m_mail.events) history.add(event);
    return history;
}

} // namespace tristate::ui

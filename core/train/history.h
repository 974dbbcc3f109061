#pragma once

#include "core/train/reports.h"

#include <vector>

namespace tristate::train {

/// All that was reported of a run, in order: the curves, the gate columns, the events. A value without
/// threads; the consumer of a session (command line, window) keeps one and gives it to the session file.
/// Memory stays bounded however long a run is: with more than kMaxColumns gate columns, half of them are
/// kept, evenly spread over the run; with more than kMaxPoints points, those with gates, and at most a
/// quarter of that number each of those with an evaluation and of the others; with more than
/// kMaxEvents events, every second of those that a layer repeats is dropped. The oldest and the newest
/// always stay. The ends of epochs are no history: the points tell them.
class History {
public:
    static constexpr std::size_t kMaxColumns = 2000;
    static constexpr std::size_t kMaxPoints = 20000;
    static constexpr std::size_t kMaxEvents = 5000;

    void clear();
    void add(Mail mail);
    void add(Point point);
    void add(Event event);

    /// What was known at `step`: what a branch from there has behind it. Of a run that diverged, without what
    /// it went back on.
    History upTo(std::int64_t step) const;

    /// Of a run that is over: keeps at most so many gate columns and points; `points` is at least 4.
    void thinTo(std::size_t columns, std::size_t points);

    const std::vector<Point>& points() const { return m_points; }
    /// Indices of the points that still have their gates, oldest first.
    const std::vector<std::size_t>& columns() const { return m_columns; }
    const std::vector<Event>& events() const { return m_events; }
    /// Grows with every change of the curves (not of events): a cheap "is there anything new".
    std::uint64_t revision() const { return m_revision; }

private:
    void thinColumns(std::size_t most);
    void thinEvents();
    void thinPoints(std::size_t most);

    std::vector<Point> m_points;
    std::vector<std::size_t> m_columns;
    std::vector<Event> m_events;
    std::uint64_t m_revision = 0;
};

} // namespace tristate::train

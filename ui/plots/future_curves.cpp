#include "ui/plots/future_curves.h"

#include "ui/plots/time_plot.h"

#include <algorithm>
#include <cmath>

namespace tristate::ui {

QPen futurePen(QPen pen) {
    pen.setDashPattern({4, 2.5});
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

void FutureCurves::setPen(std::size_t index, const QPen& pen) {
    Entry& entry = m_entries[index];
    entry.pen = futurePen(pen);
    if (entry.graph) entry.graph->setPen(entry.pen);
}

void FutureCurves::begin() {
    for (Entry& entry : m_entries) {
        auto* values = entry.curve.values;
        auto* time = values->axisRect()->axis(QCPAxis::atBottom);
        entry.graph = values->parentPlot()->addGraph(time, values);
        entry.graph->setPen(entry.pen);
        entry.graph->setAntialiased(false);
        if (entry.curve.isStepped) entry.graph->setLineStyle(QCPGraph::lsStepLeft);
        entry.graph->setName(entry.curve.name);
    }
}

void FutureCurves::end() {
    for (Entry& entry : m_entries) {
        if (!entry.graph) continue;
        entry.curve.values->parentPlot()->removeGraph(entry.graph);
        entry.graph = nullptr;
    }
}

std::vector<QCPGraph*> FutureCurves::named() const {
    std::vector<QCPGraph*> graphs;
    for (const Entry& entry : m_entries)
        if (entry.graph && !entry.curve.name.isEmpty()) graphs.push_back(entry.graph);
    return graphs;
}

/// The average of a smoothed curve begins where the run did, so that both curves part from one another.
void FutureCurves::feed(double weight) {
    const auto& points = m_fork.other()->history.points();
    auto first = points.end();
    while (first != points.begin() && std::prev(first)->step > m_lastStep) --first;
    for (; first != points.end(); ++first) {
        for (Entry& entry : m_entries) {
            double value = entry.curve.value(*first);
            if (entry.curve.isSmoothed && std::isfinite(value)) {
                entry.average =
                    std::isfinite(entry.average) ? entry.average + weight * (value - entry.average) : value;
                value = entry.average;
            }
            if (first->step >= m_fork.beginStep()) entry.reducer.add(first->epoch, value);
        }
        m_lastStep = first->step;
    }
}

void FutureCurves::update(double weight) {
    const int number = m_fork.isOn() ? m_fork.other()->number : 0;
    if (number != m_number || weight != m_weight) {
        if (number != m_number) end();
        if (number != m_number && number > 0) begin();
        for (Entry& entry : m_entries) entry.reducer.clear(), entry.average = kNone;
        m_lastStep = -1;
        m_number = number;
        m_weight = weight;
    }
    if (number == 0) return;
    feed(weight);
    for (Entry& entry : m_entries) {
        setSamples(*entry.graph, entry.reducer, entry.curve.floor);
        const bool isAlone = entry.graph->data()->size() == 1; // no line would be seen
        entry.graph->setScatterStyle(
            QCPScatterStyle(isAlone ? QCPScatterStyle::ssDisc : QCPScatterStyle::ssNone, 5));
    }
}

} // namespace tristate::ui

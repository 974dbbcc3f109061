#pragma once

#include "ui/plots/qcp.h"
#include "ui/runs.h"

#include <functional>

namespace tristate::ui {

/// The curves of the runs that were left, thin and in their colours, behind those of the present one.
/// Internal to ui/plots.
class RunOverlays {
public:
    using Value = std::function<double(const train::Point&)>;

    /// `value` is what is drawn of a point; no finite number is a gap.
    RunOverlays(QCPAxis* time, QCPAxis* values, Value value, Qt::PenStyle style = Qt::SolidLine);

    /// Brings the curves up to the runs; cheap when nothing has changed. `floor` as in setSamples.
    void update(const Runs& runs, double floor);
    const std::vector<QCPGraph*>& graphs() const { return m_graphs; }

private:
    QCPAxis* m_time;
    QCPAxis* m_values;
    Value m_value;
    Qt::PenStyle m_style;
    std::vector<QCPGraph*> m_graphs; ///< the plot owns them
    std::uint64_t m_revision = 0;
    double m_floor = 0;
};

} // namespace tristate::ui

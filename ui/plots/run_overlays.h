#pragma once

#include "ui/plots/qcp.h"
#include "ui/run/runs.h"

#include <functional>
#include <utility>
#include <vector>

class QPalette;

namespace tristate::ui {

/// The curves of the runs that were left, each in its style (ui/run_style), behind those of the present one,
/// and the newest of them for a legend. Internal to ui/plots.
class RunOverlays {
public:
    using Value = std::function<double(const train::Point&)>;
    /// The text of the legend for a run.
    using Caption = std::function<QString(const RunData& run)>;
    enum class Look {
        Line,   ///< with dots only where there are few samples
        Dotted, ///< thinner, with a dot here and there: beside a Line of the same run
    };
    static constexpr int kMaxInLegend = 3;

    /// `value` is what is drawn of a point; no finite number is a gap.
    RunOverlays(QCPAxis* time, QCPAxis* values, Value value, Look look = Look::Line);
    void setCaption(Caption caption) { m_caption = std::move(caption); }

    /// Brings the curves up to the runs; cheap when nothing has changed. `floor` as in setSamples.
    void update(const Runs& runs, const RunData& present, double floor, const QPalette& palette);
    const std::vector<QCPGraph*>& graphs() const { return m_graphs; }
    /// Those of the newest runs.
    std::vector<QCPGraph*> named() const;

private:
    void clear();
    void add(const RunData& run, const QPalette& palette);

    QCPAxis* m_time;
    QCPAxis* m_values;
    Value m_value;
    Look m_look;
    Caption m_caption;
    std::vector<QCPGraph*> m_graphs; ///< the plot owns them; oldest run first
    std::uint64_t m_revision = 0;
    int m_present = -1; ///< its number
    double m_floor = 0;
    bool m_isDark = false;
};

} // namespace tristate::ui

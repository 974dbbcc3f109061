#pragma once

#include "ui/plots/curve_reducer.h"
#include "ui/plots/qcp.h"
#include "ui/run/fork.h"

#include <QPen>

#include <functional>
#include <limits>
#include <vector>

namespace tristate::ui {

/// The curves of the second of two futures, dashed, beside those of the run, from where they part. Internal
/// to ui/plots.
class FutureCurves {
public:
    using Value = std::function<double(const train::Point&)>;
    struct Curve {
        QCPAxis* values = nullptr;
        Value value;             ///< what is drawn of a point; no finite number is a gap
        QString name = {};       ///< in the legend; empty: not there
        bool isSmoothed = false; ///< by the weight of update()
        bool isStepped = false;  ///< constant between points
        double floor = -1;       ///< as in setSamples()
    };
    /// `fork` outlives it.
    explicit FutureCurves(const Fork& fork) : m_fork(fork) {}

    /// A curve for as long as there are two futures.
    void add(const Curve& curve) { m_entries.emplace_back().curve = curve; }
    /// Of the curve that was added as the `index`th; the dashes are added to it.
    void setPen(std::size_t index, const QPen& pen);
    void setFloor(std::size_t index, double floor) { m_entries[index].curve.floor = floor; }
    /// Brings the curves up to the run: `weight` is that of a new point in a smoothed curve, 1 for none.
    void update(double weight = 1);
    /// Null while the run has one future.
    QCPGraph* graph(std::size_t index) const { return m_entries[index].graph; }
    std::size_t count() const { return m_entries.size(); }
    /// Those that a legend names; none while the run has one future.
    std::vector<QCPGraph*> named() const;

private:
    static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    struct Entry {
        Curve curve;
        QCPGraph* graph = nullptr; ///< the plot owns it
        CurveReducer reducer;
        double average = kNone;
        QPen pen;
    };
    void begin();
    void end();
    void feed(double weight);

    const Fork& m_fork;
    std::vector<Entry> m_entries;
    int m_number = 0; ///< of the future that is drawn; 0: none
    double m_weight = 1;
    std::int64_t m_lastStep = -1;
};

/// The pen of a curve of that one, beside one of this one.
QPen futurePen(QPen pen);

} // namespace tristate::ui

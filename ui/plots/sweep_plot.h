#pragma once

#include "core/sweep/others.h"
#include "core/sweep/trade_off.h"
#include "ui/plots/error_axes.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

class QCPCurve;
class QCPGraph;
class QCustomPlot;

namespace tristate::ui {

class LegendRow;

/// Error against a cost, a dot for every run of a sweep; a line joins those that no other run beats, and
/// crosses go from the least to the most of the seeds of a setting. Rings, one full and one broken, mark
/// chosen runs. Clicking a dot asks for its run. What others came to lies beside the runs as open shapes,
/// named in a legend.
class SweepPlot : public QWidget {
    Q_OBJECT
public:
    explicit SweepPlot(QWidget* parent = nullptr);

    /// `runs` are read now and not kept.
    void show(const std::vector<const sweep::Result*>& runs, sweep::Cost cost, bool isValidation,
              const std::vector<sweep::Others>& others = {});
    /// At most two; those that are not shown get no ring.
    void mark(const QStringList& runs);

    /// Names of the others that are shown.
    QStringList others() const;
    int dots() const { return static_cast<int>(m_ids.size()); }
    /// Runs that no other beats, by rising cost.
    const QStringList& best() const { return m_best; }
    QString costName() const;
    QString errorName() const;
    QSize sizeHint() const override { return {360, 280}; }

Q_SIGNALS:
    /// With Ctrl held a second one is wanted beside the first.
    void runAsked(const QString& run, bool isSecond);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();
    void fit(const std::vector<sweep::Others>& others);
    void showRanges(const std::vector<io::SvgRange>& ranges);
    void showMarks();
    void clicked(const QPointF& place, bool isSecond);

    QCustomPlot* m_plot;
    ErrorAxes m_axes;
    QCPCurve* m_ranges;
    QCPGraph *m_dots, *m_frontier;
    LegendRow* m_legend; ///< of m_others
    std::vector<QCPGraph*> m_others;
    std::vector<QCPGraph*> m_rings; ///< in the order of m_marked
    QStringList m_ids;              ///< of the dots
    std::vector<sweep::SizeAndError> m_places;
    QStringList m_best, m_marked;
};

} // namespace tristate::ui

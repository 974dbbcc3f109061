#pragma once

#include "ui/plots/time_axis.h"
#include "ui/run/live_view.h"
#include "ui/run/run_data.h"

#include <QWidget>

#include <cstdint>
#include <memory>
#include <vector>

class QCPAxisRect;
class QCPGraph;
class QCustomPlot;
class QHBoxLayout;
class QToolButton;

namespace tristate::ui {

class CurveReducer;
class ElidedLabel;
class EventLines;
class LegendRow;
class PlotReadout;
class PointerLine;

/// What all plots over time have in common: a title row with buttons, a readout of the values under the
/// pointer, axis rects that share the TimeAxis, event marks, light and dark. A concrete plot fills its rects
/// in updateData(). refresh() replots at once, as it is paced; everything else queues a replot.
class TimePlot : public QWidget, public LiveView {
    Q_OBJECT
public:
    TimePlot(const QString& title, const RunData& run, TimeAxis& axis, QWidget* parent = nullptr);
    ~TimePlot() override;

    QWidget* widget() override { return this; }
    void refresh() final;
    /// Event marks on the time axis now (every axis rect has the same).
    std::size_t marks() const;
    /// Epoch at which the cursor of a moment of the past stands; negative when there is none.
    double momentEpoch() const;
    /// The values in words at the moment that is pointed at, or shown.
    QString readout() const;
    QSize sizeHint() const override { return {520, 320}; }
    const LegendRow& legend() const { return *m_legend; }
    /// Where the texts of the marks stand, in the coordinates of the plot.
    std::vector<QRectF> markTexts() const;

protected:
    const RunData& run() const { return m_run; }
    QCustomPlot& plot() const { return *m_plot; }
    const TimeAxis& time() const { return m_axis; }

    /// Makes this rect one over time; call once for each, top to bottom. The last one gets the axis label.
    void addTimeRect(QCPAxisRect* rect, bool markTexts);
    /// Call when all time rects are there.
    void finishTimeRects();
    /// Drops time rects and marks, before building others.
    void removeTimeRects();
    QToolButton* addToggle(const QString& text, const QString& tip, bool checked);
    void addHeaderWidget(QWidget* widget);
    void replotSoon();

    /// A new run began: forget everything drawn.
    virtual void clearData() = 0;
    /// Brings the graphs up to the run; the time range is set already.
    virtual void updateData() = 0;
    /// The curves that the legend names, the most important first.
    virtual std::vector<QCPGraph*> namedCurves() const { return {}; }
    /// What to say about the moment of `point`.
    virtual QString valuesAt(const train::Point& point) const = 0;
    virtual void applyTheme();

    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildHeader(const QString& title);
    QToolButton* makeToggle(const QString& text, const QString& tip, bool checked);
    void bringUpToDate();
    void fitMargins();
    void fitHeader();
    void watchRange(QCPAxisRect* rect);
    void showTimeRange();
    void showMarks();
    void showMoment();
    void sayValues(const train::Point* point);
    void pointAt(double epoch);
    const train::Point* pointNear(double epoch) const;

    const RunData& m_run;
    TimeAxis& m_axis;
    QCustomPlot* m_plot = nullptr;
    QHBoxLayout* m_header = nullptr;
    PlotReadout* m_readout = nullptr;
    LegendRow* m_legend = nullptr;
    ElidedLabel* m_title = nullptr;
    QToolButton* m_follow = nullptr;
    std::vector<QToolButton*> m_toggles; ///< what may leave the header first is first

    struct TimeRect {
        QCPAxisRect* rect;
        EventLines* marks;
        PointerLine* pointer;
        PointerLine* moment; ///< where the user went back to
    };
    std::vector<TimeRect> m_rects;
    int m_runNumber = -1;
    std::uint64_t m_marksRevision = 0;
    bool m_settingRange = false;
    bool m_momentShown = false; ///< the readout tells of it
};

/// Gives a graph the reduced samples; values not above `floor` are gaps (for logarithmic axes).
void setSamples(QCPGraph& graph, const CurveReducer& reducer, double floor);

} // namespace tristate::ui

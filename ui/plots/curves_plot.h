#pragma once

#include "ui/plots/curve_reducer.h"
#include "ui/plots/future_curves.h"
#include "ui/plots/run_overlays.h"
#include "ui/plots/time_plot.h"

#include <array>
#include <optional>
#include <vector>

class QCPAxisRect;
class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;

namespace tristate::ui {

/// Loss (nats) above and error (percent) below, training and evaluation (validation or test, as the run has
/// it), over epochs. Training points can be smoothed by an exponential moving average; the points themselves
/// stay visible behind it, faintly. Lines across the errors are the target of a run that has one, dashed, and
/// the error of the file that a run began with, dotted.
class CurvesPlot : public TimePlot {
    Q_OBJECT
public:
    CurvesPlot(const RunData& run, TimeAxis& axis, QWidget* parent = nullptr);

    /// Shows the evaluation error of the runs that were left, too; `runs` outlive the plot.
    void overlay(const Runs& runs);
    /// Shows loss and error of the second future, too, while there is one; `fork` outlives the plot.
    void compareWith(const Fork& fork);
    /// The last values of its training loss and error as drawn; empty while there is none.
    std::vector<double> newestOfOther() const;
    /// Curves of other runs that are drawn now.
    std::size_t overlays() const { return m_overlays ? m_overlays->graphs().size() : 0; }
    /// What the legend says of them, top to bottom.
    QStringList overlayNames() const;
    /// Values on screen, before reduction: for tests and tables.
    std::int64_t lastStep() const { return m_lastStep; }
    bool isLogarithmic() const;
    /// Percent, of the line that is drawn; nothing when there is none.
    std::optional<double> target() const { return m_target.at(); }
    /// The same of the file that the run began with.
    std::optional<double> imported() const { return m_imported.at(); }

protected:
    void clearData() override;
    void updateData() override;
    std::vector<QCPGraph*> namedCurves() const override;
    QString valuesAt(const train::Point& point) const override;
    void applyTheme() override;

private:
    /// One quantity: its rect, its three graphs, and what is drawn in them.
    struct Panel {
        QCPAxisRect* rect = nullptr;
        QCPGraph* raw = nullptr;
        QCPGraph* smooth = nullptr;
        QCPGraph* evaluation = nullptr;
        CurveReducer rawCurve, smoothCurve, evaluationCurve;
        double average = 0;
        bool averaging = false; ///< `average` holds something
    };
    void buildPanel(Panel& panel, const QString& label, bool last);
    /// A line across the errors, with its name at one end.
    struct Level {
        QCPItemStraightLine* line = nullptr;
        QCPItemText* name = nullptr;
        std::optional<double> at() const;
    };
    void buildLevel(Level& level, Qt::Alignment end);
    static void showLevel(const Level& level, std::optional<double> error, const QString& name);
    void addTo(Panel& panel, double epoch, double training, double evaluation);
    void show(Panel& panel);
    void fitValues(Panel& panel);
    void setScale();
    void showLevels();
    void applyFuturePens();
    void showFuture();

    std::optional<FutureCurves> m_future; ///< training and evaluation, for each panel
    const Runs* m_runs = nullptr;
    std::optional<RunOverlays> m_overlays;
    std::array<Panel, 2> m_panels; ///< loss, error
    Level m_target, m_imported;
    QToolButton* m_logarithmic = nullptr;
    QToolButton* m_smooth = nullptr;
    std::int64_t m_lastStep = -1;
};

} // namespace tristate::ui

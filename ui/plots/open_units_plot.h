#pragma once

#include "ui/plots/curve_reducer.h"
#include "ui/plots/future_curves.h"
#include "ui/plots/run_overlays.h"
#include "ui/plots/time_plot.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace tristate::ui {

/// Open neurons of every gated layer (left axis) and the parameters an export would have (right axis,
/// dashed), over epochs. The curves of many layers go from blue at the input to orange at the output, and the
/// legend names the first, the middle and the last one.
class OpenUnitsPlot : public TimePlot {
    Q_OBJECT
public:
    OpenUnitsPlot(const RunData& run, TimeAxis& axis, QWidget* parent = nullptr);
    /// Shows the open units, of all layers together, and the parameters of the runs that were left, too;
    /// `runs` outlive the plot.
    void overlay(const Runs& runs);
    /// Shows the curves of the second future, too, while there is one; `fork` outlives the plot.
    void compareWith(const Fork& fork);
    /// Its open units of each layer as last drawn; empty while there is none.
    std::vector<int> newestOfOther() const;
    /// Curves of other runs that are drawn now.
    std::size_t overlays() const;
    /// What the legend names.
    QStringList legendNames() const;
    /// Where the curve of each layer ends.
    std::vector<int> newest() const;
    int layers() const { return static_cast<int>(m_layers.size()); }

protected:
    void clearData() override;
    void updateData() override;
    std::vector<QCPGraph*> namedCurves() const override;
    QString valuesAt(const train::Point& point) const override;
    void applyTheme() override;

private:
    struct Layer {
        QCPGraph* graph = nullptr;
        CurveReducer curve;
    };
    void buildLayers(std::size_t layers);
    void setScale();
    void showTip();
    void showTipOfOther();
    void fitValues();
    QString layerName(std::size_t layer) const;

    void buildOverlays();
    void buildFuture();
    void applyFuturePens();

    const Fork* m_fork = nullptr;
    std::optional<FutureCurves> m_future; ///< of each layer, then the parameters
    const Runs* m_runs = nullptr;
    std::vector<RunOverlays> m_overlays; ///< open units, parameters
    QCPAxisRect* m_rect = nullptr;
    std::vector<Layer> m_layers;
    QCPGraph* m_parameters = nullptr;
    CurveReducer m_parametersCurve;
    QToolButton* m_logarithmic = nullptr;
    std::int64_t m_lastStep = -1;
};

} // namespace tristate::ui

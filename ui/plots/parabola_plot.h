#pragma once

#include "core/nn/gate_estimator.h"
#include "core/objective/lambdas.h"
#include "ui/run/live_view.h"
#include "ui/run/run_data.h"

#include <QWidget>

#include <vector>

class QCPGraph;
class QCustomPlot;

namespace tristate::ui {

/// What the regulariser asks of one gate whose unit costs 1, in a layer that is not linear: l1 w (1 - w) + l3
/// w; for an estimator whose openness is not w itself (hard concrete), openness(w) stands in the second term.
double gateCost(const objective::Lambdas& lambdas, nn::GateEstimator estimator, double w);

/// Why gates fall: gateCost() over w in [0, 1], with the present gates of every layer as dots on it.
class ParabolaPlot : public QWidget, public LiveView {
    Q_OBJECT
public:
    explicit ParabolaPlot(const RunData& run, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    QSize sizeHint() const override { return {260, 150}; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();
    void showCurve();
    void showGates();

    const RunData& m_run;
    QCustomPlot* m_plot;
    QCPGraph* m_curve;
    std::vector<QCPGraph*> m_layers;
};

} // namespace tristate::ui

#pragma once

#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QWidget>

class QCPGraph;
class QCustomPlot;

namespace tristate::ui {

/// One gate over the epochs of the run, 0 to 1, with the limit below which it is closed.
class GateCurvePlot : public QWidget {
    Q_OBJECT
public:
    explicit GateCurvePlot(QWidget* parent = nullptr);

    /// Nothing is drawn without a unit. `other`: the second future of the run, dashed; null: there is none.
    void show(const RunData& run, std::optional<UnitRef> unit, const RunData* other = nullptr);
    /// Points drawn.
    int points() const;
    int pointsOfOther() const;
    QSize sizeHint() const override { return {240, 90}; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyTheme();

    QCustomPlot* m_plot;
    QCPGraph* m_gate;
    QCPGraph* m_limit;
    QCPGraph* m_other;
};

} // namespace tristate::ui

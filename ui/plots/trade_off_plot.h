#pragma once

#include "ui/plots/error_axes.h"
#include "ui/run/live_view.h"
#include "ui/run/runs.h"
#include "ui/run/trade_off.h"

#include <QWidget>

#include <vector>

class QCPGraph;
class QCustomPlot;

namespace tristate::ui {

/// Held-out error against parameters, a dot for every measured moment of every visible run, in the
/// colour and shape of its run, filled for the present one; a line joins those that no other beats. Clicking
/// a dot of the present run goes to its moment.
class TradeOffPlot : public QWidget, public LiveView {
    Q_OBJECT
public:
    TradeOffPlot(const RunData& run, const Runs& runs, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    /// What is drawn now.
    const std::vector<Outcome>& shown() const { return m_outcomes; }
    /// What the error axis says: of the validation data, of the test data, or of either.
    QString errorName() const;
    const std::vector<Outcome>& front() const { return m_front; }
    QSize sizeHint() const override { return {360, 280}; }

Q_SIGNALS:
    void momentAsked(std::int64_t step);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();
    void showRun(const RunData& run);
    void setDots(QCPGraph& graph, const std::vector<Outcome>& outcomes) const;
    void showErrorName();
    void clicked(const QPointF& place);

    const RunData& m_run;
    const Runs& m_runs;
    QCustomPlot* m_plot;
    ErrorAxes m_axes;
    QCPGraph* m_frontLine;
    std::vector<QCPGraph*> m_dots; ///< of each visible run
    std::vector<Outcome> m_outcomes, m_front;
};

} // namespace tristate::ui

#pragma once

#include "core/inspect/unit_effect.h"
#include "core/train/gate_edit.h"
#include "ui/plots/gate_curve_plot.h"
#include "ui/run/fork.h"
#include "ui/run/live_view.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace tristate::ui {

class BackgroundWork;
class UnitWeightsPicture;

/// All about the selected unit: the weights into it, its gate over time, how often it is active, what the
/// loss would be without it, and buttons to cut it, to revive it, and to ask what moved its gate.
class UnitInspector : public QWidget, public LiveView {
    Q_OBJECT
public:
    /// The effect is measured on so many evaluation samples, the first ones.
    static constexpr std::size_t kSamples = 500;

    UnitInspector(const RunData& run, Selection& selection, BackgroundWork& work, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    /// The unit with the widest gate of the first layer.
    void showSomething() override;
    /// Draws the gate in the second future, too, while there is one; `fork` outlives the view.
    void compareWith(const Fork& fork) { m_fork = &fork; }

    QPushButton& pruneButton() { return *m_prune; }
    QPushButton& restoreButton() { return *m_restore; }
    /// Opens the account of what moved the gate.
    QPushButton& whyButton() { return *m_why; }
    QString summary() const;
    const std::optional<inspect::UnitEffect>& effect() const { return m_effect; }

Q_SIGNALS:
    void editAsked(const tristate::train::GateEdit& edit);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void fitCurve();
    void tell(const QString& words);
    void showChoices();
    void showUnit();
    void measure();
    void select();
    void ask(bool open);
    QString describe(const UnitRef& unit) const;

    const RunData& m_run;
    Selection& m_selection;
    BackgroundWork& m_work;
    const Fork* m_fork = nullptr;
    QComboBox* m_layer;
    QSpinBox* m_unit;
    UnitWeightsPicture* m_weights;
    QLabel* m_summary;
    GateCurvePlot* m_curve;
    QPushButton* m_prune;
    QPushButton* m_restore;
    QPushButton* m_why;
    std::optional<inspect::UnitEffect> m_effect;
    std::shared_ptr<const nn::Network> m_measured; ///< what m_effect was, or is being, measured on
    std::optional<UnitRef> m_measuredUnit;
    int m_runNumber = -1;
};

} // namespace tristate::ui

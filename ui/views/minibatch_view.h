#pragma once

#include "core/train/anatomy.h"
#include "ui/run/live_view.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;

namespace tristate::ui {

class BackgroundWork;
class MinibatchPlot;

/// The next minibatch of a paused run, taken apart in three stages: what every neuron of a layer puts out,
/// what the loss and the regulariser ask of every gate, and where the gates go. One button walks through the
/// stages and then trains the minibatch. What is shown is computed on a copy; the run does the same.
class MinibatchView : public QWidget, public LiveView {
    Q_OBJECT
public:
    enum class Stage { Forward, Gradients, Gates };

    MinibatchView(const RunData& run, Selection& selection, BackgroundWork& work, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    void showSomething() override { setStage(Stage::Gradients); }

    Stage stage() const { return m_stage; }
    void setStage(Stage stage);
    /// Null while the run trains or was gone back in, and until it is computed.
    const train::StepAnatomy* anatomy() const { return m_anatomy.get(); }
    QPushButton& nextButton() { return *m_next; }
    QString summary() const;
    QSize minimumSizeHint() const override { return {320, 150}; }

Q_SIGNALS:
    /// All stages were seen: train it.
    void stepAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void next();
    void showAnatomy();
    void showStage(const train::LayerAnatomy& layer);
    const train::LayerAnatomy* shownLayer() const;
    QString describe(const train::LayerAnatomy& layer) const;
    QString describeGates(const train::LayerAnatomy& layer) const;
    bool canDissect() const;

    const RunData& m_run;
    Selection& m_selection;
    BackgroundWork& m_work;
    QButtonGroup* m_stages;
    QComboBox* m_layer;
    QPushButton* m_next;
    MinibatchPlot* m_plot;
    QLabel* m_summary;
    Stage m_stage = Stage::Forward;
    std::shared_ptr<const train::StepAnatomy> m_anatomy;
    std::shared_ptr<const train::Checkpoint> m_asked; ///< what m_anatomy is, or is being, computed from
    train::LiveSettings m_askedLive;                  ///< ... and under which settings
    int m_runNumber = -1;
};

} // namespace tristate::ui

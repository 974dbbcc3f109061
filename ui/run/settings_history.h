#pragma once

#include "core/train/experiment.h"

#include <QUndoStack>

#include <functional>

namespace tristate::ui {

/// Undo and redo of what a person sets: of the experiment to come, and of the live settings. Edits of the
/// same setting that follow one another closely, as while a slider is dragged, are one step. GUI thread only.
class SettingsHistory {
public:
    using ShowExperiment = std::function<void(const train::Experiment&)>;
    using ApplyLive = std::function<void(const train::LiveSettings&)>;
    using PresentLive = std::function<train::LiveSettings()>;

    /// What puts a value in force; called at every undo and redo. Of live settings those that were edited
    /// change, on top of the present ones: others may have come otherwise, as with a future that was kept.
    SettingsHistory(ShowExperiment showExperiment, PresentLive presentLive, ApplyLive applyLive);

    /// Records what was done. `setting` is the name in the menu: "Undo Learning rate".
    void edit(const train::Experiment& before, const train::Experiment& after, const QString& setting);
    void edit(const train::LiveSettings& before, const train::LiveSettings& after);
    /// The steps belong to a run and its experiment; another one begins without any.
    void forget() { m_stack.clear(); }

    QUndoStack& stack() { return m_stack; }

private:
    ShowExperiment m_showExperiment;
    PresentLive m_presentLive;
    ApplyLive m_applyLive;
    QUndoStack m_stack;
};

} // namespace tristate::ui

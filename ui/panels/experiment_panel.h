#pragma once

#include "core/train/experiment.h"

#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tristate::ui {

class ExperimentForm;
class NetSketch;

/// What the next run will be: a preset, and over it every setting of an experiment. What cannot be is
/// explained beside its control; a net spec that cannot be also keeps a run from being started.
class ExperimentPanel : public QWidget {
    Q_OBJECT
public:
    explicit ExperimentPanel(QWidget* parent = nullptr);

    /// Shows an experiment (also one that is no preset); sends nothing.
    void setExperiment(const train::Experiment& experiment);
    /// Shows one that a person has chosen as a whole; `setting` names what was chosen.
    void choose(const train::Experiment& experiment, const QString& setting);
    /// What New run would start, when isValid(); what was there before the field of the net became wrong
    /// otherwise.
    const train::Experiment& experiment() const { return m_experiment; }
    /// Whether the net and the folder in their fields are the experiment's.
    bool isValid() const;
    QLineEdit& netField() const { return *m_net; }
    QLineEdit& seedField() const { return *m_seed; }
    ExperimentForm& form() const { return *m_form; }
    /// What is said beside the net: its size, or what is wrong with it.
    QString netNote() const;
    /// Why the run that New run would start cannot prune a single unit; empty when it can, or nobody knows.
    QString reachNote() const;

Q_SIGNALS:
    /// A person wants to choose data by looking at them.
    void dataAsked();
    void newRunAsked(const tristate::train::Experiment& experiment);
    /// A person changed something; `setting` names it. Both experiments are valid ones.
    void edited(const tristate::train::Experiment& before, const tristate::train::Experiment& after,
                const QString& setting);

private:
    void buildData(QFormLayout* form);
    void buildNet(QFormLayout* form);
    void setSource(const std::string& source);
    std::string source() const;
    void showExperiment();
    void markChanges();
    /// Takes what `change` makes of the experiment, when that can be; otherwise `note` says why not.
    void take(const QString& setting, QLabel& note, const std::function<void(train::Experiment&)>& change);
    void takeNet();
    void takeSeed();
    void takeSource();
    void takePreset();

    train::Experiment m_experiment;
    bool m_isShowing = false;
    std::vector<train::Experiment> m_presets; ///< in the order of their list
    QFormLayout* m_fields = nullptr;
    QComboBox* m_preset;
    QLabel* m_presetNote; ///< what it changed, or what is no longer as it has it
    QComboBox* m_source;
    QWidget* m_directoryRow;
    QLineEdit* m_directory;
    QLabel* m_dataNote;
    QLineEdit* m_net;
    QLabel* m_netNote;
    NetSketch* m_sketch;
    QLineEdit* m_seed;
    QLabel* m_seedNote;
    QLabel* m_reachNote;
    QPushButton* m_newRun;
    ExperimentForm* m_form;
};

} // namespace tristate::ui

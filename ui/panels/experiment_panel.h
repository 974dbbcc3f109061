#pragma once

#include "core/train/experiment.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tristate::ui {

/// What the next run will be: a preset, and over it data, net and seed. A net spec that cannot be is
/// explained beside its field, and nothing can be started until it is right.
class ExperimentPanel : public QWidget {
    Q_OBJECT
public:
    explicit ExperimentPanel(QWidget* parent = nullptr);

    /// Shows an experiment (also one that is no preset); sends nothing.
    void setExperiment(const train::Experiment& experiment);
    /// What New run would start. Call only when isValid().
    train::Experiment experiment() const;
    bool isValid() const { return m_valid; }
    QLineEdit& netField() const { return *m_net; }
    /// What is said beside the net: its size, or what is wrong with it.
    QString netNote() const;

public Q_SLOTS:
    void chooseDirectory();

Q_SIGNALS:
    void newRunAsked(const tristate::train::Experiment& experiment);

private:
    void buildData(QFormLayout* form);
    void setSource(const std::string& source);
    std::string source() const;
    void checkNet();
    void showDirectory();

    train::Experiment m_base; ///< everything that has no control here
    QComboBox* m_preset;
    QComboBox* m_source;
    QWidget* m_directoryRow;
    QLineEdit* m_directory;
    QLineEdit* m_net;
    QLabel* m_netNote;
    QSpinBox* m_seed;
    QPushButton* m_newRun;
    bool m_valid = false;
};

} // namespace tristate::ui

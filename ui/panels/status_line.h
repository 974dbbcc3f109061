#pragma once

#include "core/train/reports.h"
#include "ui/run/fork.h"

#include <QStatusBar>

#include <optional>

class QLabel;
class QToolButton;

namespace tristate::ui {

/// One line about the run: what the worker does, samples/s, error, neurons, parameters.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);
    /// From now on with the second future, while there is one; `fork` outlives the line.
    void compareWith(const Fork& fork) { m_fork = &fork; }
    /// `loading`: percent of the data of a run that is to begin, which can be cancelled.
    void show(const RunData& run, train::RunState state, bool busy, std::optional<int> loading = {});
    /// Only what tells how large the net is, which changes with every picture of it.
    void showSize(const RunData& run);
    QString text() const;

Q_SIGNALS:
    void cancelAsked();

private:
    QLabel* addPart();
    bool isForked() const { return m_fork && m_fork->isOn(); }
    void showOther();

    const Fork* m_fork = nullptr;
    QLabel* m_activity;
    QToolButton* m_cancel;
    QLabel* m_speed;
    QLabel* m_error;
    QLabel* m_neurons;
    QLabel* m_parameters;
    QLabel* m_other; ///< the second future
};

} // namespace tristate::ui

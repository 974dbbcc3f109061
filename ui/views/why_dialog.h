#pragma once

#include "ui/jobs/gate_questions.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace tristate::ui {

class ForceBars;
class PushSamples;
struct RunData;
struct UnitRef;

/// Why a gate closed, or is open: what moved it how far, in a sentence and as bars, and the minibatches that
/// pushed most, with their samples. And what the gate was worth: the run again with the gate held open. Asks
/// when it is made; not modal. What it shows is of one moment of one run, whatever happens to that meanwhile.
class WhyDialog : public QDialog {
    Q_OBJECT
public:
    /// `layer` is what the gate's layer is called.
    WhyDialog(ReplayRequest request, const train::GateRef& gate, const QString& layer, QWidget* parent);

    GateQuestions& questions() { return m_questions; }
    /// Null until it is known.
    const train::GateTrace* trace() const { return m_trace.get(); }
    const train::HeldGate* held() const { return m_held.get(); }
    const ForceBars& bars() const { return *m_bars; }
    QTableWidget& pushes() { return *m_pushes; }
    PushSamples& samples() { return *m_samples; }
    QComboBox& span() { return *m_span; }
    QPushButton& holdButton() { return *m_hold; }
    QPushButton& cancelButton() { return *m_cancel; }
    QString story() const;
    QString worth() const;

private:
    void build();
    QWidget* buildAnswer();
    QLayout* buildWorth();
    void ask();
    void hold();
    void showTrace();
    void showAccount();
    void showSamples();
    void showWorth();
    void showProgress(double share);
    void showBusy(bool busy);
    /// Until it closed, or to the end.
    const train::GateAccount& account() const;
    /// The minibatches that pushed most the way that the gate went.
    const std::vector<train::GatePush>& shownPushes() const;
    const data::Dataset& data() const { return m_trace->state->data->train; }

    const ReplayRequest m_request;
    const train::GateRef m_gate;
    QWidget* m_answer = nullptr; ///< hidden until there is one
    QLabel* m_pushesTitle = nullptr;
    QLabel* m_story;
    QComboBox* m_span;
    ForceBars* m_bars;
    QTableWidget* m_pushes;
    PushSamples* m_samples;
    QPushButton* m_hold;
    QLabel* m_worth;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    QElapsedTimer m_asked; ///< since a replay began
    std::shared_ptr<const train::GateTrace> m_trace;
    std::shared_ptr<const train::HeldGate> m_held;
    GateQuestions m_questions; ///< last: it ends first
};

/// "Why did this gate close?" or "Why is this gate open?"
QString whyQuestion(bool isOpen);

/// Opens the dialog for a unit of the run, at the moment that is shown. Nothing where no state of the run is
/// kept.
void showWhy(const RunData& run, const UnitRef& unit, QWidget* window);

} // namespace tristate::ui

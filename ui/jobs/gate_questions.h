#pragma once

#include "core/train/gate_trace.h"
#include "core/train/held_gate.h"
#include "ui/jobs/job.h"
#include "ui/jobs/replays.h"

#include <QObject>

#include <functional>
#include <memory>

namespace tristate::ui {

/// Finds out beside the event loop what moved a gate, and what it would have been worth to hold it open. One
/// question at a time, the latest counts. GUI thread.
class GateQuestions : public QObject {
    Q_OBJECT
public:
    using Traced = std::function<void(std::shared_ptr<const train::GateTrace>)>;
    using Held = std::function<void(std::shared_ptr<const train::HeldGate>)>;

    explicit GateQuestions(QObject* parent = nullptr);

    /// The ledger of a gate from the oldest state that is kept to the step of the request. `done` is called
    /// on the GUI thread, or failed() tells why not.
    void trace(const ReplayRequest& request, const train::GateRef& gate, Traced done);
    /// The same run with the gate held open from the minibatch on in which it closed; `trace` is of the same
    /// request, and its gate did close.
    void hold(const ReplayRequest& request, std::shared_ptr<const train::GateTrace> trace, Held done);
    void cancel() { m_job.cancel(); }
    bool isBusy() const { return m_job.isBusy(); }

Q_SIGNALS:
    void busyChanged(bool busy);
    /// So much of the way is done, from 0 to 1; a few times a second.
    void progressed(double share);
    void failed(const QString& sentence);

private:
    /// Tells progressed() how far a replay is between two steps.
    train::ReplayProgress tell(const Job::Progress& progress, std::int64_t from, std::int64_t to);

    Job m_job;
};

} // namespace tristate::ui
